package io.lanescope.jmh.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

import io.lanescope.nn.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** With the real JVM. */
class JvmProbeTest {

    private static List<Trial> tryAll(String text) {
        return JvmProbe.ofThis(List.of("-XX:TieredStopAtLevel=1")).tryAll(Matrix.parse("test", text));
    }

    @Test
    void itTellsRefusalsInTheJvmsOwnWordsAndWhatIsInEffect() {
        List<Trial> trials = tryAll("a: default | -XX:NoSuchFlag=3 | -XX:ObjectAlignmentInBytes=9 | "
                + "-XX:ObjectAlignmentInBytes=32 | -XX:ObjectAlignmentInBytes=8 | -Dx=y");
        assertNull(trials.get(0).refused());
        assertTrue(trials.get(0).changed().isEmpty());
        String unknown = String.valueOf(trials.get(1).refused());
        assertTrue(unknown.contains("Unrecognized VM option 'NoSuchFlag=3'"), unknown);
        String odd = String.valueOf(trials.get(2).refused());
        assertTrue(odd.contains("must be power of 2"), odd);
        assertEquals("32", trials.get(3).inEffect().get("ObjectAlignmentInBytes"));
        assertEquals("8 → 32", trials.get(3).changed().get("ObjectAlignmentInBytes"));
        assertFalse(trials.get(3).sameAsBaseline());
        assertTrue(trials.get(4).sameAsBaseline(), "8 is the default: " + trials.get(4));
        assertFalse(trials.get(5).sameAsBaseline(), "a system property is no flag, and may do anything");
    }

    @Test
    void itTellsWhichKernelsWereChosen() {
        JvmProbe probe = JvmProbe.ofThis(List.of());
        JvmProbe.Accepted interpreter = (JvmProbe.Accepted) probe.start(List.of("-Xint"));
        assertEquals("scalar, 32 bits", interpreter.kernels());
        JvmProbe.Accepted scalar = (JvmProbe.Accepted) probe.start(List.of("-Dlanescope.kernels=scalar"));
        assertEquals("scalar, 32 bits", scalar.kernels());
        assertTrue(scalar.flags().size() > 300);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aJvmThatDoesNotEndIsStoppedAndRefused(@TempDir Path folder) throws IOException {
        Path endless = Files.writeString(folder.resolve("java"), "#!/bin/sh\nexec sleep 3600\n");
        Files.setPosixFilePermissions(endless, PosixFilePermissions.fromString("rwx------"));
        JvmProbe probe = new JvmProbe(endless, "", List.of(), Duration.ofSeconds(1));
        assertEquals(new JvmProbe.Refused("it did not end within 1 s"), probe.start(List.of()));
    }

    @Test
    void aBaselineThatDoesNotStartIsBadInput() {
        InputException refused = assertThrows(InputException.class,
                () -> tryAll("a: -XX:NoSuchFlag=3 | default"));
        assertTrue(refused.toString().contains("the JVM refuses the baseline"), refused.toString());
    }
}

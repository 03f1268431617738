package io.lanescope.properties;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A process that trains is killed again and again, at moments nobody chose, and comes to the same end. */
class KilledTrainingTest {

    private static final int KILLS = 6;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aTrainingThatIsKilledAndTakenUpAgainEndsWithTheSameBytes() throws IOException, InterruptedException {
        Process undisturbed = start("undisturbed");
        while (undisturbed.inputReader().readLine() != null) {
            // it speaks until it is done
        }
        assertEquals(0, undisturbed.waitFor());

        SplittableRandom random = new SplittableRandom(7);
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            killed += killSomewhere(start("killed"), random) ? 1 : 0;
        }
        assertTrue(killed > 0, "it was always faster than whoever wanted to kill it");
        Process last = start("killed");
        while (last.inputReader().readLine() != null) {
            // until it is done
        }
        assertEquals(0, last.waitFor());
        assertArrayEquals(Files.readAllBytes(folder.resolve("undisturbed.safetensors")),
                Files.readAllBytes(folder.resolve("killed.safetensors")));
        assertArrayEquals(Files.readAllBytes(folder.resolve("undisturbed.checkpoint")),
                Files.readAllBytes(folder.resolve("killed.checkpoint")));
    }

    private Process start(String name) throws IOException {
        return new ProcessBuilder(ChildJvm.java(), "-XX:TieredStopAtLevel=1", "-cp", ChildJvm.classPath(),
                TrainWithCheckpoints.class.getName(), folder.resolve(name + ".safetensors").toString(),
                folder.resolve(name + ".checkpoint").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Waits for a few epochs and some milliseconds; returns whether the process was still at work. */
    private static boolean killSomewhere(Process process, SplittableRandom random)
            throws IOException, InterruptedException {
        BufferedReader said = process.inputReader();
        int lines = random.nextInt(1, 6);
        while (lines > 0 && said.readLine() != null) {
            lines--;
        }
        Thread.sleep(random.nextInt(20));
        process.destroyForcibly();
        return process.waitFor() != 0;
    }
}

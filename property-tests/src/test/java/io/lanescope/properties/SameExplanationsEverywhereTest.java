package io.lanescope.properties;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The same explanations, bit for bit, however wide the lanes and however many the threads. */
class SameExplanationsEverywhereTest {

    @TempDir
    Path folder;

    @Test
    void theBitsAreTheSame() throws IOException, InterruptedException {
        byte[] scalar = explain("1");
        assertTrue(scalar.length > 4000);
        assertArrayEquals(scalar, explain("2", ChildJvm.VECTORS));
        assertArrayEquals(scalar, explain("1", ChildJvm.VECTORS, "-XX:UseAVX=2"));
        assertArrayEquals(scalar, explain("3", ChildJvm.VECTORS, "-XX:MaxVectorSize=16"));
    }

    private byte[] explain(String threads, String... flags) throws IOException, InterruptedException {
        Path attributions = folder.resolve("attributions");
        ChildJvm.run(List.of(flags), ExplainSmallNetwork.class, attributions.toString(), threads);
        return Files.readAllBytes(attributions);
    }
}

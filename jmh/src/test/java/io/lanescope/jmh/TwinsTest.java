package io.lanescope.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Benchmarks that are written twice, since every peer has a type of its own for each precision. */
class TwinsTest {

    @Test
    void doubleProductsAreMeasuredAsFloatProductsAre() throws IOException {
        String expected = body("MatMulBenchmark").replace("MatMulBenchmark", "DgemmBenchmark")
                .replace("single", "double")
                .replace("float", "double").replace("Float", "Double").replace("sgemm", "dgemm")
                .replace("FMatrix", "DMatrix").replace("FDRM", "DDRM").replace("R032", "R064")
                .replace("0x1p-24", "0x1p-52").replace(",Epilogue.NONE", "");
        assertEquals(expected, body("DgemmBenchmark"));
    }

    /** What follows the imports, with no trace of how lines are broken. */
    private static String body(String type) throws IOException {
        String text = Files.readString(Path.of("src/main/java/io/lanescope/jmh/" + type + ".java"));
        return text.substring(text.indexOf("/**")).replaceAll("\\s+", "");
    }
}

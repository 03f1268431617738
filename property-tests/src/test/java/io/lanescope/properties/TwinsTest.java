package io.lanescope.properties;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Kernels that are written twice, since neither an element type nor a kind of memory can be a parameter where speed counts, are
 * the same code but for a stated substitution.
 */
class TwinsTest {

    private static final Path KERNELS = Path.of("..", "simd-core", "src", "main", "java", "io", "lanescope", "simd",
            "kernel");

    @ParameterizedTest
    @ValueSource(strings = {"vector/FloatTiles", "vector/FloatStridedTiles", "vector/FloatPanels", "FloatScratch"})
    void theDoubleFileIsTheFloatFileWithTheOtherType(String file) throws IOException {
        assertEquals(source(file).replace("float", "double").replace("Float", "Double"),
                source(file.replace("Float", "Double")));
    }

    /** But for the loop over the rows of B. */
    @Test
    void tilesReadAnyBAsTheyReadPanels() throws IOException {
        String panels = body("vector/FloatTiles")
                .replaceAll("intbase=[^;]*;intend=Math.max\\(0,Math.min\\(k,DEEPEST\\)\\)[^;]*;"
                        + "for\\(intq=0;q<end;q\\+=[^)]*\\)\\{",
                        "for(intp=0,end=Math.min(k,FloatTiles.DEEPEST);p<end;p++){")
                .replaceAll("\\(SPECIES,b,base\\+q", "(SPECIES,b,bt")
                .replace("at+=aColumn;", "at+=aColumn;bt+=bRow;")
                .replace("float[]b,intbt,", "float[]b,intbt,intbRow,")
                .replace("aColumn,b,bt,", "aColumn,b,bt,bRow,");
        assertEquals(body("vector/FloatStridedTiles"), panels);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Distance", "Sums", "Extremes"})
    void nativeMemoryHasTheCodeOfArrays(String kernels) throws IOException {
        assertEquals(body("vector/Vector" + kernels), onArrays(body("vector/Segment" + kernels)));
    }

    @Test
    void dotProductsInNativeMemoryHaveTheCodeOfThoseOfArrays() throws IOException {
        String dot = body("vector/VectorDot");
        String oneRow = dot.substring(0, dot.indexOf("/**Tworowsatatime"));
        assertEquals(oneRow + "}", onArrays(body("vector/SegmentDot")));
    }

    private static String source(String file) throws IOException {
        return Files.readString(KERNELS.resolve(file + ".java"));
    }

    /** What follows the constants, with no trace of how lines are broken. */
    private static String body(String file) throws IOException {
        String text = source(file);
        return text.substring(text.indexOf("() {}") + 5).replaceAll("\\s+", "");
    }

    private static String onArrays(String segment) {
        return segment
                .replaceAll("fromMemorySegment\\(S,(\\w+),(\\w+)\\+4L\\*\\(([^()]+)\\),ORDER", "fromArray(S,$1,$2+$3")
                .replaceAll("fromMemorySegment\\(S,(\\w+),(\\w+)\\+4L?\\*(\\w+),ORDER", "fromArray(S,$1,$2+$3")
                .replaceAll("fromMemorySegment\\(S,(\\w+),(\\w+),ORDER", "fromArray(S,$1,$2")
                .replaceAll("long([pq])=(\\w+)\\+4L\\*lane;", "int$1=$2+lane;")
                .replaceAll("([pq])\\+=4L\\*\\(?([^();]+)\\)?;", "$1+=$2;")
                .replaceAll("(\\w+)\\.get\\(FLOAT,(\\w+)\\+4L\\*(\\w+)\\)", "$1[$2+$3]")
                .replaceAll("MemorySegment(\\w+),long(\\w+)", "float[]$1,int$2")
                .replace("SegmentDot", "VectorDot");
    }
}

package io.lanescope.jmh.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.lanescope.nn.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MatrixTest {

    @Test
    void axesAreCrossedAndTheirFirstAlternativesAreTheBaseline() {
        Matrix matrix = Matrix.parse("x", """
                # a remark
                lanes: default | 128 bits = -XX:MaxVectorSize=16   # another
                heap: -Xmx1g | -Xmx2g -Xms2g
                """);
        assertEquals(List.of(
                new Variant("-Xmx1g", List.of("-Xmx1g")),
                new Variant("-Xmx2g -Xms2g", List.of("-Xmx2g", "-Xms2g")),
                new Variant("128 bits -Xmx1g", List.of("-XX:MaxVectorSize=16", "-Xmx1g")),
                new Variant("128 bits -Xmx2g -Xms2g", List.of("-XX:MaxVectorSize=16", "-Xmx2g", "-Xms2g"))),
                matrix.variants());
    }

    @Test
    void linesOfTheSameAxisAreJoinedAndEqualFlagsCountOnce() {
        Matrix matrix = Matrix.parse("x", "a: default | -Xint\na: -Xint | nothing = default | -Xcomp");
        assertEquals(List.of("default", "-Xint", "-Xcomp"), matrix.variants().stream().map(Variant::name).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "-", value = {
        "; there is no axis in it",
        "# nothing; there is no axis in it",
        "-Xint; line 1: an axis is written",
        "-XX:UseAVX=1 | default; line 1: an axis is written",
        "a: default |; line 1: an alternative is empty",
        "a:; line 1: an alternative is empty",
        "a: b = UseAVX=1; a JVM flag begins with -, but there is \"UseAVX=1\"",
        "a: default | x = -Xint | x = -Xcomp; are called \"x\""})
    void whatIsNoMatrixIsRefusedWithItsLine(String text, String complaint) {
        String message = assertThrows(InputException.class, () -> Matrix.parse("my.flags", text == null ? "" : text))
                .toString();
        assertTrue(message.contains(complaint), message);
    }

    @Test
    void aMatrixThatNobodyHasTimeForIsRefused() {
        String axis = ": -Da | -Db | -Dc | -Dd | -De | -Df | -Dg | -Dh | -Di | -Dj | -Dk\n";
        assertThrows(InputException.class, () -> Matrix.parse("x", "a" + axis + "b" + axis + "c" + axis));
    }

    static List<String> builtIn() {
        return Matrix.builtIn();
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void everyBuiltInSetBeginsWithNoFlagsAndSaysWhatItIsAbout(String set) {
        Matrix matrix = Matrix.of(List.of(set));
        assertEquals(new Variant("default", List.of()), matrix.variants().getFirst());
        assertTrue(matrix.variants().size() > 1);
        assertTrue(Matrix.text(set).startsWith("# "));
    }

    @Test
    void setsAndFilesAreTriedOneAfterTheOther(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("mine"), "x: default | -Xmx1g");
        assertEquals(List.of("default", "-XX:-UseFMA", "-Xmx1g"), Matrix.of(List.of("fma", file.toString())).variants()
                .stream().map(Variant::name).toList());
        Path other = Files.writeString(folder.resolve("other"), "x: -Xmx1g | -Xmx2g");
        assertTrue(assertThrows(InputException.class, () -> Matrix.of(List.of("fma", other.toString()))).toString()
                .contains("no common baseline"));
        assertTrue(assertThrows(InputException.class, () -> Matrix.of(List.of("nonsense"))).toString()
                .contains("neither a file nor a built-in set \"nonsense\""));
    }
}

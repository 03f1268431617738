package io.lanescope.nn.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

class CsvReaderTest {

    private static final CsvLabel NONE = new CsvLabel.None();
    private static final CsvLabel GUESSED = new CsvLabel.Guessed("y");

    @TempDir
    Path folder;

    @Test
    void withoutALabelEveryColumnIsAFeature() throws IOException {
        Dataset data = read("a,b\n1,2.5\n-3e2,+.5\n", NONE);
        assertEquals(List.of("a", "b"), data.featureNames());
        assertArrayEquals(new float[]{1, 2.5f, -300, 0.5f}, data.features());
        assertEquals(new Dataset.None(), data.target());
    }

    @Test
    void theLabelIsNoFeatureWhereverItStands() throws IOException {
        Dataset data = read("a,y,b\n1,cat,2\n3,ant,4\n", GUESSED);
        assertEquals(List.of("a", "b"), data.featureNames());
        assertArrayEquals(new float[]{1, 2, 3, 4}, data.features());
        assertClasses(data, List.of("ant", "cat"), 1, 0);
    }

    @Test
    void severalColumnsOfNumbersAreTheLabelTogether() throws IOException {
        for (CsvLabel label : List.of(new CsvLabel.Guessed("z, y"), new CsvLabel.Values("z,y"))) {
            Dataset data = read("y,a,z\n1,2,3\n4,5,6.5\n", label);
            assertEquals(List.of("a"), data.featureNames());
            Dataset.Values values = assertInstanceOf(Dataset.Values.class, data.target());
            assertEquals(List.of("z", "y"), values.names());
            assertArrayEquals(new float[]{3, 1, 6.5f, 4}, values.values());
        }
        assertEquals(new Dataset.None(), read("y,a,z\n,2,?\n", new CsvLabel.Ignored("y,z")).target());
        Dataset.Values comma = assertInstanceOf(Dataset.Values.class,
                read("\"a,b\",a\n1.5,2\n", new CsvLabel.Guessed("a,b")).target());
        assertEquals(List.of("a,b"), comma.names());
    }

    @Test
    void severalColumnsMustBeNumbersAndDifferent() {
        assertThrows(InputException.class, () -> read("a,y,z\n1,2,cat\n", new CsvLabel.Guessed("y,z")));
        assertThrows(InputException.class, () -> read("a,y,z\n1,2,3\n", new CsvLabel.Classes("y,z")));
        assertThrows(InputException.class, () -> read("a,y,z\n1,2,3\n", new CsvLabel.Guessed("y,y")));
        for (String label : List.of("y,x", "y,", ",", "")) {
            assertThrows(InputException.class, () -> read("a,y,z\n1,2,3\n", new CsvLabel.Guessed(label)), label);
        }
        assertThrows(InputException.class, () -> read("y,z\n2,3\n", new CsvLabel.Guessed("y,z")));
    }

    @Test
    void fewIntegersAreClassesInTheOrderOfNumbers() throws IOException {
        assertClasses(read("a,y\n1,10\n1,9.0\n1,-1\n1,+10\n", GUESSED), List.of("-1", "9", "10"), 2, 1, 0, 2);
    }

    @Test
    void manyIntegersAndFractionsAreNumbers() throws IOException {
        String rows = IntStream.rangeClosed(0, 20).mapToObj(i -> "1," + i).collect(Collectors.joining("\n"));
        Dataset.Values many = assertInstanceOf(Dataset.Values.class, read("a,y\n" + rows, GUESSED).target());
        assertEquals(21, many.values().length);
        Dataset.Values fractions = assertInstanceOf(Dataset.Values.class, read("a,y\n1,0.5\n1,1\n", GUESSED).target());
        assertArrayEquals(new float[]{0.5f, 1}, fractions.values());
        assertEquals("y", fractions.names().getFirst());
    }

    @Test
    void theCallerCanForceNumbersOrClasses() throws IOException {
        Dataset.Values values = assertInstanceOf(Dataset.Values.class,
                read("a,y\n1,0\n1,1\n", new CsvLabel.Values("y")).target());
        assertArrayEquals(new float[]{0, 1}, values.values());
        assertClasses(read("a,y\n1,2.5\n1,10.5\n", new CsvLabel.Classes("y")), List.of("10.5", "2.5"), 1, 0);
    }

    @Test
    void integersTooLargeForAFloatStayDifferentClasses() throws IOException {
        assertClasses(read("a,y\n1,16777217\n1,16777216\n", new CsvLabel.Classes("y")), List.of("16777216", "16777217"),
                1, 0);
    }

    @Test
    void aModelFindsItsFeaturesByNameInItsOwnOrder() throws IOException {
        Path file = file("note,b,y,a\nsome text,2,yes,1\n\"more, text\",4,no,3\n");
        Dataset data = CsvReader.readFeatures(file, List.of("a", "b"),
                new CsvLabel.KnownClasses("y", List.of("yes", "no")));
        assertArrayEquals(new float[]{1, 2, 3, 4}, data.features());
        assertClasses(data, List.of("yes", "no"), 0, 1);
    }

    @Test
    void aModelThatDoesNotFitTheDataIsAnError() throws IOException {
        Path file = file("width,height\n1,2\n");
        assertMessage("data.csv, line 1: the model needs a column \"widht\"; is \"width\" meant?",
                () -> CsvReader.readFeatures(file, List.of("widht", "height"), NONE));
        assertMessage(
                "data.csv, line 1: the column \"height\" cannot be the label, since it is one of the model's features",
                () -> CsvReader.readFeatures(file, List.of("width", "height"), new CsvLabel.Values("height")));
        assertThrows(IllegalArgumentException.class,
                () -> CsvReader.readFeatures(file, List.of("width", "width"), NONE));
    }

    @Test
    void aClassThatTheModelDoesNotKnowIsAnErrorWithItsLine() throws IOException {
        Path file = file("a,y\n1,1.0\n1,3\n");
        assertMessage("data.csv, line 3, column \"y\": \"3\" is none of the model's classes; there are \"0\", \"1\"",
                () -> CsvReader.readFeatures(file, List.of("a"), new CsvLabel.KnownClasses("y", List.of("0", "1"))));
    }

    @Test
    void aByteOrderMarkBlankLinesSpacesAndQuotesAreAccepted() throws IOException {
        Dataset data = read("\uFEFF\"a\", b \r\n\r\n\"1\", 2 \r\n", NONE);
        assertEquals(List.of("a", "b"), data.featureNames());
        assertArrayEquals(new float[]{1, 2}, data.features());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'a,b\n1,2\n1,x'|', line 3, column \"b\": \"x\" is not a number'",
        "'a,b\n1,'|', line 2, column \"b\": the value is missing'",
        "'a,b\n1,NaN'|', line 2, column \"b\": \"NaN\" is not a finite number, and only those can be used'",
        "'a,b\n1,-Infinity'|', line 2, column \"b\": \"-Infinity\" is not a finite number, and only those can be used'",
        "'a,b\n1,1e39'|', line 2, column \"b\": \"1e39\" is too large for a 32-bit float'",
        "'a,b\n1,2\n1,0x1p3'|', line 3, column \"b\": \"0x1p3\" is not a number'",
        "'a,b\n1,2\n1,3f'|', line 3, column \"b\": \"3f\" is not a number'",
        "'a,b\n1,2\n1,1_000'|', line 3, column \"b\": \"1_000\" is not a number'",
        "'a,b\n1,x\n1,2'|', line 3, column \"b\": \"2\" is a number, but \"x\" in line 2 is text; a column holds one or the other'",
        "'a,b\n1,2\n3'|', line 3: the row has 1 value, but the header names 2 columns'",
        "'a,b\n1,2,3'|', line 2: the row has 3 values, but the header names 2 columns'",
        "'a,b,a\n1,2,3'|', line 1: columns 1 and 3 are both named \"a\"'",
        "'a, ,c\n1,2,3'|', line 1: column 2 has no name'",
        "'1.5,1.5\n1,2'|', line 1: there are numbers where the names of the columns should be; the file needs a header'",
        "'a;b\n1;2'|', line 1: the columns must be separated by commas, not by semicolons or tabs'",
        "''|': the file is empty; it needs a line that names the columns, and rows'",
        "'a,b\n'|': the file has a header but no rows'",
        "'a,b\n1,\"2'|', line 2: this is not valid CSV: Unclosed quoted field at end of input (record starting at line 2)'",
    })
    void aBadTableIsAnErrorAtItsPlace(String text, String message) {
        assertMessage("data.csv" + message, () -> read(text, NONE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'a,yy\n1,2'|', line 1: there is no column \"y\"; there are \"a\", \"yy\"'",
        "'y\n1'|', line 1: there is no column beside the label \"y\"'",
        "'a,y\n1,'|', line 2, column \"y\": the value is missing'",
        "'a,y\n1,nan'|', line 2, column \"y\": \"nan\" is not a finite number, and only those can be used'",
        "'a,y\n1,2.5\n1,3,5'|', line 3: the row has 3 values, but the header names 2 columns'",
        "'a,y\n1,2.5\n1,x'|', line 3, column \"y\": \"x\" is not a number, but \"2.5\" in line 2 is; a label is either numbers or names of classes'",
    })
    void aBadLabelIsAnErrorAtItsPlace(String text, String message) {
        assertMessage("data.csv" + message, () -> read(text, GUESSED));
    }

    @Test
    void aLabelThatIsNoNumberCannotBeForcedToBeOne() {
        assertMessage("data.csv, line 2, column \"y\": \"x\" is not a number",
                () -> read("a,y\n1,x\n", new CsvLabel.Values("y")));
    }

    @Test
    void malformedTextIsAnErrorWithLineAndByte() throws IOException {
        Path file = folder.resolve("data.csv");
        Files.write(file, "a,b\n1,2\n\n3,\u00E9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertMessage("data.csv, line 4: the text is not valid UTF-8 (byte 11 of the file)",
                () -> CsvReader.read(file, NONE));
    }

    @Test
    void aMissingFileAndAFolderAreErrors() {
        assertMessage("none.csv: there is no such file", () -> CsvReader.read(folder.resolve("none.csv"), NONE));
        InputException e = assertThrows(InputException.class, () -> CsvReader.read(folder, NONE));
        assertEquals(folder + ": the file could not be read (Is a directory)", e.getMessage());
    }

    @Test
    void aColumnOfTextBecomesAFeatureForEachText() throws IOException {
        Dataset data = read("size,colour,y\n1,red,no\n2,\"blue\",yes\n3, red ,no\n", GUESSED);
        assertEquals(List.of("size", "colour=blue", "colour=red"), data.featureNames());
        assertArrayEquals(new float[]{1, 0, 1, 2, 1, 0, 3, 0, 1}, data.features());
    }

    @Test
    void aModelFindsItsCategoriesByTheNamesOfItsFeatures() throws IOException {
        List<String> features = List.of("colour=red", "size", "colour=a=b", "colour=blue");
        Path file = folder.resolve("data.csv");
        Files.writeString(file, "size,colour,other\n1,blue,x\n2,a=b,1\n");
        assertArrayEquals(new float[]{0, 1, 0, 1, 0, 2, 1, 0},
                CsvReader.readFeatures(file, features, NONE).features());
        Files.writeString(file, "size,colour\n1,bleu\n");
        assertMessage("data.csv, line 2, column \"colour\": \"bleu\" is none of the values that the model knows; "
                + "is \"blue\" meant?", () -> CsvReader.readFeatures(file, features, NONE));
        Files.writeString(file, "size,colour=red,colour=a=b,colour=blue\n1,0.5,0,0\n"); // encoded already
        assertArrayEquals(new float[]{0.5f, 1, 0, 0}, CsvReader.readFeatures(file, features, NONE).features());
    }

    @Test
    void aNameOfEachRowIsNoCategory() {
        StringBuilder text = new StringBuilder("id,b\n");
        for (int i = 0; i <= CsvColumn.MOST_CATEGORIES; i++) {
            text.append("row").append(i).append(",1\n");
        }
        assertMessage("data.csv, line 102, column \"id\": there are more than 100 different texts, so this is no "
                + "property of the rows; leave the column out", () -> read(text.toString(), NONE));
    }

    private float[] readGaps(Missing missing) throws IOException {
        Path file = folder.resolve("data.csv");
        Files.writeString(file, "a,c,y\n,red,1\n2,NA,2\n4,blue,3\nnan,red,\n6,red,5\n");
        return CsvReader.read(file, missing instanceof Missing.DropRow ? new CsvLabel.Values("y") : NONE, missing)
                .features();
    }

    @Test
    void whatBecomesOfMissingValuesIsUpToTheCaller() throws IOException {
        assertMessage("data.csv, line 2, column \"a\": the value is missing",
                () -> readGaps(new Missing.Refused()));
        // without a label y is a feature too
        assertArrayEquals(new float[]{0, 0, 1, 1, 2, 0, 0, 2, 4, 1, 0, 3, 0, 0, 1, 0, 6, 0, 1, 5},
                readGaps(new Missing.Zero()));
        assertArrayEquals(new float[]{4, 0, 1, 1, 2, 0.25f, 0.75f, 2, 4, 1, 0, 3, 4, 0, 1, 2.75f, 6, 0, 1, 5},
                readGaps(new Missing.Mean()));
        assertArrayEquals(new float[]{9, 0, 1, 1, 2, 8, 7, 2, 4, 1, 0, 3, 9, 0, 1, 6, 6, 0, 1, 5},
                readGaps(new Missing.Known(new float[]{9, 8, 7, 6})));
        assertArrayEquals(new float[]{4, 1, 0, 6, 0, 1}, readGaps(new Missing.DropRow()));
    }

    @Test
    void textFromTheFileCannotBreakTheLineOrTheTerminal() {
        assertMessage("data.csv, line 4, column \"a?b\": \"?[31mred" + "x".repeat(32) + "…\" is not a number",
                () -> read("\"a\nb\"\n1\n\u001B[31mred" + "x".repeat(100), NONE));
    }

    private interface Reading {
        void run() throws IOException;
    }

    /** Compares what stands after the folder's name. */
    private void assertMessage(String message, Reading reading) {
        InputException e = assertThrows(InputException.class, reading::run);
        assertEquals(folder.resolve(message).toString(), e.getMessage());
    }

    private static void assertClasses(Dataset data, List<String> names, int... labels) {
        Dataset.Classes classes = assertInstanceOf(Dataset.Classes.class, data.target());
        assertEquals(names, classes.names());
        assertArrayEquals(labels, classes.labels());
    }

    private Dataset read(String text, CsvLabel label) throws IOException {
        return CsvReader.read(file(text), label);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }
}

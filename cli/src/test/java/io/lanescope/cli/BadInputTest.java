package io.lanescope.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever is wrong with what a user gives, the answer is exit code 2 and one sentence. */
class BadInputTest {

    @TempDir
    Path folder;

    private Path table = Path.of("");
    private Path model = Path.of("");

    @BeforeEach
    void trainAModel() {
        table = Tables.clouds(folder);
        model = folder.resolve("model.safetensors");
        Commands.run("train", table, "--label", "kind", "--epochs", "2", "-o", model);
    }

    @Test
    void aMissingFileIsNamed() {
        refused("no-such.csv", "train", folder.resolve("no-such.csv"), "--label", "kind", "-o", model);
        refused("no-such.safetensors", "predict", folder.resolve("no-such.safetensors"), table);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''|empty",
        "a,b,kind\\n1,2\\n|line 2",
        "a,b,kind\\n1,2,left\\n1,2,left,4\\n|line 3",
        "a,b,kind\\n1,2,left\\n1,two,left\\n|column \"b\"",
        "a,b,kind\\n1,,left\\n|column \"b\"",
        "a,b,kind\\n1,NaN,left\\n|column \"b\"",
        "a,a,kind\\n1,2,left\\n|\"a\"",
        "a,b,other\\n1,2,left\\n|\"kind\"",
        "a,b,kind\\n1,2,left\\n3,4,left\\n|same class",
        "a,b,kind\\n|row"})
    void aTableThatCannotBeUsedIsRefusedWithThePlace(String text, String place) {
        Path bad = Tables.write(folder, "bad.csv", text.replace("\\n", "\n"));
        refused(place, "train", bad, "--label", "kind", "-o", folder.resolve("other.safetensors"));
        assertFalse(Files.exists(folder.resolve("other.safetensors")));
    }

    @Test
    void imagesWithAWrongMagicOrCutShortAreRefusedWithTheFile() throws IOException {
        Path images = Tables.images(folder.resolve("images"), 10, false);
        Path pixels = images.resolve("train-images-idx3-ubyte");
        byte[] whole = Files.readAllBytes(pixels);
        Files.write(pixels, Arrays.copyOf(whole, 30));
        refused("train-images-idx3-ubyte", "train", images, "-o", folder.resolve("other.safetensors"));
        byte[] wrong = whole.clone();
        wrong[0] = 7;
        Files.write(pixels, wrong);
        refused("not an IDX file", "train", images, "-o", folder.resolve("other.safetensors"));
        refused("images", "train", Files.createDirectory(folder.resolve("empty")), "-o", model);
    }

    @Test
    void aModelThatIsNoneOrIsCutShortIsRefused() throws IOException {
        refused("clouds.csv", "summary", table);
        Path cut = folder.resolve("cut.safetensors");
        byte[] whole = Files.readAllBytes(model);
        Files.write(cut, Arrays.copyOf(whole, whole.length - 3));
        refused("cut.safetensors", "predict", cut, table);
    }

    @Test
    void dataThatDoNotFitTheModelAreRefused() {
        refused("\"b\"", "predict", model, Tables.write(folder, "narrow.csv", "a,kind\n1,left\n"));
        refused("\"middle\"", "evaluate", model, Tables.write(folder, "other.csv", "a,b,kind\n1,2,middle\n"), "--label",
                "kind");
        refused("784", "predict", model, "glyphs:3");
        refused("--label", "evaluate", model, table);
        refused("\"species\"", "evaluate", model, table, "--label", "species");
        refused("feature", "predict", model, table, "--label", "a");
        refused("layers.0.weight", "predict", model, table, "--layers", "5,3,2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--epochs|0|epochs",
        "--epochs|many|--epochs",
        "--batch-size|-1|batch size",
        "--learning-rate|0|learning rate",
        "--hidden|12,x|12,x",
        "--hidden|0|0 units",
        "--activation|rely|rely",
        "--validation|1.5|1.5",
        "--validation|100|60",
        "--threads|0|--threads",
        "--task|guess|--task",
        "--momentum|0.9|--momentum"})
    void anOptionThatCannotBeHonouredIsRefused(String option, String value, String said) {
        refused(said, "train", table, "--label", "kind", "-o", model, option, value);
    }

    @Test
    void anOptionThatDoesNotBelongToTheMethodOrTheDataIsRefused() {
        refused("--steps", "explain", model, table, "--method", "gradient", "--steps", "10");
        refused("--method", "explain", model, table, "--method", "magic");
        refused("--rows", "explain", model, table, "--rows", "60");
        refused("--output-index", "explain", model, table, "--output-index", "2");
        refused("--of", "explain", model, table, "--of", "magic");
        refused("--activation", "predict", model, table, "--activation", "tanh");
        refused("the built-in digits bring their classes along: leave --label out", "train", "glyphs:20", "--label",
                "kind", "-o", model);
        refused("is a folder, whose images bring their classes along", "train", folder, "--label", "kind", "-o", model);
        refused("glyphs:N", "train", "glyphs:none", "-o", model);
        refused("--label", "train", table, "-o", model);
    }

    @Test
    void twoResultsCannotBothGoToStandardOutput() {
        for (String command : new String[]{"explain", "compare"}) {
            Commands.Result result = Commands.run(command, "any.safetensors", "any.csv", "--report", "-", "-o", "-");
            assertEquals(2, result.code());
            assertTrue(result.err().contains("cannot both go to standard output"), result.err());
        }
    }

    @Test
    void aModelIsConvertedToNothingThatItsNameDoesNotSay() {
        Commands.Result result = Commands.run("convert", model, "-o", folder.resolve("model.txt"));
        assertEquals(2, result.code());
        assertTrue(result.err().contains("must end in .safetensors or .onnx"), result.err());
        assertFalse(Files.exists(folder.resolve("model.txt")));
    }

    @Test
    void aFolderThatIsMissingIsNoticedBeforeTheTraining() {
        Commands.Result result = refused("folder", "train", table, "--label", "kind", "-o",
                folder.resolve("nowhere").resolve("model.safetensors"));
        assertFalse(result.err().contains("epoch"), result.err());
    }

    @Test
    void anExistingFileSurvivesAFailure() throws IOException {
        byte[] before = Files.readAllBytes(model);
        Path bad = Tables.write(folder, "bad.csv", "a,b,kind\n1,2\n");
        refused("line 2", "train", bad, "--label", "kind", "-o", model);
        assertArrayEquals(before, Files.readAllBytes(model));
        try (var left = Files.list(folder)) {
            List<String> names = left.map(path -> path.getFileName().toString()).sorted().toList();
            assertEquals(List.of("bad.csv", "clouds.csv", "model.safetensors"), names);
        }
    }

    @Test
    void aTrainingThatLosesItsNumbersFailsWithCode1() {
        Commands.Result result = Commands.run("train", Tables.line(folder), "--label", "y", "--learning-rate", "1e30",
                "-o", folder.resolve("other.safetensors"), "--quiet");
        assertEquals(1, result.code(), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains("learning rate"), result.err());
    }

    @Test
    void debugShowsWhereAnErrorComesFrom() {
        Commands.Result result = Commands.run("summary", table, "--debug");
        assertEquals(2, result.code());
        assertTrue(result.err().contains("\tat io.lanescope"), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict", "evaluate", "evaluate --json", "explain --quiet", "summary", "doctor",
        "doctor --json"})
    void aReaderWhoGoesAwayIsNoFailure(String command) {
        assertEquals(new Commands.Result(0, "", ""), writingFails(command, "Broken pipe"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict", "evaluate", "evaluate --json", "explain --quiet", "summary", "doctor",
        "doctor --json"})
    void aDiskThatIsFullFailsWithCode1(String command) {
        Commands.Result result = writingFails(command, "No space left on device");
        assertEquals(new Commands.Result(1, "",
                "standard output could not be written: No space left on device" + System.lineSeparator()), result);
    }

    @Test
    void nothingIsTheNameOfNoFile() {
        refused("--output", "predict", model, table, "-o", "");
        refused("DATA", "predict", model, "");
        refused("--output", "train", table, "--label", "kind", "-o", " ");
    }

    @Test
    void moreDigitsThanMemoryCanHoldAreRefused() {
        refused("100000000", "predict", model, "glyphs:100000000");
    }

    private Commands.Result writingFails(String command, String reason) {
        List<String> line = new ArrayList<>(List.of(command.split(" ")));
        if (!line.getFirst().equals("doctor")) {
            line.add(1, model.toString());
        }
        if (!List.of("doctor", "summary").contains(line.getFirst())) {
            line.addAll(2, List.of(table.toString(), "--label", "kind"));
        }
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(new Terminal(broken, new PrintStream(err, true, StandardCharsets.UTF_8), false, 100),
                line.toArray(String[]::new));
        return new Commands.Result(code, "", err.toString(StandardCharsets.UTF_8));
    }

    private static Commands.Result refused(String said, Object... line) {
        Commands.Result result = Commands.run(line);
        assertEquals(2, result.code(), () -> String.join(" ", Arrays.stream(line).map(Object::toString).toList())
                + ": " + result.err());
        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains(said), result.err());
        return result;
    }
}

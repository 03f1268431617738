package io.lanescope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.lanescope.nn.exchange.ModelFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExplainReportTest {

    @TempDir
    Path folder;

    private Path data;
    private Path model;
    private Path report;

    @BeforeEach
    void train() {
        data = Tables.clouds(folder);
        model = folder.resolve("model.safetensors");
        report = folder.resolve("report.html");
        assertEquals(0, Commands.run("train", data, "--label", "kind", "--hidden", "8", "-q", "-o", model).code());
    }

    @Test
    void aReportAloneLeavesStandardOutputEmpty() throws IOException {
        Commands.Result result = Commands.run("explain", model, data, "--label", "kind", "--report", report);
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.out());
        assertTrue(Files.readString(report).contains("Confusion matrix"));
    }

    @Test
    void whoAsksForJsonBesideTheReportGetsBoth() throws IOException {
        Commands.Result result = Commands.run("explain", model, data, "--label", "kind", "--rows", "0-2", "--json",
                "--report",
                report);
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().startsWith("{") && result.out().contains("\"integrated-gradients\""), result.out());
        assertTrue(Files.size(report) > 100_000);
    }

    @Test
    void theReportOfAnyTrainedModelShowsHowItWasTrained() throws IOException {
        Path converted = folder.resolve("model.onnx");
        assertEquals(0, Commands.run("convert", model, "-o", converted, "-q").code());
        for (Path file : List.of(model, converted)) {
            assertEquals(0, Commands.run("explain", file, data, "--rows", "0", "--report", report, "-q").code());
            String page = Files.readString(report);
            assertTrue(page.contains("\"title\":\"Loss\"") && page.contains("\"title\":\"Held-out accuracy\""));
            assertTrue(page.contains("Adam, learning rate 0.001") && page.contains("[\"seed\",\"42\"]"));
        }
    }

    @Test
    void theReportOfAModelFromElsewhereSaysThatNobodyKnowsHowItWasTrained() throws IOException {
        Path foreign = folder.resolve("foreign.safetensors");
        ModelFiles.save(ModelFiles.load(model).withHistory(null), foreign);
        assertEquals(0, Commands.run("explain", foreign, data, "--rows", "0", "--report", report, "-q").code());
        String page = Files.readString(report);
        assertTrue(page.contains("How it was trained is not written in its file."));
        assertFalse(page.contains("\"title\":\"Loss\""));
    }

    @Test
    void withoutALabelNothingIsMeasured() throws IOException {
        Path unlabelled = folder.resolve("unlabelled.csv");
        Files.writeString(unlabelled, Files.readString(data).replaceAll("(?m),[a-z]+$", "").replace("a,b,kind", "a,b"));
        assertEquals(0, Commands.run("explain", model, unlabelled, "--rows", "0-3", "--report", report).code());
        String page = Files.readString(report);
        assertFalse(page.contains("Confusion matrix"));
        assertTrue(page.contains("Row 3: taken for"));
    }

    @Test
    void theCsvIsWrittenBesideTheReportWhereOneIsNamed() throws IOException {
        Path csv = folder.resolve("why.csv");
        Commands.Result result = Commands.run("explain", model, data, "--rows", "0,1", "--label", "kind", "--report",
                report, "-o", csv);
        assertEquals(0, result.code(), result.err());
        assertEquals(3, Files.readAllLines(csv).size());
        assertTrue(Files.size(report) > 100_000);
    }

    @Test
    void ofSeveralNumbersTheExplainedOneIsMeasuredAndShown() throws IOException {
        StringBuilder rows = new StringBuilder("x,first,second\n");
        for (int i = 0; i < 40; i++) {
            rows.append(i).append(',').append(1000 + i).append(',').append(i % 7 / 8.0).append('\n');
        }
        Path table = Tables.write(folder, "two.csv", rows.toString());
        assertEquals(0, Commands.run("train", table, "--label", "first,second", "--task", "regression", "--hidden", "8",
                "-q", "-o", model).code());
        Commands.Result result = Commands.run("explain", model, table, "--label", "first,second", "--output-index", "1",
                "--report", report, "-q");
        assertEquals(0, result.code(), result.err());
        String page = Files.readString(report);
        assertTrue(page.contains("R² of second") && page.contains("predicted second"));
        assertTrue(page.contains("Row 3: predicted ") && page.contains("the true second is 0.375"));
        assertFalse(page.contains("true first"));
    }

    @Test
    void valuesAreShownInTheDatasOwnUnits() throws IOException {
        Path line = Tables.line(folder);
        assertEquals(0, Commands.run("train", line, "--label", "y", "--hidden", "8", "-q", "-o", model).code());
        assertEquals(0, Commands.run("explain", model, line, "--rows", "0", "--report", report, "-q", "--label", "y")
                .code());
        float x = Float.parseFloat(Files.readAllLines(line).get(1).split(",")[0]);
        assertTrue(Files.readString(report).contains("{\"name\":\"x\",\"value\":\"" + Math.round(x * 1000) / 1000.0),
                "the first row's x is " + x);
    }

    @Test
    void aReportThatCannotBeWrittenIsRefusedBeforeAnyWork() {
        Commands.Result result = Commands.run("explain", model, data, "--label", "kind", "--report",
                folder.resolve("no/such/report.html"));
        assertEquals(2, result.code());
        assertEquals(1, result.err().lines().count());
    }

    @Test
    void aComparisonWritesAReportBesideItsTable() throws IOException {
        Commands.Result result = Commands.run("compare", model, data, "--label", "kind", "--rows", "0-9", "--methods",
                "deeplift,gradient", "--report", report);
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("deeplift"), result.out());
        assertTrue(Files.readString(report).contains("Methods by metrics"));
    }
}

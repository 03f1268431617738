package io.lanescope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DemoTest {

    private static final Pattern DATA = Pattern.compile("<script type=\"application/json\" id=\"data\">(.*)</script>");

    @TempDir
    Path folder;

    @Test
    void theDemoTrainsTellsItsAccuracyAndWritesAReportOfFiniteNumbersOnOneLine() throws IOException {
        Commands.Result result = Commands.run("demo", "--data", "glyphs:400", "--output", folder.resolve("new/one"));
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.out());
        assertTrue(result.err().contains("test accuracy"), result.err());
        assertTrue(result.err().contains("784 → 128"), result.err());
        assertTrue(result.err().contains("report.html"), result.err());
        String numbers = data(folder.resolve("new/one/report.html"));
        assertFalse(numbers.contains("NaN") || numbers.contains("Infinity"), "not finite");
        assertEquals(2, Commands.run("demo", "--data", "glyphs:400", "--output",
                folder.resolve("new/one/report.html")).code());
    }

    @Test
    void theSameSeedGivesTheSameReportAndModel() throws IOException {
        assertEquals(0, Commands.run("demo", "--data", "glyphs:300", "--threads", 1, "-q", "-o", folder.resolve("a"))
                .code());
        assertEquals(0, Commands.run("demo", "--data", "glyphs:300", "--threads", 2, "-q", "-o", folder.resolve("b"))
                .code());
        for (String name : new String[]{"report.html", "model.safetensors"}) {
            assertEquals(-1, Files.mismatch(folder.resolve("a").resolve(name), folder.resolve("b").resolve(name)));
        }
    }

    @Test
    void aTableIsExplainedByNames() throws IOException {
        Path table = Tables.clouds(folder);
        assertEquals(0, Commands.run("demo", "--data", table, "--label", "kind", "-q", "-o", folder).code());
        String numbers = data(folder.resolve("report.html"));
        assertTrue(numbers.contains("\"kind\":\"waterfall\""), numbers);
        assertTrue(numbers.contains("\"kind\":\"beeswarm\""), numbers);
    }

    @Test
    void aRegressionIsShownAsPredictionsOverTheTruth() throws IOException {
        Path table = Tables.line(folder);
        assertEquals(0, Commands.run("demo", "--data", table, "--label", "y", "-q", "-o", folder).code());
        assertTrue(data(folder.resolve("report.html")).contains("\"kind\":\"dots\""));
    }

    @Test
    void namesFromTheDataNeverBecomeMarkup() throws IOException {
        String hostile = "</script><script>alert(1)</script>";
        Path table = Files.writeString(folder.resolve("hostile.csv"), Files.readString(Tables.clouds(folder))
                .replace("a,b,kind", hostile + ",<img src=x onerror=alert(2)>,kind")
                .replace("left", "<b>left</b>"));
        assertEquals(0, Commands.run("demo", "--data", table, "--label", "kind", "-q", "-o", folder).code());
        Path report = folder.resolve("report.html");
        assertTrue(data(report).contains("\\u003c/script>\\u003cscript>alert(1)"));
        String page = Files.readString(report);
        assertFalse(page.contains("<script>alert") || page.contains("<img src=x") || page.contains("<b>left"),
                "markup");
    }

    private static String data(Path report) throws IOException {
        Matcher matcher = DATA.matcher(Files.readString(report));
        assertTrue(matcher.find(), "no data");
        try (JsonParser parser = new JsonFactory().createParser(matcher.group(1))) {
            while (parser.nextToken() != null) {
                // reading to the end shows that it is JSON
            }
        }
        return matcher.group(1);
    }
}

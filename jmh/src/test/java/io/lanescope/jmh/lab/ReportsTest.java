package io.lanescope.jmh.lab;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.lanescope.cli.report.ReportFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReportsTest {

    private static final String NASTY = "-Dx=\"</script><b>&, \n";

    private static Session session() {
        Session session = Sessions.empty(2, NASTY);
        for (int round = 1; round <= 2; round++) {
            for (Subject subject : List.of(Sessions.DOT, Sessions.MAP)) {
                session = session.with(Sessions.fork(round, "default", subject, 3 + 0.1 * round))
                        .with(Sessions.fork(round, NASTY, subject, 3));
            }
        }
        return session;
    }

    @Test
    void csvCanBeReadBackWhateverNamesHold() {
        List<CsvRecord> rows = CsvReader.builder().ofCsvRecord(CsvReport.of(session())).stream().toList();
        assertEquals(1 + 2 * 4, rows.size());
        assertTrue(rows.stream().allMatch(row -> row.getFieldCount() == 15));
        assertEquals(NASTY, rows.get(4).getField(1));
        assertEquals(1.05, Double.parseDouble(rows.get(4).getField(7)), 0.01);
    }

    @Test
    void theFileIsJsonAndHoldsTheEffects(@TempDir Path folder) {
        Path file = folder.resolve("x.json");
        SessionFile.write(file, session());
        JsonNode root = SessionFile.tree(file);
        assertEquals("lanescope-lab", root.path("format").asText());
        assertEquals(8, root.path("effects").size());
        assertEquals("refused by the JVM", root.path("effects").path(1).path("verdict").asText());
        assertFalse(root.toString().contains("NaN"));
        assertEquals(session(), SessionFile.read(file));
    }

    @Test
    void thePageHoldsEverythingAndNoNameBecomesMarkup() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportFile.of(HtmlReport.of(session())).writeTo(out);
        String page = out.toString(StandardCharsets.UTF_8);
        assertFalse(page.contains("</script><b>"));
        assertFalse(page.contains("src=\"http"));
        int start = page.indexOf("id=\"data\">") + "id=\"data\">".length();
        JsonNode data = SessionFile.MAPPER.readTree(page.substring(start, page.indexOf("</script>", start)));
        JsonNode plot = data.path("sections").path(0).path("figures").path(0);
        assertEquals("intervals", plot.path("kind").asText());
        assertEquals(NASTY, plot.path("names").path(0).asText());
        assertTrue(plot.path("alt").asText().contains("A dot and an interval for each variant"));
    }

    @Test
    void theTextSaysWhatWasRefusedAndWhatIsTheSame() {
        String text = TextReport.of(session());
        assertTrue(text.contains("refused: Unrecognized VM option 'Bad'"), text);
        assertTrue(text.contains("in effect the same as the baseline"), text);
        assertTrue(text.contains("DotBenchmark.lanescope length=1024"), text);
    }
}

package io.lanescope.jmh.lab;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LabCommandTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int lab(String... args) {
        out.reset();
        err.reset();
        return LabCommand.run(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), args);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void onlyOneLaboratoryWritesToAFile() {
        Path file = folder.resolve("lab.json");
        SessionFile.write(file, Sessions.empty(1));
        try (FileHold _ = FileHold.of(file)) {
            assertEquals(2, lab("run", "--resume", file.toString()));
            assertTrue(complained().contains("lab.json: another laboratory is writing to it"), complained());
            assertEquals(1, complained().lines().count());
            assertEquals(0, lab("report", file.toString()), "reading is free");
        }
        assertFalse(Files.exists(folder.resolve("lab.json.lock")));
    }

    @Test
    void aHoldThatItsProcessLeftBehindKeepsNobodyOut() throws Exception {
        Path file = folder.resolve("lab.json");
        Files.writeString(folder.resolve("lab.json.lock"), "4242");
        FileHold.of(file).close();
        FileHold.of(file).close();
        assertFalse(Files.exists(folder.resolve("lab.json.lock")));
    }

    @Test
    void aTinyLaboratoryRunsEndToEndAndIsNotGoneOnWithElsewhere() throws Exception {
        Path file = folder.resolve("lab.json");
        Path flags = Files.writeString(folder.resolve("my.flags"), "fma: default | plain = -XX:-UseFMA | -XX:Nonsense");
        Path page = folder.resolve("lab.html");
        Path csv = folder.resolve("lab.csv");
        int code = lab("run", "DotBenchmark.lanescope$", "-p", "length=64", "--flags", flags.toString(), "--rounds",
                "1",
                "-wi", "0", "-i", "1", "-r", "10ms", "-o", file.toString(), "--html", page.toString(), "--csv",
                csv.toString());
        assertEquals(0, code, complained());
        Session session = SessionFile.read(file);
        assertEquals(2, session.forks().size());
        assertTrue(session.forks().stream().noneMatch(Fork::failed), session.forks().toString());
        assertTrue(said().contains("refused: Unrecognized VM option 'Nonsense'"), said());
        assertTrue(said().contains("one round says nothing of noise"), said());
        assertTrue(Files.size(page) > 100_000);
        assertEquals(1 + 3, Files.readAllLines(csv).size());

        assertEquals(2, lab("run", "Dot", "-o", file.toString()));
        assertTrue(complained().contains("is there already"), complained());
        assertEquals(2, lab("run", "Dot", "--resume", file.toString()));
        assertEquals(2, lab("run", "--resume", file.toString(), "-wi", "5", "--seed", "1"));
        assertTrue(complained().contains("--seed and -wi cannot be given"), complained());
        assertEquals(0, lab("run", "--resume", file.toString()));
        assertEquals(0, lab("report", file.toString()));
        Environment e = session.environment();
        SessionFile.write(file,
                new Session(new Environment(e.cpu(), e.processors(), e.features(), e.caches(), e.system(),
                        "another JVM", e.program()), session.settings(), session.trials(), session.subjects(),
                        session.limits(),
                        session.forks()));
        assertEquals(2, lab("run", "--resume", file.toString()));
        assertTrue(complained().contains("cannot be gone on with here: the JVM was another JVM"), complained());
        assertEquals(0, lab("run", "--resume", file.toString(), "--force"));
    }

    @Test
    void aBenchmarkThatFailsIsToldWithItsOwnWordsAndIfNothingElseWasMeasuredTheWorkFailed() throws Exception {
        Path file = folder.resolve("lab.json");
        assertEquals(1, lab("run", "MatVecBenchmark.lanescope$", "-p", "shape=2x3x4", "--rounds", "1", "-wi", "0", "-i",
                "1", "-r", "10ms", "-o", file.toString()), complained());
        assertTrue(said().contains("a batch of one row is asked for, not 2x3x4"), said());
    }

    @Test
    void setsAndHelpAreShown() {
        assertEquals(0, lab("sets"));
        for (String set : Matrix.builtIn()) {
            assertTrue(said().contains(set), set);
        }
        assertEquals(0, lab("sets", "fma"));
        assertTrue(said().contains("-XX:-UseFMA"), said());
        assertEquals(0, lab("--help"));
        assertTrue(said().contains("lab compare"), said());
        assertEquals(0, lab("try", "--flags", "fma"));
        assertTrue(said().contains("in effect UseFMA=false"), said());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "run; which benchmarks?",
        "run NoSuchBenchmark; no benchmark matches NoSuchBenchmark",
        "run (; is no regular expression",
        "run DotBenchmark -p size=3; no chosen benchmark has a parameter \"size\"",
        "run DotBenchmark -p size; -p is written NAME=VALUE",
        "run DotBenchmark --force; --force is for --resume",
        "run DotBenchmark --rounds 0; --rounds must be from 1",
        "run DotBenchmark --for soon; a time is written",
        "run DotBenchmark -i 0; -i must be at least 1",
        "run DotBenchmark --flags nonsense; neither a file nor a built-in set",
        "run DotBenchmark --html none/x.html; none/x.html: the folder to write into does not exist",
        "run DotBenchmark -o none/x.json; none/x.json: the folder to write into does not exist",
        "sets nonsense; there is no set",
        "report; FILE.json",
        "nonsense; nonsense"})
    void wrongUsageIsToldInASentence(String args, String complaint) {
        assertEquals(2, lab(args.split(" ", -1)));
        assertTrue(complained().contains(complaint), complained());
    }
}

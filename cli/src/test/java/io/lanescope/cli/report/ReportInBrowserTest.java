package io.lanescope.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Target;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.History;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Glyphs;
import io.lanescope.nn.exchange.AtomicFile;
import io.lanescope.nn.train.Schedule;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Looks at reports as a reader does. Skipped where no browser is installed. */
class ReportInBrowserTest {

    private static final String HOSTILE = "</script><script>document.title='ran'</script>";

    private static final String IMAGE = "<img src=http://example.org/x onerror=\"document.title='ran'\">";

    @TempDir
    static Path folder;

    private static Browser browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Optional<Path> program = Browser.installed();
        assumeTrue(program.isPresent(), "no Chromium is installed: apt-get install chromium to run these tests");
        Files.createDirectories(folder.resolve("profile"));
        browser = Browser.start(program.orElseThrow(), folder.resolve("profile"));
        Glyphs glyphs = Glyphs.generate(1, 150);
        write("pictures.html", glyphs.data(), glyphs.mask());
        write("classes.html", table(true), null);
        write("values.html", table(false), null);
        AtomicFile.write(folder.resolve("ratios.html"), ReportFile.of(ratios()));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"pictures.html,1280,false", "pictures.html,390,true", "classes.html,390,false",
        "classes.html,1280,true", "values.html,390,true", "values.html,1280,false",
        "ratios.html,390,false", "ratios.html,1280,true"})
    void everyFigureIsDrawnAndNamedAndLegibleAndNothingLeavesThePage(String page, int width, boolean dark)
            throws IOException, InterruptedException {
        browser.open(folder.resolve(page), width, dark);
        assertEquals(List.of(), browser.evaluate(script()));
        assertEquals(List.of(), browser.complaints());
        assertTrue(browser.requests().stream().allMatch(url -> url.startsWith("file:") || url.startsWith("data:")),
                browser.requests().toString());
        assertEquals(1L, browser.requests().stream().filter(url -> url.startsWith("file:")).count());
    }

    @Test
    void theCheckSeesWhatIsWrong() throws IOException, InterruptedException {
        Path page = Files.writeString(folder.resolve("wrong.html"), """
                <!doctype html><meta charset="utf-8"><div style="width:3000px">wide</div>
                <figure><h3>Empty</h3><canvas width="40" height="40" style="width:40px"></canvas></figure>
                <p style="color:#999;background:#fff">pale</p>""");
        browser.open(page, 390, false);
        String wrong = String.valueOf(browser.evaluate(script()));
        for (String complaint : List.of("wide in a window", "one colour only", "no text alternative", "contrast",
                "only 1 figures", "no way to the numbers")) {
            assertTrue(wrong.contains(complaint), complaint + " is not in " + wrong);
        }
    }

    @Test
    void namesThatLookLikeMarkupAreShownAndNotRun() throws InterruptedException {
        browser.open(folder.resolve("classes.html"), 1280, false);
        browser.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })");
        browser.evaluate("new Promise(done => setTimeout(() => done(''), 50))");
        assertEquals("Why the network decides as it does", browser.evaluate("document.title"));
        assertEquals(0, browser.evaluate("document.querySelectorAll('main img, main script').length"));
        assertEquals(true, browser.evaluate("document.querySelector('main').textContent.includes('<img src=http')"));
        assertTrue(browser.requests().stream().noneMatch(url -> url.contains("example.org")));
    }

    @Test
    void theNumbersOfAFigureComeAsATable() throws InterruptedException {
        browser.open(folder.resolve("pictures.html"), 1280, false);
        Object missing = browser.evaluate(
                """
                        [...document.querySelectorAll('figure')].map(figure => {
                          const details = figure.querySelector('details');
                          if (!details) return '';
                          details.open = true;
                          return new Promise(done => setTimeout(() => done(details.querySelector('td') ? '' : figure.textContent)));
                        }).reduce(async (all, one) => (await all) + (await one), Promise.resolve(''))""");
        assertEquals("", missing);
    }

    private static String script() throws IOException {
        try (InputStream in = ReportInBrowserTest.class.getResourceAsStream("checks.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void write(String name, Dataset data, boolean @Nullable [] truth) {
        Architecture architecture = Architecture.of(data.columns()).dense(16, new Activation.Relu())
                .dense(data.target() instanceof Dataset.Classes classes ? classes.names().size() : 1);
        TrainingOptions options = TrainingOptions.builder(1).schedule(new Schedule.Exponential(0.9)).build();
        Trainer.Result trained = new Trainer(architecture, data, options, Team.single(), TrainingListener.NONE).train();
        Mlp model = trained.model().withHistory(new History(Map.of("seed", "1", HOSTILE, IMAGE),
                trained.history().epochs(), 3));
        Baseline baseline = data.image() == null ? Baseline.mean(data.features(), data.rows()) : new Baseline.Zeros();
        var methods = UsualMethods.of(data, baseline);
        Subject subject = new Subject("the data", model, data, truth,
                model.isClassifier() ? new Target.Logit(Target.PREDICTED) : new Target.Output(0),
                methods.getFirst(), methods.subList(1, methods.size()), baseline, 7, Team.single());
        AtomicFile.write(folder.resolve(name), ReportFile.of(Reports.of(subject, new int[0])));
    }

    /** What the laboratory for JVM flags writes: plots of ratios with intervals, one far wider than the others, and tables. */
    private static Report ratios() {
        List<String> variants = List.of("-XX:UseAVX=2 -XX:+AlignVector -XX:ObjectAlignmentInBytes=16", HOSTILE, IMAGE);
        Caption plot = new Caption("Speed relative to the baseline", "Dots are the ratios, lines their intervals.",
                "A dot and an interval for each variant.", true);
        Caption table = new Caption("Measured", "", "", true);
        List<Figure> figures = List.of(
                new Intervals(plot, "speed relative to the baseline", variants, new double[]{1.02, 0.4, 1},
                        new double[]{1.01, 0.35, 0.001}, new double[]{1.03, 0.45, 1000}),
                new Table(table, List.of("variant", "score", "verdict"),
                        List.of(List.of(variants.get(0), 1.25, "faster"), List.of(HOSTILE, Double.NaN, "slower"))));
        return new Report("JVM flags", "By rounds.", List.of(new Fact("variants", "3")),
                List.of(new Section("sa", "DotBenchmark.lanescope length=1024", "", figures),
                        new Section("sb", "MapBenchmark.lanescope function=" + IMAGE, "", figures)),
                "a CPU");
    }

    /** Three features, two with names that no page may take for markup. */
    private static Dataset table(boolean classes) {
        SplittableRandom random = new SplittableRandom(3);
        int rows = 120;
        float[] features = new float[3 * rows];
        float[] values = new float[rows];
        int[] labels = new int[rows];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < 3; j++) {
                features[3 * r + j] = (float) (random.nextDouble() * 10 - 5);
            }
            values[r] = 2 * features[3 * r] - features[3 * r + 1] + (float) random.nextDouble();
            labels[r] = values[r] + 3 * random.nextDouble() > 1 ? 1 : 0;
        }
        return new Dataset(features, List.of(HOSTILE, IMAGE, "a plain one"), null, classes
                ? new Dataset.Classes(labels, List.of("<b>no</b>", "yes & no"))
                : new Dataset.Values(values, "<i>price</i>"));
    }
}

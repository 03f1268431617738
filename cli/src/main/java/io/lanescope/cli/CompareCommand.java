package io.lanescope.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import io.lanescope.cli.report.ReportFile;
import io.lanescope.cli.report.Reports;
import io.lanescope.cli.report.Subject;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.explain.metrics.Comparison;
import io.lanescope.explain.metrics.MaskShare;
import io.lanescope.explain.metrics.Metric;
import io.lanescope.explain.metrics.PointingGame;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Glyphs;
import io.lanescope.nn.data.InputException;
import io.lanescope.simd.Team;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains the same rows by several methods, and measures how good each explanation is. */
@Command(name = "compare", sortOptions = false, description = "Explains the same rows by several methods, measures each explanation by the same metrics, and ranks "
        + "them.")
final class CompareCommand implements Callable<Integer> {

    private static final int USUAL_ROWS = 50;

    private final Terminal terminal;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Parameters(index = "1", paramLabel = "DATA", description = DataText.DATA)
    private String data = "";

    @Option(names = "--label", paramLabel = "NAME", description = "A CSV column that is no feature.")
    private @Nullable String label;

    @Option(names = "--missing", paramLabel = "HOW", converter = MissingOption.Converter.class, description = DataText.MISSING)
    private MissingOption missing = MissingOption.ERROR;

    @Option(names = "--methods", split = ",", paramLabel = "NAME", description = "Which ones, as explain --method names them, or all (default: gradient, input-x-gradient, "
            + "integrated-gradients, deeplift).")
    private List<String> methods = new ArrayList<>();

    @Option(names = "--output-index", paramLabel = "C", description = "The output to explain, from 0 (default: each row's predicted class).")
    private @Nullable Integer outputIndex;

    @Option(names = "--of", paramLabel = "WHAT", description = "What of it: logit (the default of a classifier), probability, log-odds, margin:A:B, or output.")
    private @Nullable String of;

    @Mixin
    private MethodOptions how = new MethodOptions();

    @Option(names = "--rows", paramLabel = "0,5-9", converter = RowSelection.Converter.class, description = "Which rows to explain, from 0 (default: the first 50).")
    private @Nullable RowSelection rows;

    @Option(names = "--json", description = "Write one JSON object instead of text.")
    private boolean json;

    @Option(names = "--threads", paramLabel = "N", description = DataText.THREADS)
    private @Nullable Integer threads;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Where to (default: standard output).")
    private @Nullable String output;

    @Option(names = "--report", paramLabel = "FILE.html", description = "Also write a report of the model and these rows, with the methods side by side. The first method leads.")
    private @Nullable String report;

    @Option(names = {"-q", "--quiet"}, description = "Say nothing.")
    private boolean quiet;

    @Mixin
    private HelpOptions help = new HelpOptions();

    CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Output page = Output.to(terminal, report);
        Output to = Output.to(terminal, output);
        if (report != null && page.file() == null && to.file() == null) {
            throw new UsageException("--report and the comparison cannot both go to standard output");
        }
        DataSource source = DataSource.parse(data, missing.keepingRows());
        boolean known = report != null && (label != null || !(source instanceof DataSource.Csv));
        LoadedModel loaded = known
                ? LoadedModel.withTruth(model.load(), model.named(), source, label)
                : LoadedModel.withoutTruth(model.load(), model.named(), source, label);
        Target target = TargetOption.of(loaded.model(), of, outputIndex);
        Methods.Settings settings = how.settings(loaded);
        List<Methods> chosen = chosen(settings, loaded.model());
        checkTaken(settings, chosen);
        int[] picked = rows == null
                ? IntStream.range(0, Math.min(USUAL_ROWS, loaded.data().rows())).toArray()
                : rows.of(loaded.data().rows());
        if (picked.length == 0) {
            throw new InputException(data + ": there is no row to explain");
        }
        List<Metric> metrics = new ArrayList<>(Metric.all(settings.baseline(), settings.seed()));
        boolean @Nullable [] mask = mask(source, picked);
        if (mask != null) {
            metrics.add(new MaskShare(mask));
            metrics.add(new PointingGame(mask));
        }
        Comparison comparison;
        try (Workers workers = Workers.of(threads)) {
            comparison = compare(chosen, settings, loaded, target, picked, metrics, workers.team());
            if (report != null) {
                List<Method> made = chosen.stream().map(method -> method.make(settings)).toList();
                Subject subject = new Subject(source.title(), loaded.model(), loaded.data().subset(picked), mask,
                        target, made.getFirst(), made.subList(1, made.size()), settings.baseline(), settings.seed(),
                        workers.team());
                page.write(ReportFile.of(Reports.of(subject,
                        rows == null ? new int[0] : IntStream.range(0, picked.length).toArray())));
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        ComparisonText text = new ComparisonText(comparison, mask);
        to.write(Table.text(out -> out.write(json ? text.toJson() : text.toText(terminal.columns()))));
        return 0;
    }

    private List<Methods> chosen(Methods.Settings settings, Mlp network) {
        if (methods.isEmpty()) {
            return List.of(Methods.GRADIENT, Methods.INPUT_X_GRADIENT, Methods.INTEGRATED_GRADIENTS, Methods.DEEPLIFT);
        }
        if (methods.equals(List.of("all"))) {
            return Arrays.stream(Methods.values()).filter(method -> method.make(settings).columns(network)
                    .equals(network.featureNames())).toList();
        }
        if (methods.stream().distinct().count() < methods.size()) {
            throw new UsageException("--methods names a method twice: " + String.join(",", methods));
        }
        return methods.stream().map(Methods::of).toList();
    }

    /** Refuses what no method would heed; the metrics take a baseline and a seed in any case. */
    private static void checkTaken(Methods.Settings settings, List<Methods> chosen) {
        for (Methods.Setting setting : settings.given()) {
            boolean heeded = setting == Methods.Setting.BASELINE || setting == Methods.Setting.SEED
                    || chosen.stream().anyMatch(method -> method.takes(setting));
            if (!heeded) {
                throw new UsageException(setting.option() + " is for none of the methods "
                        + String.join(", ", chosen.stream().map(Methods::label).toList()));
            }
        }
    }

    /** Of the built-in digits it is known which pixels matter. */
    private static boolean @Nullable [] mask(DataSource source, int[] picked) {
        if (!(source instanceof DataSource.Digits digits)) {
            return null;
        }
        boolean[] all = digits.draw().mask();
        boolean[] mask = new boolean[picked.length * Glyphs.PIXELS];
        for (int i = 0; i < picked.length; i++) {
            System.arraycopy(all, picked[i] * Glyphs.PIXELS, mask, i * Glyphs.PIXELS, Glyphs.PIXELS);
        }
        return mask;
    }

    private Comparison compare(List<Methods> chosen, Methods.Settings settings, LoadedModel loaded, Target target,
            int[] picked, List<Metric> metrics, Team team) {
        Dataset data = loaded.data().subset(picked);
        Explainer explainer = new Explainer(loaded.model(), target, team);
        List<Comparison> measured = new ArrayList<>();
        try (Progress bar = Progress.start(terminal, quiet, "comparing", chosen.size())) {
            for (Methods method : chosen) {
                bar.show(measured.size(), method.label());
                Method made = method.make(settings);
                if (!made.columns(loaded.model()).equals(loaded.model().featureNames())) {
                    throw new UsageException(method.label()
                            + " attributes to units, and only attributions of features can be compared");
                }
                Explanation explanation = explainer.explain(made, data.features(), data.rows());
                measured.add(Comparison.of(List.of(explanation), metrics, team));
            }
            bar.show(chosen.size(), "done");
        }
        return Comparison.of(measured);
    }
}

package io.lanescope.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import io.lanescope.cli.report.Drawing;
import io.lanescope.cli.report.Report;
import io.lanescope.cli.report.ReportFile;
import io.lanescope.cli.report.Reports;
import io.lanescope.cli.report.Subject;
import io.lanescope.cli.report.UsualMethods;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.ExplanationListener;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.explain.perturbation.KernelShap;
import io.lanescope.explain.perturbation.Lime;
import io.lanescope.explain.perturbation.Shapley;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Attributes a model's outputs to its inputs. */
@Command(name = "explain", sortOptions = false, description = "Writes what each feature contributed to each row's output as CSV: a row per row, a column per "
        + "feature.")
final class ExplainCommand implements Callable<Integer> {

    /** A relative error of the sum that a reader should know of. */
    private static final double LARGE_GAP = 0.01;

    /** Rows of a report that are shown one by one, where somebody chose them. */
    private static final int SINGLE = 20;

    private final Terminal terminal;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Parameters(index = "1", paramLabel = "DATA", description = DataText.DATA)
    private String data = "";

    @Option(names = "--label", paramLabel = "NAME", description = "A CSV column that is no feature.")
    private @Nullable String label;

    @Option(names = "--missing", paramLabel = "HOW", converter = MissingOption.Converter.class, description = DataText.MISSING)
    private MissingOption missing = MissingOption.ERROR;

    @Option(names = "--method", paramLabel = "NAME", defaultValue = "integrated-gradients", description = "integrated-gradients (the default), deeplift, deepshap, lrp, gradient, input-x-gradient, smoothgrad, smoothgrad-squared, vargrad, expected-gradients, shapley, kernel-shap, lime, occlusion, ablation, permutation-importance (one line for all rows); of hidden layers conductance, neuron-conductance, internal-influence, layer-activation; or activation-maximization.")
    private String method = "";

    @Option(names = "--output-index", paramLabel = "C", description = "The output to explain, from 0 (default: each row's predicted class).")
    private @Nullable Integer outputIndex;

    @Option(names = "--of", paramLabel = "WHAT", description = "What of it: logit (the default of a classifier), probability, log-odds, margin:A:B, or output.")
    private @Nullable String of;

    @Mixin
    private MethodOptions how = new MethodOptions();

    @Option(names = "--rows", paramLabel = "0,5-9", converter = RowSelection.Converter.class, description = "Which rows to explain, from 0 (default: all).")
    private @Nullable RowSelection rows;

    @Option(names = "--json", description = "Write one JSON object with the attributions and all that is needed to do them again, instead of "
            + "CSV.")
    private boolean json;

    @Option(names = "--threads", paramLabel = "N", description = DataText.THREADS)
    private @Nullable Integer threads;

    @Option(names = {"-o",
        "--output"}, paramLabel = "FILE", description = "Where to (default: standard output). FILE.svg or FILE.png becomes a picture: heat maps of images, "
                + "else bars of the largest contributions.")
    private @Nullable String output;

    @Option(names = "--report", paramLabel = "FILE.html", description = "Write a report of the model and these rows, with pictures and without any need of a network. With a "
            + "label it also shows how good the model is. Without -o or --json it is the only result.")
    private @Nullable String report;

    @Option(names = {"-q", "--quiet"}, description = "Say nothing.")
    private boolean quiet;

    @Mixin
    private HelpOptions help = new HelpOptions();

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Output page = Output.to(terminal, report);
        Output to = Output.to(terminal, output);
        if (report != null && page.file() == null && (json || output != null) && to.file() == null) {
            throw new UsageException("--report and the attributions cannot both go to standard output");
        }
        Drawing.Format picture = picture();
        if (method.equals(ShuffleRun.METHOD)) {
            return shuffle(to);
        }
        Methods chosen = Methods.of(method);
        LoadedModel loaded = load(DataSource.parse(data, missing.keepingRows()));
        Mlp network = loaded.model();
        Target target = TargetOption.of(network, of, outputIndex);
        Methods.Settings settings = how.settings(loaded);
        Method attribution = chosen.create(settings);
        Dataset picked = rows == null ? loaded.data() : loaded.data().subset(rows.of(loaded.data().rows()));
        if (report != null) {
            writeReport(loaded, picked, target, attribution, page);
            if (output == null && !json) {
                return 0;
            }
        }
        Explanation explanation;
        double[] fidelity = {};
        try (Workers workers = Workers.of(threads);
                Progress bar = Progress.start(terminal, quiet, "explaining", Math.max(1, picked.rows()))) {
            Explainer explainer = new Explainer(network, target, workers.team());
            ExplanationListener progress = (done, rows) -> {
                bar.show(done, done + " of " + rows + " rows");
                return true;
            };
            if (attribution instanceof Lime lime) {
                Lime.Fits fits = lime.explain(explainer, picked.features(), picked.rows(), progress);
                explanation = fits.explanation();
                fidelity = fits.fidelity();
            } else {
                explanation = explainer.explain(attribution, picked.features(), picked.rows(), progress);
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        if (picture != null) {
            draw(explanation, rows == null ? null : rows.of(loaded.data().rows()), picked.image(), picture, to);
        } else {
            to.write(Table.text(json ? explanation::writeJson : explanation::writeCsv));
        }
        tellGap(chosen, explanation);
        tellFidelity(fidelity);
        tellUnused(settings, attribution, network);
        return 0;
    }

    /** What kind of picture the output is to be, or null for text. */
    private Drawing.@Nullable Format picture() {
        String name = output == null ? "" : output.toLowerCase(Locale.ROOT);
        Drawing.Format picture = name.endsWith(".svg")
                ? Drawing.Format.SVG
                : name.endsWith(".png") ? Drawing.Format.PNG : null;
        if (picture == Drawing.Format.PNG && ModuleLayer.boot().findModule("java.desktop").isEmpty()) {
            throw new UsageException("this Java has no module java.desktop, which draws a .png; an .svg needs nothing");
        }
        if (picture != null && (json || method.equals(ShuffleRun.METHOD))) {
            throw new UsageException((json ? "--json" : "the method " + method) + " makes no picture, and " + output
                    + " would be one");
        }
        return picture;
    }

    private static void draw(Explanation explanation, int @Nullable [] rows, Dataset.@Nullable ImageShape image,
            Drawing.Format format, Output to) {
        int count = explanation.rows().count();
        if (count == 0) {
            throw new UsageException("a picture needs at least one row to explain");
        }
        to.write(Drawing.of(explanation, rows == null ? IntStream.range(0, count).toArray() : rows, image).in(format));
    }

    /** How far a linear model may be believed is part of the answer. */
    private void tellFidelity(double[] fidelity) {
        if (fidelity.length > 0) {
            double[] sorted = Arrays.stream(fidelity).sorted().toArray();
            new Notes(terminal, quiet).say(String.format(Locale.ROOT,
                    "the rows' linear models explain between %.3f and %.3f of the variance (R²), in the middle %.3f",
                    sorted[0], sorted[sorted.length - 1], sorted[sorted.length / 2]));
        }
    }

    /** Whoever sets what chance has to do should know where it has nothing to do. */
    private void tellUnused(Methods.Settings settings, Method attribution, Mlp network) {
        boolean seed = settings.given().contains(Methods.Setting.SEED);
        boolean samples = settings.given().contains(Methods.Setting.SAMPLES);
        boolean unused = switch (attribution) {
            case Shapley exact -> (seed || samples) && exact.isExact(network);
            case KernelShap all -> seed && all.isExact(network);
            default -> false;
        };
        if (unused) {
            new Notes(terminal, quiet).say("all coalitions were evaluated, so nothing was left to chance: "
                    + (attribution instanceof Shapley && samples ? "--samples and --seed change" : "--seed changes")
                    + " nothing here");
        }
    }

    private int shuffle(Output to) {
        if (of != null || outputIndex != null || report != null) {
            throw new UsageException("--of, --output-index and --report are not for the method " + method);
        }
        LoadedModel loaded = LoadedModel.withTruth(model.load(), model.named(),
                DataSource.parse(data, missing.keepingRows()), label);
        Methods.Settings settings = how.settings(loaded);
        Dataset picked = rows == null ? loaded.data() : loaded.data().subset(rows.of(loaded.data().rows()));
        try (Workers workers = Workers.of(threads)) {
            ShuffleRun run = ShuffleRun.of(loaded.model(), picked, settings, workers);
            to.write(json ? run.json() : run.csv());
            new Notes(terminal, quiet).say(run.note());
        }
        return 0;
    }

    /** A report also measures, where the truth is known. */
    private LoadedModel load(DataSource source) {
        boolean known = report != null && (label != null || !(source instanceof DataSource.Csv));
        return known
                ? LoadedModel.withTruth(model.load(), model.named(), source, label)
                : LoadedModel.withoutTruth(model.load(), model.named(), source, label);
    }

    private void writeReport(LoadedModel loaded, Dataset picked, Target target, Method attribution, Output page) {
        if (picked.rows() == 0) {
            throw new UsageException("--report needs at least one row to explain");
        }
        Methods.Settings settings = how.settings(loaded);
        Notes notes = new Notes(terminal, quiet);
        notes.say("writing the report …");
        try (Workers workers = Workers.of(threads)) {
            Subject subject = new Subject(DataSource.parse(data).title(), loaded.model(), picked, null, target,
                    attribution,
                    UsualMethods.besides(picked, settings.baseline(), attribution), settings.baseline(),
                    settings.seed(), workers.team());
            int[] single = rows == null ? new int[0] : IntStream.range(0, Math.min(SINGLE, picked.rows())).toArray();
            Report made = Reports.of(subject, single);
            page.write(ReportFile.of(made));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        notes.say("the report is " + page.name());
    }

    /** Gradients alone do not add up to anything, so there is no gap to tell. */
    private void tellGap(Methods chosen, Explanation explanation) {
        if (!chosen.complete() || explanation.rows().count() == 0) {
            return;
        }
        double worst = 0;
        double worstRelative = 0;
        for (int r = 0; r < explanation.rows().count(); r++) {
            worst = Math.max(worst, Math.abs(explanation.completenessGap(r)));
            worstRelative = Math.max(worstRelative, explanation.relativeCompletenessGap(r));
        }
        new Notes(terminal, quiet).say(String.format(Locale.ROOT,
                "completeness: the attributions add up to f(x) − f(baseline) but for %.2g at most (%.2g %%)%s", worst,
                100 * worstRelative,
                worstRelative > LARGE_GAP && chosen.takes(Methods.Setting.STEPS)
                        ? "; more --steps bring them closer"
                        : ""));
    }
}

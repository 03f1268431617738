package io.lanescope.cli;

import java.util.EnumSet;
import java.util.Set;

import io.lanescope.explain.Background;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.FeatureGroups;
import io.lanescope.explain.Reference;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a method is to explain. What was not typed stays null, so that a method can refuse what it would ignore. */
final class MethodOptions {

    private static final int USUAL_STEPS = 50;

    @Option(names = "--baseline", paramLabel = "WHAT", description = "What a row is compared with: zeros (the default), mean (of all rows), or a file of one row.")
    private @Nullable String baseline;

    @Option(names = "--background", paramLabel = "FILE", description = "Rows to compare with instead of one baseline: the methods average over them.")
    private @Nullable String background;

    @Option(names = "--mask", paramLabel = "FILE", description = "A file of one row with a group's number for each feature: features of a group come and go together.")
    private @Nullable String mask;

    @Option(names = "--steps", paramLabel = "N", description = "Points on the path (default: 50).")
    private @Nullable Integer steps;

    @Option(names = "--quadrature", paramLabel = "RULE", description = "gauss-legendre (the default), midpoint, left, right, trapezoid, or exact, for piecewise linear "
            + "networks.")
    private @Nullable String quadrature;

    @Option(names = "--samples", paramLabel = "N", description = "How many samples a method takes: orders for shapley beyond 20 features, coalitions for kernel-shap, "
            + "perturbed rows for lime, shuffles for permutation-importance, … (default: what is usual with the method).")
    private @Nullable Integer samples;

    @Option(names = "--seed", paramLabel = "N", description = "Where chance starts (default: 0).")
    private @Nullable Long seed;

    @Mixin
    private WindowOptions window = new WindowOptions();

    @Mixin
    private WhiteBoxOptions whiteBox = new WhiteBoxOptions();

    /** What was typed, or what is usual, with the files read. */
    Methods.Settings settings(LoadedModel loaded) {
        Set<Methods.Setting> given = EnumSet.noneOf(Methods.Setting.class);
        note(given, Methods.Setting.BASELINE, baseline);
        note(given, Methods.Setting.BACKGROUND, background);
        note(given, Methods.Setting.MASK, mask);
        note(given, Methods.Setting.STEPS, steps);
        note(given, Methods.Setting.QUADRATURE, quadrature);
        note(given, Methods.Setting.SAMPLES, samples);
        note(given, Methods.Setting.SEED, seed);
        window.note(given);
        whiteBox.note(given);
        if (baseline != null && background != null) {
            throw new UsageException("--baseline and --background cannot be used together");
        }
        if (samples != null && samples < 1) {
            throw new UsageException("--samples must be at least 1, but is " + samples);
        }
        Baseline compared = baseline(loaded);
        Reference reference = background == null ? compared : background(loaded, background);
        return new Methods.Settings(given, compared, reference, groups(loaded), steps == null ? USUAL_STEPS : steps,
                quadrature == null ? "gauss-legendre" : quadrature, samples, seed == null ? 0 : seed,
                loaded.data(), window, whiteBox);
    }

    static void note(Set<Methods.Setting> given, Methods.Setting setting, @Nullable Object typed) {
        if (typed != null) {
            given.add(setting);
        }
    }

    private Baseline baseline(LoadedModel loaded) {
        return switch (baseline) {
            case null -> new Baseline.Zeros();
            case "zeros" -> new Baseline.Zeros();
            case "mean" -> {
                if (loaded.data().rows() == 0) {
                    throw new InputException("there is no row to take the mean of");
                }
                yield Baseline.mean(loaded.data().features(), loaded.data().rows());
            }
            default -> new Baseline.Values(oneRow(loaded, baseline, "a baseline"));
        };
    }

    private static Reference background(LoadedModel loaded, String file) {
        Dataset rows = read(loaded, file);
        if (rows.rows() == 0) {
            throw new InputException(file + ": a background needs at least one row");
        }
        return new Background(rows.features(), rows.rows());
    }

    private FeatureGroups groups(LoadedModel loaded) {
        if (mask == null) {
            return new FeatureGroups.Single();
        }
        float[] numbers = oneRow(loaded, mask, "a mask");
        int[] ids = new int[numbers.length];
        for (int j = 0; j < ids.length; j++) {
            ids[j] = (int) numbers[j];
            if (ids[j] != numbers[j] || ids[j] < 0) {
                throw new InputException(mask + ": the group of feature "
                        + InputException.quote(loaded.model().featureNames().get(j))
                        + " must be a whole number from 0 on, but is " + numbers[j]);
            }
        }
        return new FeatureGroups.Mask(ids);
    }

    private static float[] oneRow(LoadedModel loaded, String file, String what) {
        Dataset rows = read(loaded, file);
        if (rows.rows() != 1) {
            throw new InputException(file + ": " + what + " is one row, but there are " + rows.rows());
        }
        return rows.features();
    }

    private static Dataset read(LoadedModel loaded, String file) {
        return LoadedModel.withoutTruth(loaded.model(), true, DataSource.parse(file), null).data();
    }
}

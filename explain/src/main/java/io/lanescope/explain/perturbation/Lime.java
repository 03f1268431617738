package io.lanescope.explain.perturbation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.ExplanationListener;
import io.lanescope.explain.FeatureGroups;
import io.lanescope.explain.Method;
import io.lanescope.explain.Reference;
import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;

/**
 * LIME (Ribeiro, Singh and Guestrin, 2016, arXiv 1602.04938) with binary interpretable features: each perturbed row keeps
 * every feature or group with probability ½ and takes the reference's value for the others. A ridge regression with an
 * intercept, {@code Σ_S π(S)·(v(S) − c − Σ_{i∈S} φᵢ)² + ridge·‖φ‖²}, gives the attributions. A perturbed row's weight is
 * {@code π(S) = √exp(−D²/σ²)}, where D is the Euclidean distance between the binary vectors of S and of the whole row, and
 * {@code σ = kernelWidth·√M}. The first perturbed row is the row itself; all rows share the same draws.
 *
 * <p>Groups that equal the reference in every row of it, or that no weight looks at, get exactly 0 and are not counted in
 * M. The base value is the intercept c: the linear model's value at the reference. How well that model fits is its R²,
 * which {@link #explain} gives. Not complete.
 *
 * @param reference   what takes a feature's place; with several rows f is averaged over them
 * @param groups      which features come and go together
 * @param samples     perturbed rows, at least 2
 * @param kernelWidth the kernel's width as a share of {@code √M}, positive
 * @param ridge       the penalty, not negative
 * @param seed        what the perturbed rows are drawn from
 */
public record Lime(
        Reference reference, FeatureGroups groups, int samples, double kernelWidth, double ridge,
        long seed) implements Method {

    /** The usual number of perturbed rows. */
    public static final int USUAL_SAMPLES = 5000;

    /** The usual width of the kernel, as a share of {@code √M}. */
    public static final double USUAL_KERNEL_WIDTH = 0.75;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Lime {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(groups, "groups");
        if (samples < 2) {
            throw new IllegalArgumentException("samples must be at least 2, but is " + samples);
        }
        if (!(kernelWidth > 0) || !Double.isFinite(kernelWidth)) {
            throw new IllegalArgumentException("the kernel's width must be positive, but is " + kernelWidth);
        }
        if (!(ridge >= 0) || !Double.isFinite(ridge)) {
            throw new IllegalArgumentException("the ridge must not be negative, but is " + ridge);
        }
    }

    /**
     * With the usual kernel, and a ridge of 1.
     *
     * @param reference what takes a feature's place
     * @param groups    which features come and go together
     * @param samples   perturbed rows, at least 2
     * @param seed      what the perturbed rows are drawn from
     */
    public Lime(Reference reference, FeatureGroups groups, int samples, long seed) {
        this(reference, groups, samples, USUAL_KERNEL_WIDTH, 1, seed);
    }

    /**
     * An explanation, and how well each row's linear model fits.
     *
     * @param explanation the attributions
     * @param fidelity    {@code [rows]}, the weighted R² over the perturbed rows, at most 1; 1 where nothing varies
     */
    @SuppressWarnings("ArrayRecordComponent") // a result to read, never compared
    public record Fits(Explanation explanation, double[] fidelity) {}

    /**
     * Explains rows, and tells how well the linear models fit.
     *
     * @param explainer for the model and target
     * @param x         {@code [count, features]}
     * @param count     how many rows
     * @param listener  hears how it goes, and may end it
     * @return the same attributions as {@link Explainer#explain}, with R²
     * @throws IllegalArgumentException as {@link Explainer#explain}
     */
    public Fits explain(Explainer explainer, float[] x, int count, ExplanationListener listener) {
        double[] fidelity = new double[Math.max(0, count)];
        Arrays.fill(fidelity, 1);
        Explanation explanation = explainer.explain(new Measured(this, fidelity), x, count, listener);
        return new Fits(new Explanation(this, explanation.target(), explanation.rows(), explanation.model()), fidelity);
    }

    @Override
    public String name() {
        return "lime";
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        return attributor(model, target, (_, _) -> {});
    }

    private Attributor attributor(Mlp model, Target target, Fidelity fidelity) {
        return GameAttributor.amongDifferent(model, target, reference, groups,
                players -> new LimeCoalitions(players, samples, kernelWidth, ridge, seed), (coalitions, rows, row) -> {
                    if (coalitions instanceof LimeCoalitions fitted) {
                        rows.baseValue()[row] = (float) fitted.intercept();
                        fidelity.of(row, fitted.fidelity());
                    }
                });
    }

    /** Where R² goes. */
    @FunctionalInterface
    private interface Fidelity {
        void of(int row, double r2);
    }

    /** The same method with an eye on R². */
    @SuppressWarnings("ArrayRecordComponent")
    private record Measured(Lime lime, double[] fidelity) implements Method {

        @Override
        public String name() {
            return lime.name();
        }

        @Override
        public List<String> columns(Mlp model) {
            return lime.columns(model);
        }

        @Override
        public FeatureGroups groups() {
            return lime.groups();
        }

        @Override
        public Attributor attributor(Mlp model, Target target) {
            return lime.attributor(model, target, (row, r2) -> fidelity[row] = r2);
        }
    }
}

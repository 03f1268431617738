package io.lanescope.explain.effects;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.lanescope.explain.Target;
import io.lanescope.explain.pass.Passes;
import io.lanescope.explain.pass.TargetGradient;
import io.lanescope.nn.Mlp;

/** The search of {@link Counterfactuals} for one row. */
final class CounterfactualSearch {

    private static final int BISECTIONS = 30;

    private final Counterfactuals settings;
    private final float[] x;
    private final int features;
    private final Passes passes;
    private final TargetGradient output;
    private final int outputs;
    private final float[] gradient;

    private float[] nearest;
    private double nearestShortfall = Double.POSITIVE_INFINITY;

    CounterfactualSearch(Mlp model, Counterfactuals settings, float[] x) {
        this.settings = settings;
        this.x = x;
        features = x.length;
        passes = new Passes(model, 1);
        outputs = model.outputs();
        gradient = new float[features];
        nearest = x;
        output = TargetGradient.of(model, switch (settings.goal()) {
            case Counterfactuals.Decision(int wanted) -> decision(model, wanted);
            case Counterfactuals.Range(int wanted, double _, double _) -> new Target.Output(checked(wanted));
        });
    }

    private static Target decision(Mlp model, int wanted) {
        if (!model.isClassifier()) {
            throw new IllegalArgumentException("a regression decides nothing: the goal must be a range of its output");
        }
        return new Target.Logit(checked(wanted));
    }

    private static int checked(int wanted) {
        if (wanted == Target.PREDICTED) {
            throw new IllegalArgumentException("a goal needs the number of an output");
        }
        return wanted;
    }

    Counterfactuals.Result run() {
        if (shortfall(x) <= 0) {
            return result(true, x);
        }
        SplittableRandom random = new SplittableRandom(settings.seed());
        Counterfactuals.Result best = null;
        for (int attempt = 0; attempt < settings.attempts(); attempt++) {
            float[] point = start(attempt, random);
            if (reach(point)) {
                sparsify(point);
                Counterfactuals.Result found = result(true, shrink(point));
                best = best == null || found.distance() < best.distance() ? found : best;
            }
        }
        return best == null ? result(false, nearest) : best;
    }

    /** The row itself, then points around it whose distance grows; all inside the bounds. */
    private float[] start(int attempt, SplittableRandom random) {
        float[] point = x.clone();
        for (int j = 0; j < features; j++) {
            move(point, j, attempt == 0 ? 0 : attempt * 0.5 * random.nextGaussian());
        }
        return point;
    }

    /** Moves a feature by a multiple of its scale, as far as it may. */
    private void move(float[] point, int j, double by) {
        if (!settings.immutable()[j]) {
            double moved = point[j] + by * settings.scale()[j];
            point[j] = (float) Math.min(Math.max(moved, settings.low()[j]), settings.high()[j]);
        }
    }

    private boolean reach(float[] point) {
        for (int step = 0; step < settings.steps(); step++) {
            double shortfall = shortfall(point);
            if (shortfall < nearestShortfall) {
                nearestShortfall = shortfall;
                nearest = point.clone();
            }
            if (shortfall <= 0) {
                return true;
            }
            passes.toInputs(passes.backward(1), 1, gradient, 0);
            double length = 0;
            for (int j = 0; j < features; j++) {
                double slope = slope(point, j);
                length += slope * slope;
            }
            if (!(length > 0)) {
                return false; // flat, or against the bounds in every direction
            }
            for (int j = 0; j < features; j++) {
                double slope = slope(point, j);
                if (slope != 0) {
                    move(point, j, settings.step() * slope / Math.sqrt(length));
                }
            }
        }
        return false;
    }

    /** What a step of a feature's scale gains, or 0 where it must not go there. */
    private double slope(float[] point, int j) {
        double slope = gradient[j] * (double) settings.scale()[j];
        boolean blocked = settings.immutable()[j] || slope > 0 && point[j] >= settings.high()[j]
                || slope < 0 && point[j] <= settings.low()[j];
        return blocked ? 0 : slope;
    }

    private void sparsify(float[] point) {
        int[] order = IntStream.range(0, features).boxed().sorted(Comparator.comparingDouble(
                j -> change(point, j))).mapToInt(j -> j).toArray();
        for (int j : order) {
            float changed = point[j];
            if (changed != x[j] && mayReturn(j)) {
                point[j] = x[j];
                if (shortfall(point) > 0) {
                    point[j] = changed;
                }
            }
        }
    }

    /** A row may lie outside the bounds; a counterfactual may not, but for what is immutable. */
    private boolean mayReturn(int j) {
        return x[j] >= settings.low()[j] && x[j] <= settings.high()[j];
    }

    private float[] shrink(float[] point) {
        float[] best = point;
        double near = 0;
        double far = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (near + far) / 2;
            float[] candidate = point.clone();
            for (int j = 0; j < features; j++) {
                if (mayReturn(j)) {
                    candidate[j] = (float) (x[j] + middle * ((double) point[j] - x[j]));
                }
            }
            if (shortfall(candidate) <= 0) {
                best = candidate;
                far = middle;
            } else {
                near = middle;
            }
        }
        return best;
    }

    /** What is lacking to the goal; its descent, with respect to the logits, is left where a backward pass begins. */
    private double shortfall(float[] point) {
        passes.preActivate(point, 0, 1, passes.start(), 0);
        passes.forward(1);
        float[] logits = passes.logits();
        float[] descent = passes.logitGradient();
        return switch (settings.goal()) {
            case Counterfactuals.Decision(int wanted) -> decisionShortfall(logits, descent, wanted);
            case Counterfactuals.Range(int wanted, double low, double high) -> {
                double value = output.value(logits, 0, wanted);
                output.gradient(logits, 0, wanted, descent);
                if (value > high) {
                    for (int j = 0; j < outputs; j++) {
                        descent[j] = -descent[j];
                    }
                }
                yield Math.max(low - value, value - high);
            }
        };
    }

    private double decisionShortfall(float[] logits, float[] descent, int wanted) {
        if (outputs == 1) {
            float sign = wanted == 1 ? 1 : -1;
            descent[0] = sign;
            // class 1 needs a logit above 0, class 0 one that is not
            return wanted == 1 && logits[0] == 0 ? Float.MIN_VALUE : -sign * logits[0];
        }
        int rival = wanted == 0 ? 1 : 0;
        for (int j = 0; j < outputs; j++) {
            rival = j != wanted && logits[j] > logits[rival] ? j : rival;
        }
        Arrays.fill(descent, 0, outputs, 0);
        descent[wanted] = 1;
        descent[rival] = -1;
        double lacking = (double) logits[rival] - logits[wanted];
        // of equal logits the first one wins
        return lacking == 0 && rival < wanted ? Float.MIN_VALUE : lacking;
    }

    private double change(float[] point, int j) {
        return Math.abs((double) point[j] - x[j]) / settings.scale()[j];
    }

    private Counterfactuals.Result result(boolean found, float[] point) {
        double distance = 0;
        int changed = 0;
        for (int j = 0; j < features; j++) {
            distance += change(point, j);
            changed += point[j] == x[j] ? 0 : 1;
        }
        return new Counterfactuals.Result(found, point.clone(), shortfall(point), distance, changed);
    }
}

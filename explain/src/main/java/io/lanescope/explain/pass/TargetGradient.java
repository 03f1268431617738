package io.lanescope.explain.pass;

import java.util.Arrays;

import io.lanescope.explain.Target;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.OutputFunction;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Maps;

/** The explained scalar f and its gradient as functions of one row of the last layer's pre-activations z. */
public final class TargetGradient {

    private final Target target;
    private final int outputs;
    private final boolean binary;
    private final Activation last;
    private final OutputFunction function;
    private final float[] row;

    private TargetGradient(Target target, int outputs, boolean binary, Activation last,
            OutputFunction function) {
        this.target = target;
        this.outputs = outputs;
        this.binary = binary;
        this.last = last;
        this.function = function;
        this.row = new float[outputs];
    }

    /**
     * The target of a model.
     *
     * @throws IllegalArgumentException if the model has no such output
     */
    public static TargetGradient of(Mlp model, Target target) {
        target.checkFits(model);
        Dense last = model.layers().getLast();
        boolean binary = model.isClassifier() && last.out() == 1;
        return new TargetGradient(target, last.out(), binary, last.activation(), model.outputFunction());
    }

    /** The output to explain for the row whose pre-activations are given. */
    public int resolve(float[] z, int r) {
        return target.output() == Target.PREDICTED ? predicted(z, r) : target.output();
    }

    private int predicted(float[] z, int r) {
        int at = r * outputs;
        if (binary) {
            return target instanceof Target.Output || z[at] <= 0 ? 0 : 1;
        }
        int best = 0;
        for (int j = 1; j < outputs; j++) {
            if (z[at + j] > z[at + best]) {
                best = j;
            }
        }
        return best;
    }

    /** Whether f is linear in z, so that its gradient is the same everywhere. */
    public boolean linear() {
        return switch (target) {
            case Target.Logit _,Target.Margin _ -> true;
            case Target.Output _ -> function == OutputFunction.NONE && last instanceof Activation.Identity;
            case Target.LogOdds _ -> binary;
            case Target.Probability _ -> false;
        };
    }

    /** f of row r. */
    public float value(float[] z, int r, int output) {
        int at = r * outputs;
        return switch (target) {
            case Target.Output ignored -> switch (function) {
                case NONE -> activated(z[at + output]);
                case SOFTMAX -> softmax(z, at, output);
                case LOG_SOFTMAX -> z[at + output] - Maps.logSumExp(z, at, outputs, row);
            };
            case Target.Logit ignored -> binary ? opposite(output) * z[at] : z[at + output];
            case Target.Margin(int _, int against) -> margin(z, at, output, against);
            case Target.Probability ignored -> probability(z, at, output);
            case Target.LogOdds ignored ->
                binary ? opposite(output) * z[at] : z[at + output] - logSumOthers(z, at, output);
        };
    }

    /** Whether f is one of the pre-activations, or its opposite. */
    public boolean isLogit() {
        return switch (target) {
            case Target.Logit _ -> true;
            case Target.Output _ -> function == OutputFunction.NONE && last instanceof Activation.Identity;
            case Target.Margin _,Target.Probability _,Target.LogOdds _ -> false;
        };
    }

    /** Whether f is what an activation makes of a single pre-activation. */
    public boolean isActivatedLogit() {
        return target instanceof Target.Output && function == OutputFunction.NONE
                && !(last instanceof Activation.Identity);
    }

    /** Which pre-activation that is. */
    public int logit(int output) {
        return binary ? 0 : output;
    }

    /** Whether it is the pre-activation itself, 1, or its opposite, −1. */
    public float sign(int output) {
        return binary && target instanceof Target.Logit ? opposite(output) : 1;
    }

    /** Writes ∂f/∂z of row r into the same row of {@code gradient}. */
    public void gradient(float[] z, int r, int output, float[] gradient) {
        int at = r * outputs;
        Arrays.fill(gradient, at, at + outputs, 0);
        switch (target) {
            case Target.Output ignored -> outputGradient(z, at, output, gradient);
            case Target.Logit ignored -> gradient[at + (binary ? 0 : output)] = binary ? opposite(output) : 1;
            case Target.Margin(int _, int against) -> {
                if (binary) {
                    gradient[at] = output == against ? 0 : opposite(output);
                } else {
                    gradient[at + output] += 1;
                    gradient[at + against] -= 1;
                }
            }
            case Target.Probability ignored -> probabilityGradient(z, at, output, gradient);
            case Target.LogOdds ignored -> logOddsGradient(z, at, output, gradient);
        }
    }

    private void outputGradient(float[] z, int at, int output, float[] gradient) {
        switch (function) {
            case NONE -> {
                gradient[at + output] = 1;
                Maps.multiplyByDerivative(last, z, at + output, gradient, at + output, 1);
            }
            case SOFTMAX -> softmaxGradient(z, at, output, gradient);
            case LOG_SOFTMAX -> {
                float others = shares(z, at, output);
                for (int j = 0; j < outputs; j++) {
                    gradient[at + j] = j == output ? others : -row[j];
                }
            }
        }
    }

    /**
     * Writes what relevance propagation starts from at row r into the same row of {@code relevance}: z ∘ ∂f/∂z, or f itself
     * at the one pre-activation whose activation passes it through.
     */
    public void relevance(float[] z, int r, int output, float[] relevance) {
        int at = r * outputs;
        if (target instanceof Target.Probability || target instanceof Target.Output) {
            Arrays.fill(relevance, at, at + outputs, 0);
            relevance[at + (outputs == 1 ? 0 : output)] = value(z, r, output);
            return;
        }
        gradient(z, r, output, relevance);
        for (int j = at; j < at + outputs; j++) {
            relevance[j] *= z[j];
        }
    }

    private float margin(float[] z, int at, int output, int against) {
        if (binary) {
            return output == against ? 0 : opposite(output) * z[at];
        }
        return z[at + output] - z[at + against];
    }

    private static float opposite(int output) {
        return output == 1 ? 1 : -1;
    }

    private float activated(float z) {
        row[0] = z;
        Maps.apply(last, row, 0, row, 0, 1);
        return row[0];
    }

    private float probability(float[] z, int at, int output) {
        if (binary) {
            row[0] = opposite(output) * z[at];
            Maps.apply(new Activation.Sigmoid(), row, 0, row, 0, 1);
            return row[0];
        }
        return softmax(z, at, output);
    }

    private float softmax(float[] z, int at, int output) {
        Maps.softmax(1, outputs, z, at, outputs, row, 0, outputs);
        return row[output];
    }

    private void probabilityGradient(float[] z, int at, int output, float[] gradient) {
        if (binary) {
            gradient[at] = opposite(output);
            Maps.multiplyByDerivative(new Activation.Sigmoid(), z, at, gradient, at, 1);
            return;
        }
        softmaxGradient(z, at, output, gradient);
    }

    private void softmaxGradient(float[] z, int at, int output, float[] gradient) {
        float others = shares(z, at, output);
        float p = row[output];
        for (int j = 0; j < outputs; j++) {
            gradient[at + j] = j == output ? p * others : -p * row[j];
        }
    }

    /** Leaves the softmax in {@code row} and gives the sum of the others' shares: 1 − p would cancel near 1. */
    private float shares(float[] z, int at, int output) {
        Maps.softmax(1, outputs, z, at, outputs, row, 0, outputs);
        float others = 0;
        for (int j = 0; j < outputs; j++) {
            others += j == output ? 0 : row[j];
        }
        return others;
    }

    /** log Σ exp(z_j) over the other outputs, so that the odds do not cancel when the class is all but certain. */
    private float logSumOthers(float[] z, int at, int output) {
        others(z, at, output);
        return Maps.logSumExp(row, 0, outputs, row);
    }

    private void logOddsGradient(float[] z, int at, int output, float[] gradient) {
        if (binary) {
            gradient[at] = opposite(output);
            return;
        }
        others(z, at, output);
        Maps.softmax(1, outputs, row, 0, outputs, row, 0, outputs);
        for (int j = 0; j < outputs; j++) {
            gradient[at + j] = -row[j];
        }
        gradient[at + output] = 1;
    }

    private void others(float[] z, int at, int output) {
        System.arraycopy(z, at, row, 0, outputs);
        row[output] = Float.NEGATIVE_INFINITY;
    }
}

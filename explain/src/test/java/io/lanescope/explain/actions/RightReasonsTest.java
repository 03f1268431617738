package io.lanescope.explain.actions;

import java.util.List;
import java.util.SplittableRandom;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Glyphs;
import io.lanescope.nn.data.Scaler;
import io.lanescope.nn.train.Evaluation;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RightReasonsTest {

    private static final double LAMBDA = 0.3;

    /** Adam's first step is −rate · sign of the gradient, which finite differences in double tell as well. */
    @Test
    void theFirstStepGoesDownTheLossWithItsPenalty() {
        SplittableRandom random = new SplittableRandom(3);
        Mlp model = new Mlp(List.of(dense(random, 3, 5, new Activation.Relu()),
                dense(random, 5, 4, new Activation.LeakyRelu(0.2f)), dense(random, 4, 3, new Activation.Identity())),
                Task.MULTICLASS, Scaler.none(3), List.of("a", "b", "c"), List.of("x", "y", "z"));
        Dataset row = new Dataset(new float[]{0.7f, -0.4f, 1.1f}, model.featureNames(), null,
                new Dataset.Classes(new int[]{1}, model.outputNames()));
        boolean[] barred = {true, false, true};
        Mlp stepped = new RightReasons(LAMBDA, 1, 1, 1e-3, 0).train(model, row, barred, Team.single());
        int told = 0;
        for (int l = 0; l < 3; l++) {
            for (int i = 0; i < model.layers().get(l).weights().length; i++) {
                double slope = (loss(model, l, i, 1e-6, row, barred) - loss(model, l, i, -1e-6, row, barred)) / 2e-6;
                double step = stepped.layers().get(l).weights()[i] - model.layers().get(l).weights()[i];
                if (Math.abs(slope) > 1e-4) {
                    assertEquals(-Math.signum(slope) * 1e-3, step, 1e-5, "layer " + l + ", weight " + i);
                    told++;
                }
            }
        }
        assertTrue(told > 15, "only " + told);
    }

    @Test
    void aSpuriousMarkIsNoLongerLookedAt() {
        Dataset plain = Glyphs.generate(31, 1200).data();
        Dataset marked = marked(plain, true);
        Dataset unmarked = marked(Glyphs.generate(32, 500).data(), false);
        Architecture shape = Architecture.of(Glyphs.PIXELS).dense(48, new Activation.Relu()).dense(10);
        TrainingOptions options = TrainingOptions.builder(1).epochs(6).scaling(TrainingOptions.Scaling.NONE).build();
        Mlp misled = new Trainer(shape, marked, options, Team.single(), TrainingListener.NONE).train().model();
        boolean[] barred = new boolean[Glyphs.PIXELS];
        for (int j = 0; j < 10; j++) {
            barred[j] = true;
        }
        Mlp right = new RightReasons(0.002, 8, 64, 0.001, 1).train(misled, marked, barred, Team.single());
        double before = Evaluation.of(misled, unmarked).score();
        double after = Evaluation.of(right, unmarked).score();
        assertTrue(after > before + 0.05, before + " before, " + after + " after");
    }

    @Test
    void whatItCannotTrainIsRefused() {
        Dataset data = Glyphs.generate(1, 20).data();
        SplittableRandom random = new SplittableRandom(1);
        Mlp curved = new Mlp(List.of(dense(random, 784, 3, new Activation.Tanh()),
                dense(random, 3, 10, new Activation.Identity())), Task.MULTICLASS, Scaler.none(784),
                data.featureNames(), ((Dataset.Classes) data.target()).names());
        RightReasons reasons = new RightReasons(1, 1, 64, 0.001, 0);
        assertThrows(IllegalArgumentException.class,
                () -> reasons.train(curved, data, new boolean[784], Team.single()));
        assertThrows(IllegalArgumentException.class, () -> reasons.train(curved, data, new boolean[3], Team.single()));
        assertThrows(IllegalArgumentException.class, () -> new RightReasons(-1, 1, 64, 0.001, 0));
    }

    /** Sets one of the first ten pixels: that of the digit, or one by chance. */
    private static Dataset marked(Dataset data, boolean truly) {
        SplittableRandom random = new SplittableRandom(5);
        Dataset.Classes classes = (Dataset.Classes) data.target();
        float[] x = data.features().clone();
        for (int r = 0; r < data.rows(); r++) {
            for (int j = 0; j < 10; j++) {
                x[r * 784 + j] = 0;
            }
            x[r * 784 + (truly ? classes.labels()[r] : random.nextInt(10))] = 1;
        }
        return new Dataset(x, data.featureNames(), data.image(), classes);
    }

    private static Dense dense(SplittableRandom random, int in, int out, Activation activation) {
        float[] weights = new float[in * out];
        float[] bias = new float[out];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextDouble(-1, 1);
        }
        for (int j = 0; j < out; j++) {
            bias[j] = (float) random.nextDouble(-0.5, 0.5);
        }
        return new Dense(in, out, weights, bias, activation);
    }

    /** The penalised loss of a row in double, with one weight nudged. */
    private static double loss(Mlp model, int layer, int weight, double nudge, Dataset row, boolean[] barred) {
        double[] x = new double[3];
        for (int j = 0; j < 3; j++) {
            x[j] = row.features()[j];
        }
        double[] z = logits(model, layer, weight, nudge, x);
        double sum = 0;
        for (double v : z) {
            sum += Math.exp(v);
        }
        double loss = Math.log(sum) - z[((Dataset.Classes) row.target()).labels()[0]];
        for (int j = 0; j < 3; j++) {
            if (barred[j]) {
                double h = 1e-4; // piecewise linear logits: small enough that no unit switches
                double[] up = x.clone();
                double[] down = x.clone();
                up[j] += h;
                down[j] -= h;
                double slope = (sumOfLogs(logits(model, layer, weight, nudge, up))
                        - sumOfLogs(logits(model, layer, weight, nudge, down))) / (2 * h);
                loss += LAMBDA * slope * slope;
            }
        }
        return loss;
    }

    private static double sumOfLogs(double[] z) {
        double sum = 0;
        double all = 0;
        for (double v : z) {
            sum += v;
            all += Math.exp(v);
        }
        return sum - z.length * Math.log(all);
    }

    private static double[] logits(Mlp model, int layer, int weight, double nudge, double[] x) {
        double[] a = x;
        for (int l = 0; l < model.layers().size(); l++) {
            Dense dense = model.layers().get(l);
            double[] z = new double[dense.out()];
            for (int k = 0; k < z.length; k++) {
                z[k] = dense.bias()[k];
                for (int i = 0; i < a.length; i++) {
                    int at = i * dense.out() + k;
                    z[k] += a[i] * (dense.weights()[at] + (l == layer && at == weight ? nudge : 0));
                }
                z[k] = switch (dense.activation()) {
                    case Activation.Relu() -> Math.max(0, z[k]);
                    case Activation.LeakyRelu(float slope) -> z[k] > 0 ? z[k] : slope * z[k];
                    default -> z[k];
                };
            }
            a = z;
        }
        return a;
    }
}

package io.lanescope.properties;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Target;
import io.lanescope.explain.deeplift.DeepLift;
import io.lanescope.explain.gradient.Gradient;
import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.OutputFunction;
import io.lanescope.nn.Predictor;
import io.lanescope.simd.Activation;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A model's own output is explained as it stands, whatever function ends the model. */
class OutputFunctionProperties {

    private static Mlp model(RandomGenerator random, OutputFunction function) {
        Mlp model = RandomNetworks.classifier(random, 6, 2, 4, new Activation.Tanh());
        return new Mlp(model.layers(), function, model.task(), model.scaler(), model.featureNames(),
                model.outputNames());
    }

    @Property(tries = 100)
    void theExplainedValueIsWhatTheModelPredicts(@ForAll long seed, @ForAll OutputFunction function) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = model(random, function);
        float[] x = RandomNetworks.numbers(random, 6);
        float[] y = new float[4];
        new Predictor(model, 1).predict(x, y);
        Explanation explanation = new Explainer(model, new Target.Output(2)).explain(new Gradient(), x, 1);
        assertEquals(y[2], explanation.rows().value()[0]);
    }

    @Property(tries = 100)
    void itsGradientIsThatOfItsDefinition(@ForAll long seed, @ForAll OutputFunction function) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = model(random, function);
        float[] x = RandomNetworks.numbers(random, 6);
        float[] gradient = new Explainer(model, new Target.Output(1)).explain(new Gradient(), x, 1).rows().values();
        float[] z = new float[4];
        new Predictor(model, 1).logits(x, 0, 1, z, 0);
        double[] weights = ofLogits(function, z, 1);
        double[] expected = new double[6];
        double scale = 0.05;
        for (int c = 0; c < 4; c++) {
            float[] logit = new Explainer(model, new Target.Logit(c)).explain(new Gradient(), x, 1).rows().values();
            for (int j = 0; j < 6; j++) {
                expected[j] += weights[c] * logit[j];
                scale = Math.max(scale, Math.abs(weights[c] * logit[j]));
            }
        }
        for (int j = 0; j < 6; j++) {
            assertEquals(expected[j], gradient[j], 1e-5 * scale);
        }
    }

    /** ∂y_c/∂z in double. */
    private static double[] ofLogits(OutputFunction function, float[] z, int c) {
        double sum = 0;
        for (float logit : z) {
            sum += Math.exp(logit);
        }
        double[] gradient = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            double same = j == c ? 1 : 0;
            double p = Math.exp(z[j]) / sum;
            gradient[j] = switch (function) {
                case NONE -> same;
                case SOFTMAX -> Math.exp(z[c]) / sum * (same - p);
                case LOG_SOFTMAX -> same - p;
            };
        }
        return gradient;
    }

    @Property(tries = 50)
    void attributionsAddUpToItsChange(@ForAll long seed, @ForAll OutputFunction function) {
        RandomGenerator random = RandomNetworks.random(seed);
        Explainer explainer = new Explainer(model(random, function), new Target.Output(3));
        float[] x = RandomNetworks.numbers(random, 6);
        assertEquals(0, explainer.explain(new IntegratedGradients(), x, 1).completenessGap(0), 1e-3);
        assertEquals(0, explainer.explain(new DeepLift(), x, 1).completenessGap(0), 1e-4);
    }

    /** A kink between row and baseline would leave a gap of a whole node if the change were integrated. */
    @Property(tries = 100)
    void deepLiftIsCompleteWhereAnActivationEndsTheNetwork(@ForAll long seed, @ForAll boolean kinked) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp inner = RandomNetworks.classifier(random, 6, 2, 4, new Activation.Tanh());
        List<Dense> layers = new ArrayList<>(inner.layers());
        Dense last = layers.removeLast();
        layers.add(new Dense(last.in(), last.out(), last.weights(), last.bias(),
                kinked ? new Activation.Relu() : new Activation.Sigmoid()));
        Mlp model = inner.withLayers(layers);
        float[] x = RandomNetworks.numbers(random, 6);
        Explanation explanation = new Explainer(model, new Target.Output(2)).explain(new DeepLift(), x, 1);
        double scale = Math.max(1e-2,
                Math.abs(explanation.rows().value()[0]) + Math.abs(explanation.rows().baseValue()[0]));
        for (float value : explanation.rows().values()) {
            scale = Math.max(scale, Math.abs(value));
        }
        assertEquals(0, explanation.completenessGap(0), 1e-5 * scale);
    }
}

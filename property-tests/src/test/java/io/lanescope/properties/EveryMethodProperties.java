package io.lanescope.properties;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.lanescope.explain.Background;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.FeatureGroups;
import io.lanescope.explain.Method;
import io.lanescope.explain.PathRule;
import io.lanescope.explain.Reference;
import io.lanescope.explain.Target;
import io.lanescope.explain.deeplift.DeepLift;
import io.lanescope.explain.deeplift.DeepShap;
import io.lanescope.explain.effects.ActivationMaximization;
import io.lanescope.explain.gradient.ExpectedGradients;
import io.lanescope.explain.gradient.Gradient;
import io.lanescope.explain.gradient.InputXGradient;
import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.explain.gradient.SmoothGrad;
import io.lanescope.explain.gradient.VarGrad;
import io.lanescope.explain.layer.Conductance;
import io.lanescope.explain.layer.HiddenLayer;
import io.lanescope.explain.layer.InternalInfluence;
import io.lanescope.explain.layer.LayerActivation;
import io.lanescope.explain.layer.NeuronConductance;
import io.lanescope.explain.lrp.Lrp;
import io.lanescope.explain.perturbation.Ablation;
import io.lanescope.explain.perturbation.KernelShap;
import io.lanescope.explain.perturbation.Lime;
import io.lanescope.explain.perturbation.Occlusion;
import io.lanescope.explain.perturbation.Shapley;
import io.lanescope.explain.perturbation.Window;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.OutputFunction;
import io.lanescope.nn.Task;
import io.lanescope.simd.Activation;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What holds for every method, on networks of every depth, activation, end and task. */
class EveryMethodProperties {

    private static final int FEATURES = 5;
    private static final int OUTPUTS = 3;

    @Provide
    Arbitrary<Activation> activations() {
        return RandomNetworks.allActivations();
    }

    @Property(tries = 40)
    void everyRowGetsNumbersThatDoNotDependOnItsBatch(@ForAll long seed, @ForAll("activations") Activation hidden,
            @ForAll("activations") Activation last, @ForAll OutputFunction end, @ForAll boolean regression,
            @ForAll @IntRange(max = 3) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, hidden, last, end, regression, depth);
        float[] x = RandomNetworks.numbers(random, 7 * FEATURES);
        for (Target target : targets(model)) {
            Explainer explainer = new Explainer(model, target);
            for (Method method : methods(random, depth)) {
                Explanation batch = explainer.explain(method, x, 7);
                float[] values = batch.rows().values();
                int columns = values.length / 7;
                for (float value : values) {
                    assertTrue(Float.isFinite(value), () -> method + " of " + target);
                }
                for (int row = 0; row < 7; row += 3) {
                    Explanation alone = explainer.explain(method,
                            Arrays.copyOfRange(x, row * FEATURES, (row + 1) * FEATURES), 1);
                    assertArrayEquals(Arrays.copyOfRange(values, row * columns, (row + 1) * columns),
                            alone.rows().values(), () -> method + " of " + target);
                    assertEquals(batch.rows().value()[row], alone.rows().value()[0]);
                    assertEquals(batch.rows().baseValue()[row], alone.rows().baseValue()[0]);
                }
            }
        }
    }

    @Property(tries = 20)
    void noRowsAreExplainedByNothingAndWhatIsNoNumberIsNamed(@ForAll long seed,
            @ForAll("activations") Activation hidden,
            @ForAll @IntRange(max = 2) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, hidden, new Activation.Identity(), OutputFunction.NONE, false, depth);
        Explainer explainer = new Explainer(model, new Target.Logit(0));
        float[] x = RandomNetworks.numbers(random, 2 * FEATURES);
        x[FEATURES + 2] = random.nextBoolean() ? Float.NaN : Float.NEGATIVE_INFINITY;
        for (Method method : methods(random, depth)) {
            assertEquals(0, explainer.explain(method, new float[0], 0).rows().values().length);
            Exception refused = assertThrows(IllegalArgumentException.class, () -> explainer.explain(method, x, 2));
            assertTrue(String.valueOf(refused.getMessage()).contains("row 1, feature 2"), refused.getMessage());
        }
    }

    private static Mlp network(RandomGenerator random, Activation hidden, Activation last, OutputFunction end,
            boolean regression, int depth) {
        Mlp model = RandomNetworks.behindScaler(random,
                RandomNetworks.classifier(random, FEATURES, depth, OUTPUTS, hidden));
        List<Dense> layers = new ArrayList<>(model.layers());
        if (end == OutputFunction.NONE) {
            Dense top = layers.removeLast();
            layers.add(new Dense(top.in(), top.out(), top.weights(), top.bias(), last));
        }
        Task task = regression && end == OutputFunction.NONE ? Task.REGRESSION : Task.MULTICLASS;
        return new Mlp(layers, end, task, model.scaler(), model.featureNames(), model.outputNames());
    }

    private static List<Target> targets(Mlp model) {
        return model.isClassifier()
                ? List.of(new Target.Logit(Target.PREDICTED), new Target.Probability(1), new Target.LogOdds(2),
                        new Target.Margin(0, 1), new Target.Output(1))
                : List.of(new Target.Output(2));
    }

    private static List<Method> methods(RandomGenerator random, int depth) {
        Baseline baseline = new Baseline.Values(RandomNetworks.numbers(random, FEATURES));
        Reference background = new Background(RandomNetworks.numbers(random, 3 * FEATURES), 3);
        FeatureGroups groups = new FeatureGroups.Mask(IntStream.range(0, FEATURES).map(j -> j / 2).toArray());
        List<Method> methods = new ArrayList<>(List.of(new Gradient(), new InputXGradient(), new SmoothGrad(1),
                new VarGrad(2), new IntegratedGradients(), new ExpectedGradients(background, 20, 3),
                new DeepLift(baseline), new DeepShap(background), new Lrp(), new Shapley(background),
                new KernelShap(baseline), new KernelShap(background, groups, 4, 4),
                new Lime(background, groups, 50, 5), new Occlusion(baseline, new Window.Run(2, 1)),
                new Ablation(background, groups), new ActivationMaximization(new ActivationMaximization.Ascent(), null,
                        null, null)));
        if (depth > 0) {
            HiddenLayer layer = new HiddenLayer(depth - 1);
            methods.addAll(List.of(new Conductance(layer), new InternalInfluence(layer), new LayerActivation(layer),
                    new NeuronConductance(baseline, new PathRule.Steps(), layer, 0)));
        }
        return methods;
    }
}

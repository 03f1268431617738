package io.lanescope.properties;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Background;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.FeatureGroups;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.explain.deeplift.DeepLift;
import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.explain.perturbation.Ablation;
import io.lanescope.explain.perturbation.KernelShap;
import io.lanescope.explain.perturbation.Lime;
import io.lanescope.explain.perturbation.Occlusion;
import io.lanescope.explain.perturbation.Shapley;
import io.lanescope.explain.perturbation.Window;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;

/** Explains rows in a JVM of its own: the arguments are the file for the attributions and the number of threads. */
final class ExplainSmallNetwork {

    private static final int FEATURES = 27;
    private static final int ROWS = 3;

    private ExplainSmallNetwork() {}

    public static void main(String[] args) throws IOException {
        RandomGenerator random = RandomNetworks.random(11);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 2, 3, new Activation.Tanh());
        float[] x = RandomNetworks.numbers(random, ROWS * FEATURES);
        Background background = new Background(RandomNetworks.numbers(random, 3 * FEATURES), 3);
        int[] ids = new int[FEATURES];
        for (int j = 0; j < FEATURES; j++) {
            ids[j] = j % 6;
        }
        FeatureGroups six = new FeatureGroups.Mask(ids);
        FeatureGroups each = new FeatureGroups.Single();
        List<Method> methods = List.of(new IntegratedGradients(), new DeepLift(), new Shapley(background, six, 1, 0),
                new Shapley(new Baseline.Zeros(), each, 2, 3), new KernelShap(background, each, 150, 7),
                new Lime(background, each, 100, 5), new Ablation(background),
                new Occlusion(new Baseline.Zeros(), new Window.Run(4, 3)));
        int size = Integer.parseInt(args[1]);
        try (ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, size - 1));
                Team team = Team.of(threads, size);
                DataOutputStream out = new DataOutputStream(Files.newOutputStream(Path.of(args[0])))) {
            for (Target target : List.of(new Target.Logit(Target.PREDICTED), new Target.Probability(1))) {
                for (Method method : methods) {
                    for (float value : new Explainer(model, target, team).explain(method, x, ROWS).rows().values()) {
                        out.writeFloat(value);
                    }
                }
            }
        }
    }
}

package io.lanescope.jmh;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.lanescope.explain.Background;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.FeatureGroups;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.explain.deeplift.DeepLift;
import io.lanescope.explain.deeplift.DeepShap;
import io.lanescope.explain.gradient.Gradient;
import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.explain.perturbation.Ablation;
import io.lanescope.explain.perturbation.KernelShap;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Team;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Explanations of a class's logit: 64 rows of the network 784-256-128-10 (white box, and ablation of 49 groups), and one or
 * ten rows of 30-64-2 (Shapley values, with 1,000 samples or a background of 100 rows).
 */
public class ExplainBenchmark extends Defaults {

    /** A network, rows, and threads to explain them. */
    @State(Scope.Benchmark)
    public static class Models {

        @Param("1")
        public int threads;

        private ExecutorService executor;
        private Team team;
        private Explainer images;
        private Explainer table;
        private float[] pictures;
        private float[] rows;
        private Background background;
        private FeatureGroups patches;
        private @Nullable Explanation last;

        @Setup
        public void fill() {
            executor = Executors.newFixedThreadPool(threads);
            team = Team.of(executor, threads);
            SplittableRandom random = new SplittableRandom(1);
            images = explainer(Networks.classifier(784, 256, 128, 10));
            table = explainer(Networks.classifier(30, 64, 2));
            pictures = Operands.floats(random, 64 * 784);
            rows = Operands.floats(random, 10 * 30);
            background = new Background(Operands.floats(random, 100 * 30), 100);
            int[] group = new int[784];
            for (int i = 0; i < group.length; i++) {
                group[i] = i / 28 / 4 * 7 + i % 28 / 4;
            }
            patches = new FeatureGroups.Mask(group);
        }

        private Explainer explainer(Mlp model) {
            return new Explainer(model, new Target.Logit(1), team);
        }

        private Explanation explain(Explainer explainer, Method method, float[] x, int count) {
            return last = explainer.explain(method, x, count);
        }

        /** A gradient and an ablation need not add up; everything else must. */
        @TearDown
        public void check() {
            team.close();
            executor.shutdown();
            Explanation made = Objects.requireNonNull(last);
            boolean complete = !(made.method() instanceof Gradient || made.method() instanceof Ablation);
            for (float value : made.rows().values()) {
                Check.close("an attribution", value, 0, 100, 1, 1);
            }
            if (complete) {
                Check.close("the completeness gap", made.completenessGap(0), 0, 1, 1, 0.05);
            }
        }
    }

    @Benchmark
    public Explanation gradient(Models models) {
        return models.explain(models.images, new Gradient(), models.pictures, 64);
    }

    @Benchmark
    public Explanation integratedGradients(Models models) {
        return models.explain(models.images, new IntegratedGradients(), models.pictures, 64);
    }

    @Benchmark
    public Explanation deepLift(Models models) {
        return models.explain(models.images, new DeepLift(), models.pictures, 64);
    }

    @Benchmark
    public Explanation ablation(Models models) {
        return models.explain(models.images, new Ablation(new Baseline.Zeros(), models.patches), models.pictures, 64);
    }

    @Benchmark
    public Explanation kernelShap(Models models) {
        return models.explain(models.table,
                new KernelShap(new Baseline.Zeros(), new FeatureGroups.Single(), 1000, 1),
                Arrays.copyOf(models.rows, 30), 1);
    }

    @Benchmark
    public Explanation kernelShapBackground(Models models) {
        return models.explain(models.table,
                new KernelShap(models.background, new FeatureGroups.Single(), 1000, 1), models.rows, 10);
    }

    @Benchmark
    public Explanation deepShap(Models models) {
        return models.explain(models.table, new DeepShap(models.background), models.rows, 10);
    }
}

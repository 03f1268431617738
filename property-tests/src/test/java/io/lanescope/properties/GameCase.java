package io.lanescope.properties;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Background;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.FeatureGroups;
import io.lanescope.explain.Method;
import io.lanescope.explain.Reference;
import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Team;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A network, rows to explain, rows to compare with, and groups, all from one seed.
 *
 * @param references {@code [referenceRows, features]}
 * @param ids        each feature's group
 */
@SuppressWarnings("ArrayRecordComponent")
record GameCase(Mlp model, Target target, float[] x, int rows, float[] references, int referenceRows, int[] ids) {

    static Arbitrary<GameCase> cases(int mostFeatures) {
        return Combinators.combine(Arbitraries.longs(), RandomNetworks.hiddenActivations(), targets(),
                Arbitraries.integers().between(1, 5), Arbitraries.integers().between(0, 3),
                Arbitraries.integers().between(1, 4), Arbitraries.of(true, false))
                .as((seed, activation, target, rows, depth, references, grouped) -> {
                    RandomGenerator random = RandomNetworks.random(seed);
                    int features = random.nextInt(1, mostFeatures + 1);
                    Mlp model = RandomNetworks.classifier(random, features, depth, 4, activation);
                    int[] ids = new int[features];
                    Arrays.setAll(ids, j -> grouped ? random.nextInt(0, 4) * 3 : j);
                    return new GameCase(model, target, RandomNetworks.numbers(random, rows * features), rows,
                            RandomNetworks.numbers(random, references * features), references, ids);
                });
    }

    static Arbitrary<Target> targets() {
        return Arbitraries.of(new Target.Logit(2), new Target.Logit(Target.PREDICTED), new Target.Probability(1),
                new Target.LogOdds(0), new Target.Margin(3, 1), new Target.Output(2));
    }

    int features() {
        return model.inputs();
    }

    FeatureGroups groups() {
        return new FeatureGroups.Mask(ids);
    }

    int[][] members() {
        return groups().members(features());
    }

    Reference reference() {
        return referenceRows == 1 ? new Baseline.Values(references) : new Background(references, referenceRows);
    }

    GameCase withModel(Mlp other) {
        return new GameCase(other, target, x, rows, references, referenceRows, ids);
    }

    GameCase withTarget(Target other) {
        return new GameCase(model, other, x, rows, references, referenceRows, ids);
    }

    GameCase withRows(float[] other, float[] otherReferences) {
        return new GameCase(model, target, other, other.length / features(), otherReferences,
                otherReferences.length / features(), ids);
    }

    float[] row(int r) {
        return Arrays.copyOfRange(x, r * features(), (r + 1) * features());
    }

    Explanation explain(Method method) {
        return explain(method, Team.single());
    }

    Explanation explain(Method method, Team team) {
        return new Explainer(model, target, team).explain(method, x, rows);
    }

    /** The double reference for one row, of the output that the explanation chose. */
    ReferenceGame reference(int row, Explanation explanation) {
        Target chosen = target instanceof Target.Logit ? new Target.Logit(explanation.rows().outputs()[row]) : target;
        double[][] against = new double[referenceRows][];
        for (int b = 0; b < referenceRows; b++) {
            against[b] = doubles(Arrays.copyOfRange(references, b * features(), (b + 1) * features()));
        }
        return new ReferenceGame(model, chosen, members(), doubles(row(row)), against);
    }

    static double[] doubles(float[] x) {
        double[] y = new double[x.length];
        Arrays.setAll(y, i -> x[i]);
        return y;
    }
}

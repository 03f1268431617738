package io.lanescope.properties;

import java.util.Arrays;

import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;

/** Values of coalitions and what follows from them, in double, from the definitions alone. */
final class ReferenceGame {

    private final Mlp model;
    private final Target target;
    private final int[][] groups;
    private final double[] x;
    private final double[][] references;
    private double largest;

    ReferenceGame(Mlp model, Target target, int[][] groups, double[] x, double[][] references) {
        this.model = model;
        this.target = target;
        this.groups = groups;
        this.x = x;
        this.references = references;
    }

    /** The mean of f where the groups whose bits are set have the row's values. */
    double value(long coalition) {
        double sum = 0;
        for (double[] reference : references) {
            double[] mixed = reference.clone();
            for (int g = 0; g < groups.length; g++) {
                if ((coalition >> g & 1) == 1) {
                    for (int j : groups[g]) {
                        mixed[j] = x[j];
                    }
                }
            }
            double f = ReferenceExplanations.value(model, target, mixed);
            largest = Math.max(largest, Math.abs(f));
            sum += f;
        }
        return sum / references.length;
    }

    /** {@code φᵢ = Σ_{S∌i} |S|!·(M − |S| − 1)!/M! · (v(S ∪ i) − v(S))}. */
    double[] shapley() {
        int m = groups.length;
        double[] values = new double[1 << m];
        Arrays.setAll(values, this::value);
        double[] phi = new double[m];
        for (int i = 0; i < m; i++) {
            for (int s = 0; s < values.length; s++) {
                if ((s >> i & 1) == 0) {
                    int size = Integer.bitCount(s);
                    double weight = factorial(size) * factorial(m - size - 1) / factorial(m);
                    phi[i] += weight * (values[s | 1 << i] - values[s]);
                }
            }
        }
        return phi;
    }

    /** The mean of what each group's arrival changes, over all orders of arrival. */
    double[] orders() {
        double[] phi = new double[groups.length];
        arrive(0, 0, phi);
        Arrays.setAll(phi, i -> phi[i] / factorial(groups.length));
        return phi;
    }

    private void arrive(long present, int count, double[] phi) {
        for (int i = 0; i < groups.length; i++) {
            long joined = present | 1L << i;
            if (joined != present) {
                phi[i] += factorial(groups.length - count - 1) * (value(joined) - value(present));
                arrive(joined, count + 1, phi);
            }
        }
    }

    /** {@code φᵢ = v(N) − v(N ∖ i)}. */
    double[] ablation() {
        long all = (1L << groups.length) - 1;
        double[] phi = new double[groups.length];
        Arrays.setAll(phi, i -> value(all) - value(all & ~(1L << i)));
        return phi;
    }

    private static double factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }

    /** The largest |f| that any value so far was made of: what the rounding of a float is a share of. */
    double largest() {
        return largest;
    }
}

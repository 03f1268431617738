package io.lanescope.properties.kernel;

/** The canonical order of reductions, as the documentation words it. */
final class CanonicalOrder {

    private CanonicalOrder() {}

    /** What element i does to its lane. */
    interface FloatStep {
        float apply(int i, float s);
    }

    /** What element i does to its lane. */
    interface DoubleStep {
        double apply(int i, double s);
    }

    static float reduce(int n, FloatStep step) {
        float[] s = new float[64];
        for (int i = 0; i < n; i++) {
            s[i % 64] = step.apply(i, s[i % 64]);
        }
        for (int w = 32; w >= 1; w /= 2) {
            for (int l = 0; l < w; l++) {
                s[l] += s[l + w];
            }
        }
        return s[0];
    }

    static double reduceDoubles(int n, DoubleStep step) {
        double[] s = new double[32];
        for (int i = 0; i < n; i++) {
            s[i % 32] = step.apply(i, s[i % 32]);
        }
        for (int w = 16; w >= 1; w /= 2) {
            for (int l = 0; l < w; l++) {
                s[l] += s[l + w];
            }
        }
        return s[0];
    }
}

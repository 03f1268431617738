package io.lanescope.explain.lrp;

import java.util.Arrays;
import java.util.List;

import io.lanescope.explain.InputBounds;
import io.lanescope.nn.Dense;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.PackedMatrix;
import io.lanescope.simd.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * One layer's relevance rule, as a sum of terms {@code factor · φ ∘ (M · s)} with {@code s = R / (φ·M + b ± ε)}: what
 * differs between the rules is the matrix M made from the weights, and what φ makes of the layer's inputs.
 */
final class LrpLayer {

    /** What the rows of M are multiplied with. */
    private enum Inputs {
        /** {@code [a]}: and M is W itself, so that the denominators are the pre-activations. */
        UNCHANGED,
        /** {@code [a]}. */
        PLAIN,
        /** {@code [a⁺, a⁻]}. */
        SIGNED,
        /** {@code [a − l, a − h]}. */
        BOXED,
        /** {@code [1]}. */
        ONES
    }

    /**
     * One term of a rule.
     *
     * @param factor    how often it counts
     * @param inputs    φ
     * @param matrix    M
     * @param transpose its transpose
     * @param bias      adds b
     */
    private record Term(float factor, Inputs inputs, PackedMatrix matrix, PackedMatrix transpose,
            Epilogue.Bias bias) {

        static Term of(float factor, Inputs inputs, float[] matrix, float[] bias) {
            int out = bias.length;
            int rows = matrix.length / out;
            return new Term(factor, inputs, PackedMatrix.of(rows, out, matrix, 0, out, false),
                    PackedMatrix.of(out, rows, matrix, 0, out, true), new Epilogue.Bias(bias, 0));
        }
    }

    private final int in;
    private final int out;
    private final float epsilon;
    private final boolean spreadBias;
    private final List<Term> terms;
    private final @Nullable InputBounds bounds;
    private final MatMul matMul = new MatMul();
    /** {@code [rows, out]}: denominators, and then {@code s}. */
    private final float[] quotients;
    /** {@code [rows, columns of φ]}. */
    private final float[] phi;
    private final float[] arriving;

    private LrpLayer(Dense layer, float epsilon, boolean spreadBias, List<Term> terms, @Nullable InputBounds bounds,
            int capacity) {
        in = layer.in();
        out = layer.out();
        this.epsilon = epsilon;
        this.spreadBias = spreadBias;
        this.terms = terms;
        this.bounds = bounds;
        int columns = terms.stream().mapToInt(term -> term.matrix().rows()).max().orElseThrow();
        quotients = new float[Math.multiplyExact(capacity, out)];
        phi = new float[Math.multiplyExact(capacity, columns)];
        arriving = new float[phi.length];
    }

    /** Prepares a layer for blocks of up to {@code capacity} rows. */
    static LrpLayer of(Dense layer, LrpRule rule, Scaler scaler, boolean spreadBias, int capacity) {
        float[] w = layer.weights();
        float[] b = layer.bias();
        float epsilon = rule instanceof LrpRule.Epsilon(float e) ? e : 0;
        InputBounds bounds = rule instanceof LrpRule.ZBox(InputBounds box) ? box.scaled(scaler) : null;
        List<Term> terms = switch (rule) {
            case LrpRule.Zero _,LrpRule.Epsilon _ -> List.of(
                    new Term(1, Inputs.UNCHANGED, layer.packed(), layer.packedTranspose(),
                            new Epilogue.Bias(b, 0)));
            case LrpRule.Gamma(float gamma) ->
                List.of(Term.of(1, Inputs.PLAIN, favoured(w, gamma), favoured(b, gamma)));
            case LrpRule.ZPlus _ -> List.of(Term.of(1, Inputs.PLAIN, part(w, 1), part(b, 1)));
            case LrpRule.AlphaBeta(float alpha, float beta) -> signed(alpha, beta, w, b);
            case LrpRule.WSquare _ -> List.of(Term.of(1, Inputs.ONES, squares(w), new float[b.length]));
            case LrpRule.Flat _ -> List.of(Term.of(1, Inputs.ONES, ones(w.length), new float[b.length]));
            case LrpRule.ZBox _ -> List.of(
                    Term.of(1, Inputs.BOXED, stack(part(w, 1), part(w, -1)), new float[b.length]));
            case LrpRule.Preset _ -> throw new IllegalArgumentException("a preset is no rule of a single layer");
        };
        return new LrpLayer(layer, epsilon, spreadBias, terms, bounds, capacity);
    }

    private static List<Term> signed(float alpha, float beta, float[] w, float[] b) {
        Term positive = Term.of(alpha, Inputs.SIGNED, stack(part(w, 1), part(w, -1)), part(b, 1));
        return beta == 0
                ? List.of(positive)
                : List.of(positive, Term.of(-beta, Inputs.SIGNED, stack(part(w, -1), part(w, 1)), part(b, -1)));
    }

    /** Hands the relevance at the layer's pre-activations z down to its inputs a. */
    void propagate(float[] a, float[] z, float[] relevance, int rows, float[] lower, int lowerOffset) {
        Arrays.fill(lower, lowerOffset, lowerOffset + rows * in, 0);
        for (Term term : terms) {
            int columns = term.matrix().rows();
            float[] inputs = inputs(term, a, rows);
            if (term.inputs() == Inputs.UNCHANGED) {
                System.arraycopy(z, 0, quotients, 0, rows * out);
            } else {
                matMul.multiply(rows, 1, inputs, 0, columns, false, term.matrix(), 0, quotients, 0, out, term.bias());
            }
            divide(relevance, rows);
            matMul.multiply(rows, 1, quotients, 0, out, false, term.transpose(), 0, arriving, 0, columns,
                    Epilogue.NONE);
            for (int r = 0; r < rows; r++) {
                int to = lowerOffset + r * in;
                Vectors.scale(term.factor(), arriving, r * columns, arriving, r * columns, columns);
                for (int copy = r * columns; copy < (r + 1) * columns; copy += in) {
                    Vectors.fma(inputs, copy, arriving, copy, lower, to, in);
                }
                if (spreadBias) {
                    spread(term, r, lower, to);
                }
            }
        }
    }

    /** {@code [rows, out]}: s of the last propagation, where the rule has one term. */
    float[] quotients() {
        return quotients;
    }

    /** Denominators become {@code R / (denominator ± ε)}; what cannot be divided is dropped. */
    private void divide(float[] relevance, int rows) {
        for (int i = 0; i < rows * out; i++) {
            float denominator = quotients[i] + (quotients[i] >= 0 ? epsilon : -epsilon);
            float quotient = relevance[i] / denominator;
            quotients[i] = Math.abs(quotient) <= Float.MAX_VALUE ? quotient : 0;
        }
    }

    private void spread(Term term, int r, float[] lower, int to) {
        float share = term.factor() * Vectors.dot(term.bias().bias(), 0, quotients, r * out, out) / in;
        for (int j = 0; j < in; j++) {
            lower[to + j] += share;
        }
    }

    private float[] inputs(Term term, float[] a, int rows) {
        switch (term.inputs()) {
            case UNCHANGED, PLAIN -> {
                return a;
            }
            case ONES -> Arrays.fill(phi, 0, rows * in, 1);
            case SIGNED -> {
                for (int r = 0; r < rows; r++) {
                    for (int j = 0; j < in; j++) {
                        phi[2 * r * in + j] = Math.max(a[r * in + j], 0);
                        phi[(2 * r + 1) * in + j] = Math.min(a[r * in + j], 0);
                    }
                }
            }
            case BOXED -> box(a, rows);
        }
        return phi;
    }

    private void box(float[] a, int rows) {
        if (bounds == null) {
            throw new IllegalStateException("no bounds");
        }
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < in; j++) {
                phi[2 * r * in + j] = a[r * in + j] - bounds.low()[j];
                phi[(2 * r + 1) * in + j] = a[r * in + j] - bounds.high()[j];
            }
        }
    }

    private static float[] part(float[] w, int sign) {
        float[] part = new float[w.length];
        for (int i = 0; i < w.length; i++) {
            part[i] = sign > 0 ? Math.max(w[i], 0) : Math.min(w[i], 0);
        }
        return part;
    }

    private static float[] favoured(float[] w, float gamma) {
        float[] favoured = new float[w.length];
        for (int i = 0; i < w.length; i++) {
            favoured[i] = w[i] + gamma * Math.max(w[i], 0);
        }
        return favoured;
    }

    private static float[] squares(float[] w) {
        float[] squares = new float[w.length];
        Vectors.multiply(w, 0, w, 0, squares, 0, w.length);
        return squares;
    }

    private static float[] ones(int n) {
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static float[] stack(float[] upper, float[] lower) {
        float[] stacked = Arrays.copyOf(upper, upper.length + lower.length);
        System.arraycopy(lower, 0, stacked, upper.length, lower.length);
        return stacked;
    }
}

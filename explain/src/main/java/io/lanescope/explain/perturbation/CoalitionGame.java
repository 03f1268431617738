package io.lanescope.explain.perturbation;

import java.util.Arrays;

import io.lanescope.explain.Reference;
import io.lanescope.explain.Rows;
import io.lanescope.explain.Target;
import io.lanescope.explain.pass.Passes;
import io.lanescope.explain.pass.TargetGradient;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Vectors;

/**
 * One thread's values of coalitions: {@code v(S) = mean over b of f(x_S, b_{N∖S})}, where b runs over the rows of the
 * reference.
 *
 * <p>The first layer is affine. With {@code D(y) = (y − b₀)·W}, split by players, its pre-activations are
 * {@code z(S, b) = Σ_{i∈S} Dᵢ(x) + (z(b) − Σ_{i∈S} Dᵢ(b))}: one sum for each coalition and row, and one for each
 * coalition and reference row, which all rows share. A coalition therefore costs no pass through the first layer.
 */
final class CoalitionGame {

    /** How many rows at most share what depends on the reference alone. */
    static final int ROWS = 16;

    /** Their first pre-activations are to stay in the L2 cache. */
    private static final int L2_FLOATS = 1 << 17;

    private static final int POINTS = UpperLayers.POINTS;

    private final Mlp model;
    private final TargetGradient target;
    private final UpperLayers upperLayers;
    private final Passes passes;
    private final int width;
    private final int features;
    private final int[][] groups;
    /** {@code [references, features]}, scaled, and their first pre-activations. */
    private final int references;
    private final float[] scaledReference;
    private final float[] referenceZ;
    /** {@code [references, outputs]}. */
    private final float[] referenceLogits;
    /** For each feature, whether it has the same value in all reference rows, and whether the network looks at it. */
    private final boolean[] constant;
    private final boolean[] used;
    private final float[] reference;

    private final float[] scaled;
    private final float[] rowZ;
    /** The groups that play, in rising order. */
    private final int[] players;
    private int playing;
    /** {@code [rowsAtOnce, playing + 1, width]}; the last row of each is what all features change together. */
    private float[] changes = {};
    private float[] referenceChange = {};
    /** {@code [rowsAtOnce, POINTS, width]} and {@code [POINTS, width]}, or with the last two exchanged. */
    private final float[] sums;
    private final float[] shared;
    private final float[] scratch;
    private final double[] values = new double[ROWS * POINTS];

    CoalitionGame(Mlp model, Target target, Reference against, int[][] groups) {
        this.model = model;
        this.target = TargetGradient.of(model, target);
        this.groups = groups;
        upperLayers = UpperLayers.of(model, this.target);
        passes = new Passes(model, ROWS);
        width = passes.width();
        features = model.inputs();
        reference = against.toRows(features);
        references = reference.length / features;
        scaledReference = new float[reference.length];
        model.scaler().apply(reference, 0, scaledReference, 0, references);
        referenceZ = new float[references * width];
        referenceLogits = new float[references * model.outputs()];
        for (int b = 0; b < references; b += ROWS) {
            int count = Math.min(ROWS, references - b);
            passes.preActivate(reference, b * features, count, passes.start(), 0);
            System.arraycopy(passes.start(), 0, referenceZ, b * width, count * width);
            passes.forward(count);
            System.arraycopy(passes.logits(), 0, referenceLogits, b * model.outputs(), count * model.outputs());
        }
        constant = new boolean[features];
        used = new boolean[features];
        inspectFeatures();
        scaled = new float[ROWS * features];
        rowZ = new float[ROWS * width];
        players = new int[groups.length];
        sums = new float[rowsAtOnce() * width * POINTS];
        shared = new float[width * POINTS];
        scratch = new float[upperLayers.inColumns() ? shared.length : 0];
    }

    /** How many rows can be played together. */
    int rowsAtOnce() {
        return Math.clamp(L2_FLOATS / (width * POINTS), 1, ROWS);
    }

    private void inspectFeatures() {
        float[] weights = model.layers().getFirst().weights();
        Arrays.fill(constant, true);
        for (int j = 0; j < features; j++) {
            for (int h = 0; h < width && !used[j]; h++) {
                used[j] = weights[j * width + h] != 0;
            }
            for (int b = 1; b < references && constant[j]; b++) {
                constant[j] = reference[b * features + j] == reference[j];
            }
        }
    }

    /** Whether a group can change anything for a row. */
    private boolean matters(int group, float[] x, int row) {
        for (int j : groups[group]) {
            if (used[j] && !(constant[j] && x[row * features + j] == reference[j])) {
                return true;
            }
        }
        return false;
    }

    /** Lets all groups play. */
    void everyonePlays() {
        playing = groups.length;
        Arrays.setAll(players, i -> i);
    }

    /**
     * Lets those groups play that can change anything for a row, and nobody else.
     *
     * @return how many following rows, this one included and at most {@code limit}, have the same players
     */
    int choosePlayers(float[] x, int row, int limit) {
        playing = 0;
        for (int g = 0; g < groups.length; g++) {
            if (matters(g, x, row)) {
                players[playing++] = g;
            }
        }
        int same = 1;
        while (same < limit && samePlayers(x, row + same)) {
            same++;
        }
        return same;
    }

    private boolean samePlayers(float[] x, int row) {
        int next = 0;
        for (int g = 0; g < groups.length; g++) {
            boolean plays = next < playing && players[next] == g;
            if (matters(g, x, row) != plays) {
                return false;
            }
            next += plays ? 1 : 0;
        }
        return true;
    }

    int playing() {
        return playing;
    }

    /** The group that a player stands for. */
    int group(int player) {
        return players[player];
    }

    /** Finds each row's output to explain, {@code f(x)}, and f's mean over the reference. */
    void evaluateEnds(Rows rows, int first, int count) {
        passes.preActivate(rows.x(), first * features, count, passes.start(), 0);
        System.arraycopy(passes.start(), 0, rowZ, 0, count * width);
        passes.forward(count);
        for (int r = 0; r < count; r++) {
            int output = target.resolve(passes.logits(), r);
            rows.outputs()[first + r] = output;
            rows.value()[first + r] = target.value(passes.logits(), r, output);
            double sum = 0;
            for (int b = 0; b < references; b++) {
                sum += target.value(referenceLogits, b, output);
            }
            rows.baseValue()[first + r] = (float) (sum / references);
        }
    }

    /** Gives coalitions their values, for rows whose ends were evaluated just before. */
    void play(Coalitions coalitions, Rows rows, int first, int count) {
        int stride = (playing + 1) * width;
        changes = changes.length < count * stride ? new float[rowsAtOnce() * stride] : changes;
        referenceChange = referenceChange.length < stride ? new float[stride] : referenceChange;
        model.scaler().apply(rows.x(), first * features, scaled, 0, count);
        change(scaled, 0, rowZ, 0, count, changes);
        coalitions.begin(count);
        int size = coalitions.size();
        for (int from = 0; from < size; from += POINTS) {
            int block = Math.min(POINTS, size - from);
            for (int r = 0; r < count; r++) {
                sum(coalitions, changes, r * stride, from, block, sums, r * width * POINTS);
            }
            Arrays.fill(values, 0, count * POINTS, 0);
            for (int b = 0; b < references; b++) {
                share(coalitions, b, from, block);
                upperLayers.add(sums, shared, count, block, rows.outputs(), first, values);
            }
            upperLayers.finish(rows.outputs(), first, values);
            for (int i = 0; i < count * POINTS; i++) {
                values[i] /= references;
            }
            coalitions.take(from, block, values, count);
        }
    }

    /** What each player, and all features together, change against the first reference row, for some rows y. */
    private void change(float[] y, int at, float[] z, int zAt, int count, float[] into) {
        float[] weights = model.layers().getFirst().weights();
        int stride = (playing + 1) * width;
        Arrays.fill(into, 0, count * stride, 0);
        for (int p = 0; p < playing; p++) {
            for (int j : groups[players[p]]) {
                for (int r = 0; r < count; r++) {
                    float delta = y[at + r * features + j] - scaledReference[j];
                    if (delta != 0) {
                        Vectors.axpy(delta, weights, j * width, into, r * stride + p * width, width);
                    }
                }
            }
        }
        for (int r = 0; r < count; r++) {
            for (int h = 0; h < width; h++) {
                into[r * stride + playing * width + h] = z[zAt + r * width + h] - referenceZ[h];
            }
        }
    }

    /** The part of a block's pre-activations that depends on the reference row alone. */
    private void share(Coalitions coalitions, int b, int from, int block) {
        if (b == 0) {
            Arrays.fill(shared, 0);
        } else {
            change(scaledReference, b * features, referenceZ, b * width, 1, referenceChange);
            sum(coalitions, referenceChange, 0, from, block, shared, 0);
        }
        if (upperLayers.inColumns()) {
            for (int h = 0; h < width; h++) {
                float z = referenceZ[b * width + h];
                for (int i = h * POINTS; i < h * POINTS + block; i++) {
                    shared[i] = z - shared[i];
                }
            }
        } else {
            for (int c = 0; c < block; c++) {
                for (int h = 0; h < width; h++) {
                    shared[c * width + h] = referenceZ[b * width + h] - shared[c * width + h];
                }
            }
        }
    }

    private void sum(Coalitions coalitions, float[] change, int at, int from, int block, float[] into, int intoAt) {
        if (upperLayers.inColumns()) {
            coalitions.sumColumns(change, at, width, from, block, into, intoAt, scratch);
        } else {
            coalitions.sum(change, at, width, from, block, into, intoAt);
        }
    }
}

package io.lanescope.explain.actions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Maps;
import io.lanescope.simd.Team;

/**
 * What a hidden unit does on some rows.
 *
 * @param layer    its layer, from 0
 * @param unit     its number in the layer
 * @param least    its smallest activation
 * @param greatest its largest activation
 * @param mean     its mean activation, summed in double
 * @param flat     the share of rows on which its activation hardly follows its input: the slope is below 0.01
 * @param heard    whether any way of weights other than 0 leads from it to an output
 */
public record HiddenUnit(int layer, int unit, float least, float greatest, double mean, double flat, boolean heard) {

    private static final float FLAT_SLOPE = 0.01f;

    private static final double SATURATED_SHARE = 0.95;

    /** What is to be thought of a unit. */
    public enum State {
        /** It says something. */
        ALIVE,
        /** It is flat on at least 95 % of the rows, as a sigmoid far out, or a ReLU that is nearly always off. */
        SATURATED,
        /** Every way from it to an output goes through a weight of 0: its conductance is 0, whatever the rows. */
        UNHEARD,
        /** It says the same on every row. */
        CONSTANT,
        /** It is 0 on every row, as a ReLU that is always off. */
        DEAD
    }

    /**
     * What is to be thought of the unit.
     *
     * @return judged by the rows that it was seen on
     */
    public State state() {
        if (least == greatest) {
            return least == 0 ? State.DEAD : State.CONSTANT;
        }
        if (!heard) {
            return State.UNHEARD;
        }
        return flat >= SATURATED_SHARE ? State.SATURATED : State.ALIVE;
    }

    /**
     * Looks at every hidden unit of a model.
     *
     * @param model the network
     * @param data  the rows, whatever belongs to them
     * @param team  the threads
     * @return layer by layer
     * @throws IllegalArgumentException if the data does not fit the model, or has no row
     */
    public static List<HiddenUnit> of(Mlp model, Dataset data, Team team) {
        int hidden = model.layers().size() - 1;
        Tally[] tallies = new Tally[hidden];
        for (int l = 0; l < hidden; l++) {
            tallies[l] = new Tally(model.layers().get(l));
        }
        LossPasses passes = new LossPasses(model, data, team);
        passes.forward((first, rows) -> {
            for (int l = 0; l < hidden; l++) {
                tallies[l].see(passes.z(l), passes.a(l), rows);
            }
        });
        boolean[][] heard = heard(model.layers());
        List<HiddenUnit> units = new ArrayList<>();
        for (int l = 0; l < hidden; l++) {
            for (int k = 0; k < tallies[l].layer.out(); k++) {
                units.add(tallies[l].unit(l, k, data.rows(), heard[l][k]));
            }
        }
        return units;
    }

    /** Which units of each layer have a way to an output, from the top down. */
    private static boolean[][] heard(List<Dense> layers) {
        boolean[][] heard = new boolean[layers.size()][];
        heard[layers.size() - 1] = new boolean[layers.getLast().out()];
        Arrays.fill(heard[layers.size() - 1], true);
        for (int l = layers.size() - 2; l >= 0; l--) {
            Dense above = layers.get(l + 1);
            heard[l] = new boolean[above.in()];
            for (int i = 0; i < above.weights().length; i++) {
                heard[l][i / above.out()] |= above.weights()[i] != 0 && heard[l + 1][i % above.out()];
            }
        }
        return heard;
    }

    /** Counts over blocks of rows. */
    private static final class Tally {

        private final Dense layer;
        private final float[] least;
        private final float[] greatest;
        private final double[] sum;
        private final int[] flat;
        private final float[] slopes;

        Tally(Dense layer) {
            this.layer = layer;
            least = new float[layer.out()];
            greatest = new float[layer.out()];
            sum = new double[layer.out()];
            flat = new int[layer.out()];
            slopes = new float[LossPasses.BLOCK * layer.out()];
            Arrays.fill(least, Float.POSITIVE_INFINITY);
            Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
        }

        void see(float[] z, float[] a, int rows) {
            int width = layer.out();
            Arrays.fill(slopes, 0, rows * width, 1);
            Maps.multiplyByDerivative(layer.activation(), z, 0, slopes, 0, rows * width);
            for (int i = 0; i < rows * width; i++) {
                int k = i % width;
                least[k] = Math.min(least[k], a[i]);
                greatest[k] = Math.max(greatest[k], a[i]);
                sum[k] += a[i];
                flat[k] += Math.abs(slopes[i]) < FLAT_SLOPE ? 1 : 0;
            }
        }

        HiddenUnit unit(int l, int k, int rows, boolean heard) {
            return new HiddenUnit(l, k, least[k], greatest[k], sum[k] / rows, (double) flat[k] / rows, heard);
        }
    }
}

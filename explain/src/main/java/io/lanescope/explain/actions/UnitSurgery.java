package io.lanescope.explain.actions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Initializer;
import io.lanescope.nn.Mlp;

/** Takes hidden units out of a model, or gives them a new start. */
public final class UnitSurgery {

    private UnitSurgery() {}

    /**
     * Removes units; what each one said on average, {@code mean · w}, goes into the next layer's bias. So a dead or unheard unit
     * leaves every output of the rows that it was seen on as it was, bit for bit, and a constant one up to rounding. A
     * layer keeps at least one unit: of a layer that would lose all, the last one named stays.
     *
     * @param model the network
     * @param units which ones, each at most once
     * @return the smaller network
     * @throws IllegalArgumentException if there is no such unit, or it is named twice
     */
    public static Mlp remove(Mlp model, Collection<HiddenUnit> units) {
        List<Dense> layers = new ArrayList<>(model.layers());
        for (int l = 0; l < layers.size() - 1; l++) {
            int layer = l;
            List<HiddenUnit> gone = new ArrayList<>(units.stream().filter(unit -> unit.layer() == layer).toList());
            boolean[] keep = kept(layers.get(l).out(), gone);
            Dense lower = layers.get(l);
            Dense upper = layers.get(l + 1);
            layers.set(l, columns(lower, keep));
            layers.set(l + 1, rows(upper, keep, gone));
        }
        checkLayers(model, units);
        return model.withLayers(layers);
    }

    /**
     * Gives units a new start: fresh random weights in, bias 0, and weights of 0 out, while what they said on average goes
     * into the next layer's bias. The outputs are those of {@link #remove}, but training can make use of the units again.
     *
     * @param model the network
     * @param units which ones, each at most once
     * @param seed  decides the weights
     * @return a network of the same shape
     * @throws IllegalArgumentException if there is no such unit, or it is named twice
     */
    public static Mlp reset(Mlp model, Collection<HiddenUnit> units, long seed) {
        checkLayers(model, units);
        List<Dense> layers = new ArrayList<>(model.layers());
        SplittableRandom random = new SplittableRandom(seed);
        for (int l = 0; l < layers.size() - 1; l++) {
            int layer = l;
            List<HiddenUnit> restarted = units.stream().filter(unit -> unit.layer() == layer).toList();
            kept(layers.get(l).out(), new ArrayList<>(restarted));
            Dense lower = layers.get(l);
            Dense upper = layers.get(l + 1);
            float[] in = lower.weights().clone();
            float[] bias = lower.bias().clone();
            float[] out = upper.weights().clone();
            float[] fresh = new float[lower.in()];
            for (HiddenUnit unit : restarted) {
                Initializer.HE_UNIFORM.fill(random, lower.in(), 1, fresh, 0);
                for (int i = 0; i < fresh.length; i++) {
                    in[i * lower.out() + unit.unit()] = fresh[i];
                }
                bias[unit.unit()] = 0;
                Arrays.fill(out, unit.unit() * upper.out(), (unit.unit() + 1) * upper.out(), 0);
            }
            layers.set(l, new Dense(lower.in(), lower.out(), in, bias, lower.activation()));
            layers.set(l + 1, new Dense(upper.in(), upper.out(), out, folded(upper, restarted), upper.activation()));
        }
        return model.withLayers(layers);
    }

    private static void checkLayers(Mlp model, Collection<HiddenUnit> units) {
        for (HiddenUnit unit : units) {
            if (unit.layer() < 0 || unit.layer() >= model.layers().size() - 1) {
                throw new IllegalArgumentException("layer " + unit.layer() + " is no hidden layer: the model has "
                        + (model.layers().size() - 1) + " of them");
            }
        }
    }

    private static boolean[] kept(int width, List<HiddenUnit> gone) {
        boolean[] keep = new boolean[width];
        Arrays.fill(keep, true);
        for (HiddenUnit unit : gone) {
            if (unit.unit() < 0 || unit.unit() >= width || !keep[unit.unit()]) {
                throw new IllegalArgumentException("unit " + unit.unit() + " of layer " + unit.layer()
                        + " does not exist or is named twice");
            }
            keep[unit.unit()] = false;
        }
        if (gone.size() == width) {
            keep[gone.removeLast().unit()] = true;
        }
        return keep;
    }

    private static Dense columns(Dense layer, boolean[] keep) {
        int[] kept = indices(keep);
        float[] weights = new float[layer.in() * kept.length];
        float[] bias = new float[kept.length];
        for (int k = 0; k < kept.length; k++) {
            for (int i = 0; i < layer.in(); i++) {
                weights[i * kept.length + k] = layer.weights()[i * layer.out() + kept[k]];
            }
            bias[k] = layer.bias()[kept[k]];
        }
        return new Dense(layer.in(), kept.length, weights, bias, layer.activation());
    }

    private static Dense rows(Dense layer, boolean[] keep, List<HiddenUnit> gone) {
        int[] kept = indices(keep);
        float[] weights = new float[kept.length * layer.out()];
        for (int k = 0; k < kept.length; k++) {
            System.arraycopy(layer.weights(), kept[k] * layer.out(), weights, k * layer.out(), layer.out());
        }
        return new Dense(kept.length, layer.out(), weights, folded(layer, gone), layer.activation());
    }

    private static float[] folded(Dense layer, List<HiddenUnit> gone) {
        float[] bias = new float[layer.out()];
        for (int j = 0; j < bias.length; j++) {
            double sum = layer.bias()[j];
            for (HiddenUnit unit : gone) {
                sum += unit.mean() * layer.weights()[unit.unit() * layer.out() + j];
            }
            bias[j] = (float) sum;
        }
        return bias;
    }

    private static int[] indices(boolean[] keep) {
        int[] indices = new int[keep.length];
        int n = 0;
        for (int k = 0; k < keep.length; k++) {
            if (keep[k]) {
                indices[n++] = k;
            }
        }
        return Arrays.copyOf(indices, n);
    }
}

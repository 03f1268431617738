package io.lanescope.nn.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.data.Scaler;

/** Puts the inputs and outputs of a model into the order of the features and classes of other data. */
final class NameMatching {

    private NameMatching() {}

    /**
     * A model that computes the same of data in another order; only its output names stay. Where the names have none in
     * common with the model's, or are not as many, they are taken for other words for its own, in its order.
     *
     * @param model    a model of as many inputs
     * @param features the names in the other order
     * @param outputs  the names in the other order
     * @throws IllegalArgumentException if some names are the model's and others are not
     */
    static Mlp match(Mlp model, List<String> features, List<String> outputs) {
        int[] inputOrder = order("feature", model.featureNames(), features);
        int[] outputOrder = order("class", model.outputNames(), outputs);
        List<Dense> layers = new ArrayList<>(model.layers());
        layers.set(0, withInputs(layers.getFirst(), inputOrder));
        int last = layers.size() - 1;
        if (model.task() != Task.BINARY) {
            layers.set(last, withOutputs(layers.get(last), outputOrder));
        } else if (outputOrder[0] == 1) {
            layers.set(last, negative(layers.get(last)));
        }
        Scaler scaler = model.scaler();
        return new Mlp(layers, model.outputFunction(), model.task(),
                new Scaler(pick(scaler.shift(), inputOrder), pick(scaler.scale(), inputOrder)), features,
                model.outputNames());
    }

    /** For each name which of the model's it is. */
    private static int[] order(String what, List<String> models, List<String> names) {
        int[] order = new int[models.size()];
        boolean others = models.size() != names.size() || Collections.disjoint(models, names);
        for (int i = 0; i < order.length; i++) {
            order[i] = others ? i : models.indexOf(names.get(i));
            if (order[i] < 0) {
                throw new IllegalArgumentException("the model to start from has no " + what + " named "
                        + InputException.quote(names.get(i)) + ", though it has others of the data");
            }
        }
        return order;
    }

    private static Dense withInputs(Dense layer, int[] order) {
        float[] weights = new float[layer.weights().length];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(layer.weights(), order[i] * layer.out(), weights, i * layer.out(), layer.out());
        }
        return new Dense(layer.in(), layer.out(), weights, layer.bias(), layer.activation());
    }

    private static Dense withOutputs(Dense layer, int[] order) {
        float[] weights = new float[layer.weights().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = layer.weights()[i / layer.out() * layer.out() + order[i % layer.out()]];
        }
        return new Dense(layer.in(), layer.out(), weights, pick(layer.bias(), order), layer.activation());
    }

    /** A logit for the other of two classes. */
    private static Dense negative(Dense layer) {
        float[] weights = layer.weights().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = -weights[i];
        }
        return new Dense(layer.in(), 1, weights, new float[]{-layer.bias()[0]}, layer.activation());
    }

    private static float[] pick(float[] from, int[] order) {
        float[] picked = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            picked[i] = from[order[i]];
        }
        return picked;
    }
}

package io.lanescope.explain.actions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.Maps;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.Team;
import io.lanescope.simd.Updates;
import io.lanescope.simd.Vectors;

/**
 * Trains a classifier on while it is kept from looking at features that must not matter (right for the right reasons; Ross,
 * Hughes and Doshi-Velez, 2017, arXiv 1703.03717): the loss of a row is its cross-entropy plus
 * {@code λ Σⱼ (Aⱼ · ∂/∂xⱼ Σ_c log p_c)²}, with A 1 for those features, 0 for the others, and x as the network sees it,
 * behind the scaler. With Adam, in shuffled batches.
 *
 * <p>The penalty's own gradient goes forward along the penalised direction {@code v = 2λ A ∘ ∂s/∂x} and back again: with
 * tangents {@code ȧ, ż} and their adjoints, {@code ∂W = aᵀα + ȧᵀβ}. That is exact where the slopes of the activations do
 * not change, so for the ReLU family only.
 *
 * @param lambda       λ, how much the penalty counts, not negative
 * @param epochs       passes over the rows, at least 1
 * @param batchSize    rows a step, at least 1
 * @param learningRate of Adam, positive
 * @param seed         decides the order of the rows
 */
public record RightReasons(double lambda, int epochs, int batchSize, double learningRate, long seed) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public RightReasons {
        if (!(lambda >= 0 && Double.isFinite(lambda) && learningRate > 0 && Double.isFinite(learningRate))
                || epochs < 1 || batchSize < 1) {
            throw new IllegalArgumentException("lambda must not be negative, the learning rate positive, and there must"
                    + " be an epoch and a row a batch");
        }
    }

    /**
     * Trains on.
     *
     * @param model  a classifier of several logits, of the ReLU family
     * @param data   rows with their classes
     * @param barred {@code [features]}: which features must not matter
     * @param team   the threads
     * @return the changed model
     * @throws IllegalArgumentException if the model is of another kind, or the data or the features do not fit it
     */
    public Mlp train(Mlp model, Dataset data, boolean[] barred, Team team) {
        if (model.task() != Task.MULTICLASS || !(data.target() instanceof Dataset.Classes classes)
                || classes.names().size() != model.outputs() || data.columns() != model.inputs()
                || barred.length != model.inputs() || data.rows() == 0) {
            throw new IllegalArgumentException(
                    "this needs a classifier of several logits, rows with its classes, and a mark for each feature");
        }
        for (Dense layer : model.layers()) {
            switch (layer.activation()) {
                case Activation.Identity _,Activation.Relu _,Activation.LeakyRelu _ -> {
                }
                default -> throw new IllegalArgumentException(
                        "this is for networks of the ReLU family, whose slopes do not change");
            }
        }
        Run run = new Run(model, barred, Math.min(batchSize, data.rows()), team);
        SplittableRandom random = new SplittableRandom(seed);
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] order = Deal.of(data.rows(), 1, random.nextLong()).order();
            for (int first = 0; first < order.length; first += run.capacity) {
                int rows = Math.min(run.capacity, order.length - first);
                run.load(data, classes.labels(), order, first, rows);
                run.step(rows);
            }
        }
        return model.withLayers(run.layers());
    }

    /** One training. Index l of x, t, alpha and beta is what layer l is fed; of z, what it computes before f. */
    private final class Run {

        private final Mlp model;
        private final boolean[] barred;
        private final int capacity;
        private final MatMul matMul;
        private final List<Dense> layers;
        private final int depth;
        private final float[][] weights;
        private final float[][] gradients;
        private final float[][] firstMoments;
        private final float[][] secondMoments;
        private final float[][] x;
        private final float[][] z;
        private final float[][] tangents;
        private final float[][] zTangents;
        private final float[][] alpha;
        private final float[][] beta;
        private final int[] labels;
        private long steps;

        Run(Mlp model, boolean[] barred, int capacity, Team team) {
            this.model = model;
            this.barred = barred;
            this.capacity = capacity;
            matMul = new MatMul(team);
            layers = model.layers();
            depth = layers.size();
            weights = new float[depth][];
            gradients = new float[depth][];
            firstMoments = new float[depth][];
            secondMoments = new float[depth][];
            x = new float[depth + 1][];
            z = new float[depth][];
            tangents = new float[depth + 1][];
            zTangents = new float[depth][];
            alpha = new float[depth + 1][];
            beta = new float[depth + 1][];
            labels = new int[capacity];
            for (int l = 0; l <= depth; l++) {
                int width = l == 0 ? model.inputs() : layers.get(l - 1).out();
                x[l] = new float[capacity * width];
                tangents[l] = new float[capacity * width];
                alpha[l] = new float[capacity * width];
                beta[l] = new float[capacity * width];
                if (l < depth) {
                    Dense layer = layers.get(l);
                    weights[l] = Arrays.copyOf(layer.weights(), layer.weights().length + layer.out());
                    System.arraycopy(layer.bias(), 0, weights[l], layer.weights().length, layer.out());
                    gradients[l] = new float[weights[l].length];
                    firstMoments[l] = new float[weights[l].length];
                    secondMoments[l] = new float[weights[l].length];
                    z[l] = new float[capacity * layer.out()];
                    zTangents[l] = new float[capacity * layer.out()];
                }
            }
        }

        void load(Dataset data, int[] classes, int[] order, int first, int rows) {
            for (int r = 0; r < rows; r++) {
                int row = order[first + r];
                model.scaler().apply(data.features(), row * data.columns(), x[0], r * data.columns(), 1);
                labels[r] = classes[row];
            }
        }

        void step(int rows) {
            forward(rows);
            int outputs = model.outputs();
            float[] p = new float[rows * outputs];
            Maps.softmax(rows, outputs, z[depth - 1], 0, outputs, p, 0, outputs);
            for (int i = 0; i < p.length; i++) {
                beta[depth][i] = 1 - outputs * p[i];
            }
            back(beta, rows);
            for (int i = 0; i < rows * barred.length; i++) {
                tangents[0][i] = barred[i % barred.length] ? (float) (2 * lambda / rows * beta[0][i]) : 0;
            }
            forwardTangents(rows);
            differentiate(p, rows);
            back(alpha, rows);
            steps++;
            for (int l = 0; l < depth; l++) {
                update(l, rows);
            }
        }

        private void forward(int rows) {
            for (int l = 0; l < depth; l++) {
                Dense layer = layers.get(l);
                matMul.multiply(rows, layer.out(), layer.in(), 1, x[l], 0, layer.in(), false, weights[l], 0,
                        layer.out(), false, 0, z[l], 0, layer.out(), new Epilogue.BiasActivation(weights[l],
                                layer.weights().length, layer.activation(), x[l + 1], 0, layer.out()));
            }
        }

        private void forwardTangents(int rows) {
            for (int l = 0; l < depth; l++) {
                Dense layer = layers.get(l);
                matMul.multiply(rows, layer.out(), layer.in(), 1, tangents[l], 0, layer.in(), false, weights[l], 0,
                        layer.out(), false, 0, zTangents[l], 0, layer.out(), Epilogue.NONE);
                System.arraycopy(zTangents[l], 0, tangents[l + 1], 0, rows * layer.out());
                Maps.multiplyByDerivative(layer.activation(), z[l], 0, tangents[l + 1], 0, rows * layer.out());
            }
        }

        /** The adjoints of the logits: of the mean cross-entropy, and of Σ_c log p_c along the tangent. */
        private void differentiate(float[] p, int rows) {
            int outputs = model.outputs();
            float[] along = zTangents[depth - 1];
            for (int r = 0; r < rows; r++) {
                float mean = Vectors.dot(p, r * outputs, along, r * outputs, outputs);
                for (int c = 0; c < outputs; c++) {
                    int i = r * outputs + c;
                    float loss = (p[i] - (c == labels[r] ? 1 : 0)) / rows;
                    alpha[depth][i] = loss - outputs * p[i] * (along[i] - mean);
                }
            }
        }

        /** From adjoints of the logits to those of each layer's pre-activations, one place lower than x has them. */
        private void back(float[][] adjoints, int rows) {
            for (int l = depth - 1; l >= 0; l--) {
                Dense layer = layers.get(l);
                matMul.multiply(rows, layer.in(), layer.out(), 1, adjoints[l + 1], 0, layer.out(), false, weights[l], 0,
                        layer.out(), true, 0, adjoints[l], 0, layer.in(), Epilogue.NONE);
                if (l > 0) {
                    Maps.multiplyByDerivative(layers.get(l - 1).activation(), z[l - 1], 0, adjoints[l], 0,
                            rows * layer.in());
                }
            }
        }

        private void update(int l, int rows) {
            Dense layer = layers.get(l);
            int in = layer.in();
            int out = layer.out();
            matMul.multiply(in, out, rows, 1, x[l], 0, in, true, alpha[l + 1], 0, out, false, 0, gradients[l], 0, out,
                    Epilogue.NONE);
            matMul.multiply(in, out, rows, 1, tangents[l], 0, in, true, beta[l + 1], 0, out, false, 1, gradients[l], 0,
                    out, Epilogue.NONE);
            Vectors.addRows(rows, out, alpha[l + 1], 0, out, gradients[l], in * out);
            Updates.adam(weights[l], gradients[l], firstMoments[l], secondMoments[l], 0, weights[l].length, steps,
                    learningRate, 0.9, 0.999, 1e-8, 0);
        }

        List<Dense> layers() {
            List<Dense> learned = new ArrayList<>();
            for (int l = 0; l < depth; l++) {
                Dense layer = layers.get(l);
                int size = layer.weights().length;
                learned.add(new Dense(layer.in(), layer.out(), Arrays.copyOf(weights[l], size),
                        Arrays.copyOfRange(weights[l], size, weights[l].length), layer.activation()));
            }
            return learned;
        }
    }
}

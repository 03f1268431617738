package io.lanescope.nn.train;

import io.lanescope.simd.Updates;
import io.lanescope.simd.Vectors;

/** An optimiser and what it remembers between steps: so many arrays as long as the parameters, and the number of steps. */
final class OptimizerState {

    private final Optimizer optimizer;
    private final float[][] memory;
    private long steps;

    OptimizerState(Optimizer optimizer, int size) {
        this.optimizer = optimizer;
        memory = new float[switch (optimizer) {
            case Optimizer.Sgd sgd -> sgd.momentum() == 0 ? 0 : 1;
            case Optimizer.Adagrad _,Optimizer.RmsProp _ -> 1;
            case Optimizer.Adam adam -> adam.amsgrad() ? 3 : 2;
            case Optimizer.AdamW _ -> 2;
        }][size];
    }

    float[][] memory() {
        return memory;
    }

    long steps() {
        return steps;
    }

    void restore(long steps) {
        this.steps = steps;
    }

    /**
     * One step.
     *
     * @param w      the parameters, changed
     * @param g      their gradients, changed by coupled weight decay
     * @param factor multiplies the learning rate
     */
    void step(float[] w, float[] g, double factor) {
        steps++;
        int n = w.length;
        double rate = optimizer.rate() * factor;
        switch (optimizer) {
            case Optimizer.Sgd sgd -> {
                decay(sgd.weightDecay(), w, g);
                if (sgd.momentum() == 0) {
                    Updates.sgd(w, g, 0, n, rate);
                } else if (sgd.nesterov()) {
                    Updates.nesterov(w, g, memory[0], 0, n, rate, sgd.momentum());
                } else {
                    Updates.momentum(w, g, memory[0], 0, n, rate, sgd.momentum());
                }
            }
            case Optimizer.Adagrad adagrad -> {
                decay(adagrad.weightDecay(), w, g);
                Updates.adagrad(w, g, memory[0], 0, n, rate, adagrad.epsilon());
            }
            case Optimizer.RmsProp prop -> {
                decay(prop.weightDecay(), w, g);
                Updates.rmsProp(w, g, memory[0], 0, n, rate, prop.alpha(), prop.epsilon());
            }
            case Optimizer.Adam adam -> {
                decay(adam.weightDecay(), w, g);
                if (adam.amsgrad()) {
                    Updates.amsGrad(w, g, memory[0], memory[1], memory[2], 0, n, steps, rate, adam.beta1(),
                            adam.beta2(), adam.epsilon(), 0);
                } else {
                    Updates.adam(w, g, memory[0], memory[1], 0, n, steps, rate, adam.beta1(), adam.beta2(),
                            adam.epsilon(), 0);
                }
            }
            case Optimizer.AdamW adam -> Updates.adam(w, g, memory[0], memory[1], 0, n, steps, rate, adam.beta1(),
                    adam.beta2(), adam.epsilon(), adam.weightDecay());
        }
    }

    private static void decay(double decay, float[] w, float[] g) {
        if (decay > 0) {
            Vectors.axpy((float) decay, w, 0, g, 0, w.length);
        }
    }
}

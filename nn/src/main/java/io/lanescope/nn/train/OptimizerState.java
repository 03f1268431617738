package io.lanescope.nn.train;

import io.lanescope.simd.Team;
import io.lanescope.simd.Updates;
import io.lanescope.simd.Vectors;

/** An optimiser and what it remembers between steps: so many arrays as long as the parameters, and the number of steps. */
final class OptimizerState implements Team.Job {

    /** Fewer parameters are updated before another thread has taken notice. */
    private static final int WORTH_SPLITTING = 1 << 13;

    /** Parts are whole cache lines. */
    private static final int LINE = 16;

    private final Optimizer optimizer;
    private final Team team;
    private final float[][] memory;
    private long steps;
    private float[] w = {};
    private float[] g = {};
    private double rate;
    private double momentum;

    OptimizerState(Optimizer optimizer, int size, Team team) {
        this.optimizer = optimizer;
        this.team = team;
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
     * @param w        the parameters, changed
     * @param g        their gradients, changed by coupled weight decay
     * @param factor   multiplies the learning rate
     * @param momentum takes the place of the optimiser's own
     */
    void step(float[] w, float[] g, double factor, double momentum) {
        steps++;
        this.w = w;
        this.g = g;
        rate = optimizer.rate() * factor;
        this.momentum = momentum;
        if (w.length >= WORTH_SPLITTING) {
            team.run(this);
        } else {
            run(0, 1);
        }
    }

    @Override
    public void run(int part, int parts) {
        int from = bound(part, parts);
        int n = bound(part + 1, parts) - from;
        switch (optimizer) {
            case Optimizer.Sgd sgd -> {
                decay(sgd.weightDecay(), from, n);
                if (sgd.momentum() == 0) {
                    Updates.sgd(w, g, from, n, rate);
                } else if (sgd.nesterov()) {
                    Updates.nesterov(w, g, memory[0], from, n, rate, momentum);
                } else {
                    Updates.momentum(w, g, memory[0], from, n, rate, momentum);
                }
            }
            case Optimizer.Adagrad adagrad -> {
                decay(adagrad.weightDecay(), from, n);
                Updates.adagrad(w, g, memory[0], from, n, rate, adagrad.epsilon());
            }
            case Optimizer.RmsProp prop -> {
                decay(prop.weightDecay(), from, n);
                Updates.rmsProp(w, g, memory[0], from, n, rate, prop.alpha(), prop.epsilon());
            }
            case Optimizer.Adam adam -> {
                decay(adam.weightDecay(), from, n);
                if (adam.amsgrad()) {
                    Updates.amsGrad(w, g, memory[0], memory[1], memory[2], from, n, steps, rate, momentum,
                            adam.beta2(), adam.epsilon(), 0);
                } else {
                    Updates.adam(w, g, memory[0], memory[1], from, n, steps, rate, momentum, adam.beta2(),
                            adam.epsilon(), 0);
                }
            }
            case Optimizer.AdamW adam -> Updates.adam(w, g, memory[0], memory[1], from, n, steps, rate, momentum,
                    adam.beta2(), adam.epsilon(), adam.weightDecay());
        }
    }

    private int bound(int part, int parts) {
        return part == parts ? w.length : (int) ((long) w.length * part / parts / LINE * LINE);
    }

    private void decay(double decay, int from, int n) {
        if (decay > 0) {
            Vectors.axpy((float) decay, w, from, g, from, n);
        }
    }
}

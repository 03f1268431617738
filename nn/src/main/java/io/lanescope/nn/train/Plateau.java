package io.lanescope.nn.train;

/** What {@link Schedule.ReduceOnPlateau} remembers between epochs. */
final class Plateau {

    private static final double THRESHOLD = 1e-4;

    private final Schedule schedule;
    private double best = Double.POSITIVE_INFINITY;
    private int waiting;
    private double factor = 1;

    Plateau(Schedule schedule) {
        this.schedule = schedule;
    }

    double factor() {
        return factor;
    }

    void epoch(double loss) {
        if (schedule instanceof Schedule.ReduceOnPlateau(int patience, double reduction)) {
            // as PyTorch: relative, so for a loss of 0 or less nothing but a smaller one is better
            if (loss < best * (1 - THRESHOLD)) {
                best = loss;
                waiting = 0;
            } else if (++waiting > patience) {
                factor *= reduction;
                waiting = 0;
            }
        }
    }

    /** The numbers it consists of. */
    double[] state() {
        return new double[]{best, waiting, factor};
    }

    void restore(double[] state) {
        best = state[0];
        waiting = (int) state[1];
        factor = state[2];
    }
}

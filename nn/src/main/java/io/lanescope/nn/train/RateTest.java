package io.lanescope.nn.train;

import java.util.ArrayList;
import java.util.List;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Team;

/**
 * A learning-rate range test (Smith, 2017): a network learns while the rate rises from step to step by the same factor. A good
 * rate is one where the loss falls fastest, well below that where it rises again.
 *
 * @param points     one for each step that was made, by rising rate
 * @param suggestion the rate where the smoothed loss fell most steeply over the logarithm of the rate
 */
public record RateTest(List<Point> points, double suggestion) {

    private static final double SMOOTHING = 0.9;
    private static final double TOO_LARGE = 4;

    /**
     * One step.
     *
     * @param rate the learning rate
     * @param loss the mean loss of its batch
     * @param mean an exponential mean of the losses so far, each counting 0.9 of the next, without bias towards 0
     */
    public record Point(double rate, double loss, double mean) {}

    /** Copies the points. */
    public RateTest {
        points = List.copyOf(points);
    }

    /**
     * Runs the test. It ends early when the smoothed loss has become four times the smallest, or is no longer finite.
     *
     * @param architecture the network's shape
     * @param data         what to learn from
     * @param options      how; epochs, schedule and the optimiser's rate do not matter
     * @param team         the threads
     * @param lowest       the first rate, positive
     * @param highest      the last rate, larger than the first
     * @param steps        how many steps, at least 3
     * @return what came of it
     * @throws IllegalArgumentException if a number is out of its range, or the parts do not fit together
     * @throws DivergenceException      if the loss is not finite from the start
     */
    public static RateTest run(Architecture architecture, Dataset data, TrainingOptions options, Team team,
            double lowest, double highest, int steps) {
        if (!(lowest > 0 && highest > lowest && Double.isFinite(highest)) || steps < 3) {
            throw new IllegalArgumentException("rates cannot rise from " + lowest + " to " + highest + " in " + steps
                    + " steps");
        }
        Learner learner = new Learner(architecture, data, options, team);
        List<Point> points = new ArrayList<>();
        double sum = 0;
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < steps; i++) {
            double rate = lowest * StrictMath.pow(highest / lowest, i / (steps - 1.0));
            double loss;
            try {
                loss = step(learner, i, options.optimizer(), rate);
            } catch (DivergenceException e) {
                if (points.isEmpty()) {
                    throw e;
                }
                break;
            }
            sum = SMOOTHING * sum + (1 - SMOOTHING) * loss;
            double mean = sum / (1 - StrictMath.pow(SMOOTHING, i + 1));
            points.add(new Point(rate, loss, mean));
            best = Math.min(best, mean);
            if (mean > TOO_LARGE * best) {
                break;
            }
        }
        return new RateTest(points, steepest(points));
    }

    private static double step(Learner learner, int number, Optimizer optimizer, double rate) {
        int perEpoch = learner.stepsPerEpoch();
        if (number % perEpoch == 0) {
            learner.begin(number / perEpoch + 1);
        }
        int first = number % perEpoch * learner.batchSize();
        int rows = Math.min(learner.batchSize(), learner.rows() - first);
        double sum = learner.step(first, rows, rate / optimizer.rate(), optimizer.momentum());
        return sum / learner.totalWeight(first, rows);
    }

    private static double steepest(List<Point> points) {
        double rate = points.getFirst().rate();
        double steepest = 0;
        for (int i = 1; i + 1 < points.size(); i++) {
            double rise = points.get(i + 1).mean() - points.get(i - 1).mean();
            if (rise < steepest) {
                steepest = rise;
                rate = points.get(i).rate();
            }
        }
        return rate;
    }
}

package io.lanescope.nn.train;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ScheduleTest {

    private static double[] factors(Schedule schedule, int perEpoch, int steps) {
        return LongStream.range(0, steps).mapToDouble(step -> schedule.factor(step, perEpoch, steps)).toArray();
    }

    @Test
    void aConstantRateStays() {
        assertArrayEquals(new double[]{1, 1, 1}, factors(new Schedule.Constant(), 1, 3));
    }

    @Test
    void stepsAndExponentialsChangeFromEpochToEpoch() {
        assertArrayEquals(new double[]{1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25},
                factors(new Schedule.Step(2, 0.5), 2, 10));
        assertArrayEquals(new double[]{1, 1, 0.9, 0.9, 0.81, 0.81}, factors(new Schedule.Exponential(0.9), 2, 6),
                1e-15);
    }

    @Test
    void aCosineRisesLinearlyAndFallsToItsFloor() {
        double[] expected = new double[20];
        for (int step = 0; step < 20; step++) {
            expected[step] = step < 4
                    ? (step + 1) / 4.0
                    : 0.1 + 0.9 * (1 + Math.cos(Math.PI * (step - 4) / 16)) / 2;
        }
        assertArrayEquals(expected, factors(new Schedule.Cosine(0.2, 0.1), 5, 20), 1e-15);
        assertEquals(1, new Schedule.Cosine(0, 0).factor(0, 5, 20), 1e-15);
    }

    /** PyTorch's loop over phases, with its defaults and cosines. */
    @Test
    void oneCycleIsPyTorchs() {
        int steps = 50;
        double[] expected = new double[steps];
        double[] momenta = new double[steps];
        double top = 0.3 * steps - 1;
        for (int step = 0; step < steps; step++) {
            boolean up = step <= top;
            double start = up ? 1 / 25.0 : 1;
            double end = up ? 1 : 1 / 25.0 / 1e4;
            double progress = up ? step / top : (step - top) / (steps - 1 - top);
            double share = (1 + Math.cos(Math.PI * progress)) / 2;
            expected[step] = end + (start - end) * share;
            momenta[step] = up ? 0.85 + 0.1 * share : 0.95 - 0.1 * share;
        }
        Schedule cycle = new Schedule.OneCycle(0.3);
        assertArrayEquals(expected, factors(cycle, 5, steps), 1e-15);
        assertArrayEquals(momenta,
                LongStream.range(0, steps).mapToDouble(step -> cycle.momentum(0.9, step, steps)).toArray(), 1e-15);
        assertEquals(0, cycle.momentum(0, 1, steps));
        assertEquals(0.9, new Schedule.Constant().momentum(0.9, 1, steps));
        assertTrue(DoubleStream.of(factors(new Schedule.OneCycle(0.5), 1, 2)).allMatch(Double::isFinite));
    }

    @Test
    void aPlateauReducesTheRateOnceMoreEpochsThanItsPatiencePassed() {
        Plateau plateau = new Plateau(new Schedule.ReduceOnPlateau(1, 0.5));
        double[] losses = {1, 0.9, 0.95, 0.89999, 0.8, 0.8, 0.8, 0.8, 0.8};
        double[] expected = {1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125};
        for (int i = 0; i < losses.length; i++) {
            plateau.epoch(losses[i]);
            assertEquals(expected[i], plateau.factor(), "epoch " + i);
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        for (Runnable wrong : List.<Runnable>of(() -> new Schedule.Step(0, 0.5), () -> new Schedule.Step(1, 0),
                () -> new Schedule.Exponential(Double.NaN), () -> new Schedule.Cosine(1, 0),
                () -> new Schedule.Cosine(0, 2), () -> new Schedule.OneCycle(0), () -> new Schedule.OneCycle(1),
                () -> new Schedule.ReduceOnPlateau(-1, 0.5), () -> new Schedule.ReduceOnPlateau(1, 1))) {
            assertThrows(IllegalArgumentException.class, wrong::run);
        }
    }
}

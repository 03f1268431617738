package io.lanescope.nn.train;

import java.util.List;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.History;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RateTestTest {

    private static final Dataset LINE = line();

    private static Dataset line() {
        float[] x = new float[64];
        float[] y = new float[64];
        for (int i = 0; i < 64; i++) {
            x[i] = i / 32f - 1;
            y[i] = 3 * x[i] + 1;
        }
        return new Dataset(x, List.of("x"), null, new Dataset.Values(y, "y"));
    }

    private static RateTest run(double lowest, double highest, int steps) {
        TrainingOptions options = TrainingOptions.builder(1).batchSize(16).optimizer(new Optimizer.Sgd(1))
                .targetScaling(TrainingOptions.Scaling.NONE).build();
        return RateTest.run(Architecture.of(1).dense(1), LINE, options, Team.single(), lowest, highest, steps);
    }

    @Test
    void ratesRiseByTheSameFactorUntilTheLossDoes() {
        RateTest test = run(1e-4, 100, 61);
        List<RateTest.Point> points = test.points();
        assertEquals(1e-4, points.getFirst().rate());
        assertEquals(points.getFirst().loss(), points.getFirst().mean(), 1e-12);
        for (int i = 1; i < points.size(); i++) {
            assertEquals(Math.pow(1e6, 1 / 60.0), points.get(i).rate() / points.get(i - 1).rate(), 1e-9);
        }
        assertTrue(points.size() < 61, "gradient descent on a parabola with standardised features diverges above 1");
        assertTrue(points.getLast().rate() > 1);
    }

    @Test
    void theSuggestedRateLearns() {
        double rate = run(1e-4, 100, 61).suggestion();
        assertTrue(rate > 1e-3 && rate < 1, "suggested " + rate);
        TrainingOptions options = TrainingOptions.builder(1).batchSize(16).optimizer(new Optimizer.Sgd(rate))
                .targetScaling(TrainingOptions.Scaling.NONE).build();
        History history = new Trainer(Architecture.of(1).dense(1), LINE, options, Team.single(), TrainingListener.NONE)
                .train().history();
        assertTrue(history.epochs().getLast().loss() < 0.1 * history.epochs().getFirst().loss());
    }

    @Test
    void ratesThatDoNotRiseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> run(0, 1, 10));
        assertThrows(IllegalArgumentException.class, () -> run(1, 1, 10));
        assertThrows(IllegalArgumentException.class, () -> run(0.1, 1, 2));
    }
}

package io.lanescope.nn.train;

import java.util.List;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class WeightingTest {

    private static final Dataset DATA = new Dataset(new float[]{1, 2, 3, 4, 5}, List.of("x"), null,
            new Dataset.Classes(new int[]{0, 0, 0, 1, 1}, List.of("often", "rare")));

    @Test
    void balancedClassesCountTheSameOnTheTrainingRows() {
        assertArrayEquals(new float[]{4 / 6f, 4 / 6f, 4 / 6f, 2, 2},
                new Weighting.Balanced().of(DATA, new int[]{0, 1, 2, 3}));
    }

    @Test
    void aRowHasTheWeightOfItsClassOrItsOwn() {
        assertArrayEquals(new float[]{3, 3, 3, 0.5f, 0.5f},
                new Weighting.PerClass(List.of(3.0, 0.5)).of(DATA, new int[]{0, 3}));
        float[] own = {1, 2, 3, 4, 5};
        assertArrayEquals(own, new Weighting.PerRow(own).of(DATA, new int[]{0}));
        assertEquals(0, new Weighting.Equal().of(DATA, new int[]{0}).length);
    }

    @Test
    void twiceTheWeightIsTheSameAsBeingThereTwice() {
        Dataset twice = DATA.subset(new int[]{0, 1, 2, 3, 4, 3, 4});
        TrainingOptions.Builder options = TrainingOptions.builder(1).epochs(20).batchSize(0)
                .optimizer(new Optimizer.Sgd(0.1)).validation(new Validation.None())
                .scaling(TrainingOptions.Scaling.NONE);
        float[] repeated = weights(twice, options.build());
        float[] weighted = weights(DATA, options.weighting(new Weighting.PerClass(List.of(1.0, 2.0))).build());
        assertArrayEquals(repeated, weighted, 1e-5f);
    }

    private static float[] weights(Dataset data, TrainingOptions options) {
        return new Trainer(Architecture.of(1).dense(2), data, options, Team.single(), TrainingListener.NONE).train()
                .model().layers().getFirst().weights();
    }

    @Test
    void weightsThatDoNotFitAreRefused() {
        Dataset numbers = new Dataset(new float[]{1, 2}, List.of("x"), null, new Dataset.Values(new float[2], "y"));
        int[] all = {0, 1};
        assertThrows(IllegalArgumentException.class, () -> new Weighting.Balanced().of(numbers, all));
        assertThrows(IllegalArgumentException.class, () -> new Weighting.PerClass(List.of(1.0)).of(DATA, all));
        assertThrows(IllegalArgumentException.class, () -> new Weighting.PerClass(List.of(0.0, 1.0)).of(DATA, all));
        assertThrows(IllegalArgumentException.class, () -> new Weighting.PerClass(List.of(-1.0, 1.0)));
        assertThrows(IllegalArgumentException.class, () -> new Weighting.PerRow(new float[3]).of(DATA, all));
        assertThrows(IllegalArgumentException.class, () -> new Weighting.PerRow(new float[]{Float.NaN}));
    }
}

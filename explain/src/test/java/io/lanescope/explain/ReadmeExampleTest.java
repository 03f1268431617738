package io.lanescope.explain;

import java.util.List;
import java.util.SplittableRandom;

import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.Evaluation;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The README's program, on three clouds of points that the first two of four features tell apart. */
class ReadmeExampleTest {

    private static Dataset clouds() {
        SplittableRandom random = new SplittableRandom(1);
        float[] x = new float[3000 * 4];
        int[] labels = new int[3000];
        for (int i = 0; i < 3000; i++) {
            labels[i] = i % 3;
            for (int j = 0; j < 4; j++) {
                x[4 * i + j] = random.nextFloat();
            }
            x[4 * i] += labels[i] == 1 ? 2 : 0;
            x[4 * i + 1] += labels[i] == 2 ? 2 : 0;
        }
        return new Dataset(x, List.of("a", "b", "noise", "more noise"), null,
                new Dataset.Classes(labels, List.of("zero", "one", "two")));
    }

    @Test
    void theProgramOfTheReadmeTrainsPredictsAndExplains() {
        Dataset data = clouds();
        float[] row = {2.5f, 0.5f, 0.5f, 0.5f};
        float[] logits = new float[3];

        Architecture shape = Architecture.of(4).dense(16, new Activation.Relu()).dense(3);
        Trainer.Result trained = new Trainer(shape, data, new TrainingOptions(42), Team.single(), TrainingListener.NONE)
                .train();
        Mlp model = trained.model();

        Predictor predictor = new Predictor(model, 1);
        predictor.predict(row, logits);

        Explanation why = new Explainer(model, new Target.Logit(Target.PREDICTED))
                .explain(new IntegratedGradients(), row, 1);

        assertTrue(Evaluation.of(model, data).score() > 0.98);
        assertEquals(1, why.rows().outputs()[0]);
        assertEquals(logits[1], why.rows().value()[0]);
        float[] values = why.rows().values();
        assertTrue(Math.abs(values[0]) > 3 * Math.abs(values[2]) && Math.abs(values[0]) > 3 * Math.abs(values[3]));
        assertTrue(why.relativeCompletenessGap(0) < 0.05);
    }
}

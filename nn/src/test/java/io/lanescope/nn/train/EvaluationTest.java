package io.lanescope.nn.train;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.DatasetReader;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class EvaluationTest {

    private static final List<String> ABC = List.of("a", "b", "c");

    /** Its outputs are its inputs. */
    private static Mlp identity(Task task, int width) {
        float[] weights = new float[width * width];
        for (int i = 0; i < width; i++) {
            weights[i * width + i] = 1;
        }
        return new Mlp(List.of(new Dense(width, width, weights, new float[width], new Activation.Identity())), task,
                Scaler.none(width), ABC.subList(0, width), task == Task.BINARY
                        ? List.of("no", "yes")
                        : ABC.subList(0, width));
    }

    @Test
    void classesAreCountedAndRanked() {
        Dataset data = new Dataset(new float[]{
            3, 1, 0,
            0, 2, 1,
            1, 2, 3,
            2, 1, 0,
            1, 1, 0}, ABC, null, new Dataset.Classes(new int[]{0, 1, 1, 2, 1}, ABC));
        Evaluation.Classification result = (Evaluation.Classification) Evaluation.of(identity(Task.MULTICLASS, 3),
                data);
        assertArrayEquals(new int[][]{{1, 0, 0}, {1, 1, 1}, {1, 0, 0}}, result.confusion());
        assertEquals(0.4, result.score());
        assertEquals(0.4, result.topAccuracy(1));
        assertEquals(0.8, result.topAccuracy(2));
        assertEquals(1, result.topAccuracy(3));
        assertEquals(1 / 3.0, result.precision(0));
        assertEquals(1, result.precision(1));
        assertEquals(1 / 3.0, result.recall(1));
        assertEquals(0.5, result.f1(1));
        assertEquals(0, result.f1(2));
        double sum = 0;
        int[] labels = {0, 1, 1, 2, 1};
        for (int r = 0; r < 5; r++) {
            double[] z = {data.features()[3 * r], data.features()[3 * r + 1], data.features()[3 * r + 2]};
            sum += ReferenceLoss.value(new Loss.CrossEntropy(), z, new double[]{labels[r]}, new double[0]);
        }
        assertEquals(sum / 5, result.loss(), 1e-6);
    }

    @Test
    void someRowsCanBeMeasuredAndSmoothingIsLeftOut() {
        Dataset data = new Dataset(new float[]{2, -1, 1}, List.of("a"), null,
                new Dataset.Classes(new int[]{1, 1, 0}, List.of("no", "yes")));
        Evaluation.Classification result = (Evaluation.Classification) Evaluation.of(identity(Task.BINARY, 1), data,
                new int[]{0, 2}, new Loss.BinaryCrossEntropy(0.3));
        assertArrayEquals(new int[][]{{0, 1}, {0, 1}}, result.confusion());
        assertEquals((Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(1))) / 2, result.loss(), 1e-7);
        assertEquals(0.5, result.topAccuracy(1));
    }

    @Test
    void errorsOfARegressionAreMeasuredInSeveralWays() {
        Dataset data = new Dataset(new float[]{1, 2, 4, 9}, List.of("a"), null,
                new Dataset.Values(new float[]{1, 3, 2, 10}, "y"));
        Evaluation.Regression result = (Evaluation.Regression) Evaluation.of(identity(Task.REGRESSION, 1), data,
                Shuffle.identity(4), new Loss.Huber(1));
        assertEquals((0 + 0.5 + 1.5 + 0.5) / 4, result.loss());
        assertEquals(6 / 4.0, result.all().squared());
        assertEquals(1, result.all().absolute());
        assertEquals(Math.sqrt(1.5), result.all().rmse());
        assertEquals(1 - 1.5 / 12.5, result.score(), 1e-15);
    }

    @Test
    void eachOutputOfARegressionIsMeasuredByItselfToo() {
        Dataset data = new Dataset(new float[]{1, 10, 2, 20, 3, 60}, List.of("a", "b"), null,
                new Dataset.Values(new float[]{1, 10, 2, 30, 4, 50}, List.of("y", "z")));
        Evaluation.Regression result = (Evaluation.Regression) Evaluation.of(identity(Task.REGRESSION, 2), data);
        Evaluation.Errors first = result.outputs().get(0);
        assertEquals(1 / 3.0, first.squared());
        assertEquals(1 / 3.0, first.absolute());
        assertEquals(1 - (1 / 3.0) / (14 / 9.0), first.score(), 1e-15);
        Evaluation.Errors second = result.outputs().get(1);
        assertEquals(200 / 3.0, second.squared());
        assertEquals(1 - (200 / 3.0) / (800 / 3.0), second.score(), 1e-15);
        assertEquals((1 / 3.0 + 200 / 3.0) / 2, result.loss(), 1e-12);
        assertEquals(1 - (201 / 3.0) / (14 / 9.0 + 800 / 3.0), result.score(), 1e-15);
        Dataset one = new Dataset(data.features(), data.featureNames(), null, new Dataset.Values(new float[3], "y"));
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(identity(Task.REGRESSION, 2), one));
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        Dataset data = new Dataset(new float[]{1, 2}, List.of("a"), null, new Dataset.Values(new float[]{1, 3}, "y"));
        Mlp model = identity(Task.REGRESSION, 1);
        assertThrows(IllegalArgumentException.class,
                () -> Evaluation.of(model, data, new int[0], new Loss.MeanSquaredError()));
        assertThrows(IllegalArgumentException.class,
                () -> Evaluation.of(model, data, new int[]{0}, new Loss.CrossEntropy()));
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(identity(Task.REGRESSION, 2), data));
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void rowsThatAreReadWhileTheyAreMeasuredOnGiveTheSameFigures(Task task) {
        SplittableRandom random = new SplittableRandom(5);
        int outputs = task == Task.BINARY ? 1 : 3;
        int rows = 1000;
        float[] x = new float[rows * outputs];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        List<String> names = List.of("a", "b", "c").subList(0, outputs);
        Dataset.Target target = switch (task) {
            case REGRESSION -> new Dataset.Values(Arrays.copyOfRange(x, 0, x.length), names);
            case BINARY -> new Dataset.Classes(random.ints(rows, 0, 2).toArray(), List.of("no", "yes"));
            case MULTICLASS -> new Dataset.Classes(random.ints(rows, 0, 3).toArray(), names);
        };
        if (target instanceof Dataset.Values values) {
            for (int i = 0; i < values.values().length; i++) {
                values.values()[i] += (float) random.nextGaussian();
            }
        }
        Dataset data = new Dataset(x, names, null, target);
        Mlp model = identity(task, outputs);
        Evaluation expected = Evaluation.of(model, data);
        Evaluation actual = Evaluation.of(model, DatasetReader.of(data));
        assertEquals(rows, actual.rows());
        if (expected instanceof Evaluation.Classification a && actual instanceof Evaluation.Classification b) {
            assertEquals(a.loss(), b.loss());
            assertArrayEquals(a.confusion(), b.confusion());
            assertArrayEquals(a.ranks(), b.ranks());
        } else {
            assertEquals(expected, actual);
        }
        assertThrows(IllegalArgumentException.class,
                () -> Evaluation.of(model, DatasetReader.of(data.range(0, 0))));
    }
}

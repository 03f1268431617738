package io.lanescope.nn.train;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;

/** Trains on 10,000 rows of 784 features for an epoch, with a tenth held out, as a program of its own. */
final class LargeTraining {

    private LargeTraining() {}

    public static void main(String[] args) {
        SplittableRandom random = new SplittableRandom(1);
        float[] x = new float[10_000 * 784];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat();
        }
        List<String> names = IntStream.range(0, 784).mapToObj(i -> "x" + i).toList();
        List<String> classes = IntStream.range(0, 10).mapToObj(i -> "c" + i).toList();
        Dataset data = new Dataset(x, names, null,
                new Dataset.Classes(random.ints(10_000, 0, 10).toArray(), classes));
        Architecture shape = Architecture.of(784).dense(128, new Activation.Relu()).dense(10);
        TrainingOptions options = TrainingOptions.builder(1).epochs(1).patience(1)
                .validation(new Validation.Stratified(0.1)).build();
        System.out.println(new Trainer(shape, data, options, Team.single(), TrainingListener.NONE).train().history()
                .epochs().size());
    }
}

package io.lanescope.nn.train;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.InputException;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ForbiddenFeaturesTest {

    private static final int ROWS = 9;
    private static final int INPUTS = 6;
    private static final long SEED = 77;
    private static final long STEP = 5;
    private static final float[] MASK = {1, 0, 0.5f, 1, 0, 1};

    /** What a gradient is taken of. */
    private record Network(Architecture architecture, Loss loss, boolean weighted, boolean maskOfEachRow) {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder().append(loss);
            architecture.layers().forEach(layer -> text.append(' ').append(layer.activation())
                    .append(layer.dropout() > 0 ? "+dropout" : ""));
            return text + (weighted ? " weighted" : "") + (maskOfEachRow ? " masks" : "");
        }
    }

    static Stream<Network> networks() {
        Loss classes = new Loss.CrossEntropy();
        Activation tanh = new Activation.Tanh();
        Stream<Network> activations = Stream.of(new Activation.Identity(), new Activation.Relu(),
                new Activation.LeakyRelu(0.2f), new Activation.HardSigmoid(), tanh, new Activation.Sigmoid(),
                new Activation.Softplus(), new Activation.LogSigmoid(), new Activation.Elu(1.5f),
                new Activation.Selu())
                .map(f -> new Network(Architecture.of(INPUTS).dense(7, f).dense(5, f).dense(4), classes, false,
                        false));
        Stream<Network> others = Stream.of(
                new Network(Architecture.of(INPUTS).dense(4), classes, true, false),
                new Network(Architecture.of(INPUTS).dense(7, tanh).dense(1), new Loss.BinaryCrossEntropy(), true,
                        true),
                new Network(Architecture.of(INPUTS).dense(7, new Activation.Relu()).dense(5, tanh).dense(1),
                        new Loss.BinaryCrossEntropy(0.1), false, false),
                new Network(Architecture.of(INPUTS).dense(7, tanh).dropout(0.3).dense(5, new Activation.Relu())
                        .dropout(0.2).dense(4), new Loss.CrossEntropy(0.1), true, true));
        return Stream.concat(activations, others);
    }

    /** A network with random parameters and some rows, in float and in double. */
    private static final class Setup {

        final Network network;
        final Parameters parameters;
        final ForbiddenFeatures forbidden;
        final float[] x = new float[ROWS * INPUTS];
        final Targets targets;
        final double[][] rows = new double[ROWS][INPUTS];
        final double[][] truth = new double[ROWS][1];
        final ReferenceNetwork reference;

        Setup(Network network) {
            this.network = network;
            parameters = new Parameters(network.architecture);
            SplittableRandom random = new SplittableRandom(8);
            for (int i = 0; i < parameters.values().length; i++) {
                parameters.values()[i] = random.nextFloat() * 2 - 1;
            }
            float[] masks = new float[ROWS * INPUTS];
            for (int i = 0; i < x.length; i++) {
                x[i] = random.nextFloat() * 2 - 1;
                rows[i / INPUTS][i % INPUTS] = x[i];
                masks[i] = random.nextInt(2);
            }
            forbidden = new ForbiddenFeatures(0.7, network.maskOfEachRow ? masks : MASK);
            int classes = Math.max(2, network.architecture.layers().getLast().width());
            int[] labels = new int[ROWS];
            float[] weights = new float[network.weighted ? ROWS : 0];
            for (int r = 0; r < ROWS; r++) {
                labels[r] = random.nextInt(classes);
                truth[r][0] = labels[r];
                if (network.weighted) {
                    weights[r] = random.nextFloat();
                }
            }
            targets = new Targets(labels, new float[0], weights, new float[0], Shuffle.identity(ROWS));
            reference = new ReferenceNetwork(network.architecture, network.loss, Regularization.NONE,
                    doubles(weights), new double[0], dropped());
        }

        private double[][] dropped() {
            double[][] masks = new double[network.architecture.layers().size()][0];
            for (int l = 0; l < masks.length; l++) {
                Architecture.Layer layer = network.architecture.layers().get(l);
                if (layer.dropout() > 0) {
                    float[] ones = new float[ROWS * layer.width()];
                    Arrays.fill(ones, 1);
                    Dropout dropout = new Dropout(layer.dropout(), SEED + l, ones.length);
                    dropout.draw(STEP, ones.length);
                    dropout.apply(ones, ones.length);
                    masks[l] = doubles(ones);
                }
            }
            return masks;
        }

        Backpropagation backpropagation(ForbiddenFeatures features, Team team) {
            return new Backpropagation(network.architecture, network.loss, features, parameters, ROWS, SEED, team);
        }

        double step(Backpropagation backpropagation) {
            return backpropagation.step(x, ROWS, targets, 0, STEP);
        }
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theGradientOfThePenaltyAgreesWithCentralDifferencesInDouble(Network network) {
        Setup setup = new Setup(network);
        Backpropagation backpropagation = setup.backpropagation(setup.forbidden, Team.single());
        setup.step(backpropagation);
        double[] p = doubles(setup.parameters.values());
        double[] loss = setup.reference.gradient(p, setup.rows, setup.truth);
        double[] penalty = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            double h = 1e-6;
            double there = p[i];
            p[i] = there + h;
            double up = setup.reference.penalty(setup.forbidden, p, setup.rows);
            p[i] = there - h;
            double down = setup.reference.penalty(setup.forbidden, p, setup.rows);
            p[i] = there;
            penalty[i] = (up - down) / (2 * h);
        }
        double scale = Arrays.stream(penalty).map(Math::abs).max().orElseThrow();
        assertTrue(scale > 0.01, "the penalty changes nothing here: " + scale);
        for (int i = 0; i < p.length; i++) {
            assertEquals(loss[i] + penalty[i], backpropagation.gradients().values()[i], 3e-6 * Math.max(1, scale),
                    "parameter " + i);
        }
    }

    @Test
    void lossesAreReportedWithoutThePenalty() {
        Setup setup = new Setup(networks().toList().getFirst());
        assertEquals(setup.step(setup.backpropagation(ForbiddenFeatures.NONE, Team.single())),
                setup.step(setup.backpropagation(setup.forbidden, Team.single())));
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        Setup setup = new Setup(networks().toList().getLast());
        Backpropagation alone = setup.backpropagation(setup.forbidden, Team.single());
        setup.step(alone);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int size = 2; size <= 3; size++) {
                try (Team team = Team.of(threads, size)) {
                    Backpropagation together = setup.backpropagation(setup.forbidden, team);
                    setup.step(together);
                    assertArrayEquals(alone.gradients().values(), together.gradients().values());
                }
            }
        }
    }

    @Test
    void aStepAllocatesNothing() throws InterruptedException {
        Setup setup = new Setup(networks().toList().getLast());
        Backpropagation backpropagation = setup.backpropagation(setup.forbidden, Team.single());
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 300 && least > 0; round++) {
            Thread.sleep(round / 10); // until the JIT compiler is done
            long before = memory.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                setup.step(backpropagation);
            }
            least = Math.min(least, memory.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    /** Two features that both give the class away, of which the first is the louder. */
    private static Dataset twins(int rows) {
        SplittableRandom random = new SplittableRandom(4);
        float[] x = new float[rows * 2];
        int[] labels = new int[rows];
        for (int r = 0; r < rows; r++) {
            labels[r] = random.nextInt(2);
            x[2 * r] = 4 * labels[r] + (float) random.nextGaussian();
            x[2 * r + 1] = 2 * labels[r] + (float) random.nextGaussian();
        }
        return new Dataset(x, List.of("loud", "quiet"), null, new Dataset.Classes(labels, List.of("no", "yes")));
    }

    private static final Architecture SMALL = Architecture.of(2).dense(8, new Activation.Tanh()).dense(2);

    private static Trainer trainer(TrainingOptions options) {
        return new Trainer(SMALL, twins(150), options, Team.single(), TrainingListener.NONE);
    }

    private static TrainingOptions.Builder options(ForbiddenFeatures forbidden) {
        return TrainingOptions.builder(1).epochs(30).batchSize(16).optimizer(new Optimizer.Adam(0.01))
                .forbidden(forbidden);
    }

    private static void assertSameWeights(Mlp expected, Mlp model) {
        for (int l = 0; l < expected.layers().size(); l++) {
            assertArrayEquals(expected.layers().get(l).weights(), model.layers().get(l).weights());
            assertArrayEquals(expected.layers().get(l).bias(), model.layers().get(l).bias());
        }
    }

    @Test
    void aMaskOfZerosAndAStrengthOfZeroGiveTheSameWeightsAsNoPenalty() {
        Mlp plain = trainer(options(ForbiddenFeatures.NONE).build()).train().model();
        assertSameWeights(plain, trainer(options(new ForbiddenFeatures(3, new float[2])).build()).train().model());
        assertSameWeights(plain,
                trainer(options(new ForbiddenFeatures(0, new float[]{1, 1})).build()).train().model());
    }

    @Test
    void aMaskOfEachRowThatIsTheSameEverywhereGivesTheSameWeightsAsOneForAll() {
        float[] each = new float[2 * 150];
        for (int r = 0; r < 150; r++) {
            each[2 * r] = 1;
        }
        assertSameWeights(trainer(options(new ForbiddenFeatures(1, new float[]{1, 0})).build()).train().model(),
                trainer(options(new ForbiddenFeatures(1, each)).build()).train().model());
    }

    @Test
    void aForbiddenFeatureNoLongerDecides() {
        Mlp plain = trainer(options(ForbiddenFeatures.NONE).build()).train().model();
        Mlp kept = trainer(options(new ForbiddenFeatures(10, new float[]{1, 0})).build()).train().model();
        Dataset rows = twins(150);
        float[] x = rows.features().clone();
        SplittableRandom random = new SplittableRandom(9);
        for (int r = 0; r < 150; r++) {
            x[2 * r] = 4 * random.nextInt(2);
        }
        Dataset misleading = new Dataset(x, rows.featureNames(), null, rows.target());
        assertTrue(Evaluation.of(plain, misleading).score() < 0.7);
        assertTrue(Evaluation.of(kept, misleading).score() > 0.78);
    }

    @Test
    void aTrainingThatIsTakenUpAgainEndsWithTheSameWeights(@TempDir Path folder) throws IOException {
        ForbiddenFeatures forbidden = new ForbiddenFeatures(1, new float[]{1, 0});
        Path file = folder.resolve("half.checkpoint");
        Mlp whole = trainer(options(forbidden).build()).train().model();
        trainer(options(forbidden).epochs(12).build()).checkpoint(file, 12, Map.of()).train();
        Checkpoint half = Checkpoint.read(file);
        assertSameWeights(whole, trainer(options(forbidden).build()).resume(half).train().model());
        Trainer another = trainer(options(new ForbiddenFeatures(1, new float[]{0, 1})).build());
        String message = String.valueOf(
                assertThrows(InputException.class, () -> another.resume(half)).getMessage());
        assertTrue(message.contains("forbidden features"), message);
    }

    @Test
    void whatCannotBeTrainedIsRefusedByName() {
        assertThrows(IllegalArgumentException.class, () -> new ForbiddenFeatures(-1, MASK));
        assertThrows(IllegalArgumentException.class, () -> new ForbiddenFeatures(Double.NaN, MASK));
        assertThrows(IllegalArgumentException.class, () -> new ForbiddenFeatures(1, new float[]{1, Float.NaN}));
        assertThrows(IllegalArgumentException.class, () -> new ForbiddenFeatures(1, new float[]{-1}));
        float[] first = {1, 0};
        refuses("gelu_tanh", Architecture.of(2).dense(3, new Activation.GeluTanh()).dense(2), twins(20), first);
        refuses("batch normalisation", Architecture.of(2).dense(3, new Activation.Relu()).batchNorm().dense(2),
                twins(20), first);
        refuses("there are 3", SMALL, twins(20), new float[]{1, 0, 0});
        Dataset numbers = new Dataset(twins(20).features(), List.of("a", "b"), null,
                new Dataset.Values(new float[20], "y"));
        refuses("classifiers", Architecture.of(2).dense(1), numbers, first);
    }

    private static void refuses(String why, Architecture architecture, Dataset data, float[] mask) {
        TrainingOptions options = options(new ForbiddenFeatures(1, mask)).build();
        String message = String.valueOf(assertThrows(IllegalArgumentException.class,
                () -> new Trainer(architecture, data, options, Team.single(), TrainingListener.NONE)).getMessage());
        assertTrue(message.contains(why), message);
    }
}

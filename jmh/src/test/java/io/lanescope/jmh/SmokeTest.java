package io.lanescope.jmh;

import org.junit.jupiter.api.Test;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark once, in small: each checks its own answer, and one that fails or is wrong fails the test. */
class SmokeTest {

    private static final String[] SHAPES = {"16", "33", "20x30x10", "30x20x10T", "20x10x30NT"};

    @Test
    void productsAreRightForEveryPeerAndTranspose() throws RunnerException {
        run(options("MatMulBenchmark|DgemmBenchmark").exclude("netlibNative").param("shape", SHAPES));
    }

    @Test
    void productsAreRightOnTwoThreads() throws RunnerException {
        run(options("(MatMulBenchmark|DgemmBenchmark).(lanescope|openblasNative)").param("threads", "2")
                .param("shape", "128"));
    }

    @Test
    void dotsAndDistancesAreRight() throws RunnerException {
        run(options("DotBenchmark|DistanceBenchmark").param("length", "100", "128"));
    }

    @Test
    void aBatchOfOneIsRight() throws RunnerException {
        run(options("MatVecBenchmark").param("shape", "1x30x20"));
    }

    @Test
    void networksPredictAndLearn() throws RunnerException {
        run(options("InferenceBenchmark").param("batch", "1", "3"));
        run(options("TrainStepBenchmark").param("batch", "8"));
    }

    @Test
    void explanationsAddUp() throws RunnerException {
        run(options("ExplainBenchmark"));
    }

    @Test
    void mapsAreRight() throws RunnerException {
        run(options("MapBenchmark").param("length", "103"));
        run(options("SoftmaxBenchmark").param("shape", "3x10", "2x103"));
    }

    @Test
    void stepsOfOptimisersAreRight() throws RunnerException {
        run(options("UpdateBenchmark").param("length", "1003"));
    }

    @Test
    void limitsCanBeMeasured() throws RunnerException {
        run(options("LimitBenchmark").param("bytes", "16384"));
    }

    private static ChainedOptionsBuilder options(String include) {
        return new OptionsBuilder().include("\\.(" + include + ")\\b").forks(0).warmupIterations(0)
                .measurementIterations(1).measurementTime(TimeValue.milliseconds(1)).shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private static void run(ChainedOptionsBuilder options) throws RunnerException {
        new Runner(options.build()).run();
    }
}

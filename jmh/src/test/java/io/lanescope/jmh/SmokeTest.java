package io.lanescope.jmh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
        run(options("InferenceBenchmark|PyTorchInferenceBenchmark").param("batch", "1", "3"));
        run(options("TrainStepBenchmark|PyTorchTrainStepBenchmark").param("network", "20-10-5:8"));
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

    @Test
    void noBenchmarkIsLeftOut() throws IOException {
        String test = Files.readString(Path.of("src/test/java/io/lanescope/jmh/SmokeTest.java"));
        for (BenchmarkListEntry entry : BenchmarkList.defaultList().getAll(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())) {
            String type = entry.getUserClassQName();
            assertTrue(test.contains(type.substring(type.lastIndexOf('.') + 1)), type);
        }
    }

    @Test
    void everyPeerTellsWhatItRunsOn() throws RunnerException {
        assertTold("MatMulBenchmark", "openblas(Native|Heap)", "OpenBLAS: core \\w+, threads 1, ");
        assertTold("DgemmBenchmark", "openblas(Native|Heap)", "OpenBLAS: core \\w+, threads 1, ");
        assertTold("MatMulBenchmark", "netlibVector", "netlib: \\w+BLAS, 1 thread");
        assertTold("MatMulBenchmark", "ejml", "EJML: 1 thread");
        assertTold("DgemmBenchmark", "ojalgo", "ojAlgo: 1 thread");
        assertTold("MatVecBenchmark", "openblasNative", "OpenBLAS: core ");
        assertTold("DotBenchmark", "lucene", "Lucene: [\\d.]+, Vector API there");
        assertTold("DistanceBenchmark", "lucene", "Lucene: ");
        assertTold("DotBenchmark", "netlibVector", "netlib: ");
        assertTold("InferenceBenchmark", "onnxRuntime", "ONNX Runtime: [\\d.]+, CPU provider, 1 thread");
    }

    private static void assertTold(String type, String method, String regex) throws RunnerException {
        PrintStream before = System.out;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            ChainedOptionsBuilder options = options(type + "." + method);
            switch (type) {
                case "MatVecBenchmark" -> options.param("shape", "1x30x20");
                case "InferenceBenchmark" -> options.param("batch", "1");
                case "DotBenchmark", "DistanceBenchmark" -> options.param("length", "100");
                default -> options.param("shape", "16");
            }
            run(options);
        } finally {
            System.setOut(before);
        }
        String told = text.toString(StandardCharsets.UTF_8);
        assertTrue(Pattern.compile(Pattern.quote(Peers.MARK) + regex).matcher(told).find(), told);
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

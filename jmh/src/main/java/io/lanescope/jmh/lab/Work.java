package io.lanescope.jmh.lab;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

import io.lanescope.jmh.Shape;

/**
 * What one operation of a benchmark has to do at least, however it is done.
 *
 * @param flops     additions and multiplications
 * @param bytes     that are read or written, each once
 * @param footprint bytes of the data that it returns to in each operation
 * @param precision bytes of a number
 * @param threads   that share the work
 */
record Work(double flops, double bytes, double footprint, int precision, int threads) {

    /** Adam reads weights, gradients and two moments, and writes all but the gradients. */
    private static final int ADAM_BYTES = 28;

    /** Momentum reads weights, gradients and one moment, and writes all but the gradients. */
    private static final int MOMENTUM_BYTES = 20;

    /** Of a subject, if it can be told from its name and parameters. */
    static Optional<Work> of(Subject subject) {
        Map<String, String> p = subject.params();
        int threads = Integer.parseInt(p.getOrDefault("threads", "1"));
        return Optional.ofNullable(switch (subject.className()) {
            case "MatMulBenchmark" -> product(Shape.parse(param(p, "shape")), Float.BYTES, threads);
            case "DgemmBenchmark" -> product(Shape.parse(param(p, "shape")), Double.BYTES, threads);
            case "MatVecBenchmark" -> product(Shape.parse(param(p, "shape")), Float.BYTES, 1);
            case "DotBenchmark" -> arrays(2, 2, number(p, "length"));
            case "DistanceBenchmark" -> arrays(3, 2, number(p, "length"));
            case "MapBenchmark" -> arrays(0, 2, number(p, "length"));
            case "SoftmaxBenchmark" -> {
                Shape rows = Shape.parse(param(p, "shape") + "x1");
                yield arrays(0, 2, (double) rows.m() * rows.k());
            }
            case "UpdateBenchmark" -> {
                double moved = subject.benchmark().endsWith(".momentum") ? MOMENTUM_BYTES : ADAM_BYTES;
                double length = number(p, "length");
                yield new Work(0, moved * length, 4.0 * Float.BYTES * length, Float.BYTES, 1);
            }
            case "InferenceBenchmark", "PyTorchInferenceBenchmark" -> {
                double batch = number(p, "batch");
                double weights = weights(widths(p));
                double bytes = Float.BYTES * (weights + batch * widths(p)[0]);
                yield new Work(2 * batch * weights, bytes, bytes, Float.BYTES, 1);
            }
            case "TrainStepBenchmark", "PyTorchTrainStepBenchmark" -> {
                int[] widths = widths(p);
                String network = param(p, "network");
                double batch = Double.parseDouble(network.substring(network.indexOf(':') + 1));
                double weights = weights(widths);
                double bytes = ADAM_BYTES * weights + Float.BYTES * batch * widths[0];
                // the gradient of the inputs is not needed
                double flops = 2 * batch * (3 * weights - (double) widths[0] * widths[1]);
                yield new Work(flops, bytes, bytes, Float.BYTES, threads);
            }
            default -> null;
        });
    }

    /** Of the layers of a network, such as 784-128-10 or, with its batch, 784-128-10:32. */
    private static int[] widths(Map<String, String> params) {
        return Arrays.stream(param(params, "network").replaceFirst(":.*", "").split("-", -1))
                .mapToInt(Integer::parseInt).toArray();
    }

    private static double weights(int[] widths) {
        return IntStream.range(1, widths.length).mapToDouble(l -> (double) widths[l - 1] * widths[l]).sum();
    }

    private static Work product(Shape shape, int precision, int threads) {
        double bytes = precision * ((double) shape.m() * shape.k() + (double) shape.k() * shape.n()
                + (double) shape.m() * shape.n());
        return new Work(shape.flops(), bytes, bytes, precision, threads);
    }

    private static Work arrays(int flops, int arrays, double length) {
        double bytes = arrays * Float.BYTES * length;
        return new Work(flops * length, bytes, bytes, Float.BYTES, 1);
    }

    private static double number(Map<String, String> params, String name) {
        return Double.parseDouble(param(params, name));
    }

    private static String param(Map<String, String> params, String name) {
        return Objects.requireNonNull(params.get(name), name);
    }
}

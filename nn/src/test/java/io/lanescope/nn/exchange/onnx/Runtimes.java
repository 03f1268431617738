package io.lanescope.nn.exchange.onnx;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Runs the same file in ONNX Runtime. */
final class Runtimes {

    private Runtimes() {}

    /** What ONNX Runtime gives for rows; {@code shape} is that of the input. */
    static float[] onnxRuntime(byte[] model, String output, float[] x, boolean doubles, long... shape) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session = environment.createSession(model, options);
                    OnnxTensor input = tensor(environment, x, doubles, shape);
                    OrtSession.Result result = session.run(
                            Map.of(session.getInputNames().iterator().next(), input))) {
                Optional<OnnxValue> value = result.get(output);
                return flatten(value.orElseThrow().getValue());
            }
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, float[] x, boolean doubles, long... shape)
            throws OrtException {
        if (!doubles) {
            return OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), shape);
        }
        DoubleBuffer values = DoubleBuffer.allocate(x.length);
        for (float value : x) {
            values.put(value);
        }
        return OnnxTensor.createTensor(environment, values.flip(), shape);
    }

    private static float[] flatten(Object value) {
        return switch (value) {
            case float[] row -> row;
            case float[][] rows -> {
                float[] all = new float[rows.length * rows[0].length];
                for (int r = 0; r < rows.length; r++) {
                    System.arraycopy(rows[r], 0, all, r * rows[0].length, rows[0].length);
                }
                yield all;
            }
            case double[][] rows -> {
                float[] all = new float[rows.length * rows[0].length];
                for (int i = 0; i < all.length; i++) {
                    all[i] = (float) rows[i / rows[0].length][i % rows[0].length];
                }
                yield all;
            }
            default -> throw new AssertionError("an output of " + value.getClass());
        };
    }

    /** Both agree to 1e-5 of the largest number of the row, or of a hundredth where all but nothing is left of sums. */
    static void assertClose(float[] expected, float[] found, int width, String what) {
        assertEquals(expected.length, found.length, what);
        for (int row = 0; row < found.length; row += width) {
            double scale = 0.01;
            for (int j = row; j < row + width; j++) {
                scale = Math.max(scale, Math.abs(expected[j]));
            }
            for (int j = row; j < row + width; j++) {
                assertEquals(expected[j], found[j], 1e-5 * scale, what);
            }
        }
    }
}

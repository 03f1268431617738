package io.lanescope.jmh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.exchange.ModelFiles;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A batch of rows through a network. With {@code -t 2} two threads do so side by side, each with rows of its own. */
public class InferenceBenchmark extends Defaults {

    /** The network, and rows for it. */
    @State(Scope.Thread)
    public static class Input {

        /** Its widths. */
        @Param({"784-128-10", "784-128-64-10"})
        public String network;

        @Param({"1", "32", "1024"})
        public int batch;

        Mlp model;
        Predictor predictor;
        float[] x;
        float[] y;

        @Setup
        public void fill() {
            model = Networks.classifier(Networks.widths(network));
            predictor = new Predictor(model, batch);
            x = Operands.floats(new SplittableRandom(1), batch * model.inputs());
            y = new float[batch * model.outputs()];
            Arrays.fill(y, Float.NaN);
        }

        @TearDown
        public void check() {
            for (int row : new int[]{0, batch - 1}) {
                double[] expected = Networks.outputs(model, x, row * model.inputs());
                for (int j = 0; j < expected.length; j++) {
                    Check.close("output " + j, y[row * expected.length + j], expected[j], 10, 1000, 0x1p-24);
                }
            }
        }
    }

    @Benchmark
    public float[] lanescope(Input input) {
        input.predictor.predict(input.x, 0, input.batch, input.y, 0);
        return input.y;
    }

    /** ONNX Runtime, with its input and output in native memory that is given to it once. */
    @State(Scope.Thread)
    public static class Ort extends Input {
        private OrtSession session;
        private FloatBuffer nativeOutput;
        private Map<String, OnnxTensor> inputs;
        private Map<String, OnnxTensor> outputs;

        @Setup
        public void load() throws OrtException, IOException {
            Path file = Files.createTempFile("network", ".onnx");
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            Peers.onnxRuntime(environment);
            OrtSession.SessionOptions options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            try {
                ModelFiles.save(model, file);
                session = environment.createSession(file.toString(), options);
            } finally {
                Files.delete(file);
            }
            FloatBuffer nativeInput = floats(x.length);
            nativeInput.put(0, x);
            nativeOutput = floats(y.length);
            inputs = Map.of(session.getInputNames().iterator().next(),
                    OnnxTensor.createTensor(environment, nativeInput, new long[]{batch, model.inputs()}));
            outputs = Map.of(session.getOutputNames().iterator().next(),
                    OnnxTensor.createTensor(environment, nativeOutput, new long[]{batch, model.outputs()}));
        }

        private static FloatBuffer floats(int count) {
            return ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
        }
    }

    @Benchmark
    public float[] onnxRuntime(Ort ort) throws OrtException {
        ort.session.run(ort.inputs, ort.outputs).close();
        ort.nativeOutput.get(0, ort.y);
        return ort.y;
    }
}

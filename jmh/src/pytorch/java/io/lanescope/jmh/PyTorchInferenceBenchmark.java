package io.lanescope.jmh;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What {@link InferenceBenchmark} does, in PyTorch. */
public class PyTorchInferenceBenchmark extends Defaults {

    /** The network, and rows that are given to it once. */
    @State(Scope.Benchmark)
    public static class Input extends InferenceBenchmark.Input {
        private NDManager manager;
        private ParameterStore parameters;
        private Block network;
        private NDList rows;

        @Setup
        public void load() {
            manager = PyTorch.start(1);
            parameters = new ParameterStore(manager, false);
            network = PyTorch.network(model, manager);
            rows = new NDList(manager.create(x, new Shape(batch, model.inputs())));
        }

        @TearDown
        public void close() {
            manager.close();
        }
    }

    @Benchmark
    public float[] pytorch(Input input) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray outputs = input.network.forward(input.parameters, input.rows, false).singletonOrThrow();
            outputs.toByteBuffer().asFloatBuffer().get(0, input.y);
        }
        return input.y;
    }
}

package io.lanescope.jmh;

import java.util.List;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;

/** PyTorch through DJL, and networks for it. */
final class PyTorch {

    private PyTorch() {}

    /** The engine reads the number of its threads when it is loaded, so a fork has one number. */
    static NDManager start(int threads) {
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        Engine engine = Engine.getEngine("PyTorch");
        Peers.runsOn("PyTorch", engine.getVersion() + " through DJL " + Engine.getDjlVersion() + ", CPU, " + threads
                + (threads == 1 ? " thread" : " threads"));
        return engine.newBaseManager();
    }

    /** A network with ReLU in its hidden layers and the weights of ours. */
    static SequentialBlock network(Mlp model, NDManager manager) {
        SequentialBlock network = new SequentialBlock();
        List<Dense> layers = model.layers();
        for (int l = 0; l < layers.size(); l++) {
            network.add(Linear.builder().setUnits(layers.get(l).out()).build());
            if (l < layers.size() - 1) {
                network.add(Activation.reluBlock());
            }
        }
        network.initialize(manager, DataType.FLOAT32, new Shape(1, model.inputs()));
        List<Block> linear = network.getChildren().values().stream().filter(Linear.class::isInstance).toList();
        for (int l = 0; l < layers.size(); l++) {
            copy(layers.get(l), linear.get(l), manager);
        }
        return network;
    }

    private static void copy(Dense layer, Block linear, NDManager manager) {
        try (NDArray weights = manager.create(layer.weights(), new Shape(layer.in(), layer.out()));
                NDArray transposed = weights.transpose();
                NDArray bias = manager.create(layer.bias(), new Shape(layer.out()))) {
            for (Parameter parameter : linear.getDirectParameters().values()) {
                (parameter.getType() == Parameter.Type.WEIGHT ? transposed : bias).copyTo(parameter.getArray());
            }
        }
    }
}

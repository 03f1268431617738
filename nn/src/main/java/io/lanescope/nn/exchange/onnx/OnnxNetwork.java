package io.lanescope.nn.exchange.onnx;

import java.util.List;
import java.util.Map;

import io.lanescope.nn.Dense;
import io.lanescope.nn.OutputFunction;
import io.lanescope.nn.data.Scaler;

/**
 * What an ONNX file says of a network.
 *
 * @param layers         from the input to the output
 * @param outputFunction what follows the last layer
 * @param scaler         what precedes the first one
 * @param outputNames    names of classes that the graph gives its outputs, or none
 * @param metadata       strings by name, for whoever put them there
 */
public record OnnxNetwork(List<Dense> layers, OutputFunction outputFunction, Scaler scaler, List<String> outputNames,
        Map<String, String> metadata) {

    /** Copies the lists and the map. */
    public OnnxNetwork {
        layers = List.copyOf(layers);
        outputNames = List.copyOf(outputNames);
        metadata = Map.copyOf(metadata);
    }
}

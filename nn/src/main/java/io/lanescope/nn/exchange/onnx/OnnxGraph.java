package io.lanescope.nn.exchange.onnx;

import java.util.List;
import java.util.Map;

/**
 * What a file holds, as far as it matters here.
 *
 * @param opsets       versions of the operators by domain
 * @param nodes        the operations
 * @param initializers the constants by name
 * @param inputs       what the graph takes
 * @param outputs      what it gives
 * @param metadata     strings by name
 * @param size         how many bytes were read
 */
record OnnxGraph(Map<String, Long> opsets, List<OnnxNode> nodes, Map<String, OnnxTensor> initializers,
        List<Port> inputs, List<Port> outputs, Map<String, String> metadata, long size) {

    /** The size of a dimension that the file leaves open. */
    static final int OPEN = -1;

    /**
     * An input or output.
     *
     * @param name  its name
     * @param type  ONNX's number of the element type, 0 if it is no tensor
     * @param shape sizes, {@link #OPEN} where the file leaves one open; empty if it says nothing
     */
    record Port(String name, int type, List<Integer> shape) {}
}

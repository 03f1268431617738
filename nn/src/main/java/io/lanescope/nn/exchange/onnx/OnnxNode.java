package io.lanescope.nn.exchange.onnx;

import java.util.List;
import java.util.Map;

import io.lanescope.nn.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a graph.
 *
 * @param name       how the file calls it, often empty
 * @param number     its place in the graph, from 0
 * @param operator   what it does
 * @param domain     whose operator that is; empty for ONNX's own
 * @param inputs     names of what it takes; an empty one is left out
 * @param outputs    names of what it gives
 * @param attributes its constants by name
 */
record OnnxNode(String name, int number, String operator, String domain, List<String> inputs, List<String> outputs,
        Map<String, Attribute> attributes) {

    /**
     * A constant of a node, of one of these types.
     *
     * @param real     a float
     * @param integer  an integer
     * @param text     a string
     * @param tensor   a tensor
     * @param reals    floats
     * @param integers integers
     * @param texts    strings
     */
    record Attribute(@Nullable Float real, @Nullable Long integer, @Nullable String text, @Nullable OnnxTensor tensor,
            List<Float> reals, List<Long> integers, List<String> texts) {

        static final Attribute NONE = new Attribute(null, null, null, null, List.of(), List.of(), List.of());
    }

    Attribute attribute(String key) {
        return attributes.getOrDefault(key, Attribute.NONE);
    }

    double real(String key, double otherwise) {
        Float value = attribute(key).real;
        return value == null ? otherwise : value;
    }

    long integer(String key, long otherwise) {
        Long value = attribute(key).integer;
        return value == null ? otherwise : value;
    }

    String text(String key, String otherwise) {
        String value = attribute(key).text;
        return value == null ? otherwise : value;
    }

    boolean has(int input) {
        return input < inputs.size() && !inputs.get(input).isEmpty();
    }

    /** For a sentence: {@code the node "fc1" (Gemm)}. */
    @Override
    public String toString() {
        String known = domain.isEmpty() ? operator : domain + "." + operator;
        String safe = InputException.quote(known);
        return "the node " + (name.isEmpty() ? "number " + number : InputException.quote(name)) + " ("
                + safe.substring(1, safe.length() - 1) + ")";
    }
}

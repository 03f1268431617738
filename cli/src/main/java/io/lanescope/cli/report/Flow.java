package io.lanescope.cli.report;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lanescope.nn.data.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * What runs through a network, as a graph: layers from the left to the right, a line between two units the wider the more
 * one hands to the other.
 *
 * @param caption what stands with it
 * @param shape   of the units' pictures, or null if they have none
 * @param layers  from the inputs to the output
 * @param edges   between neighbouring layers
 */
public record Flow(Caption caption, Dataset.@Nullable ImageShape shape, List<Layer> layers, List<Edge> edges)
        implements
            Figure {

    private static final int NODE = 54;

    private static final int AROUND = 50;

    /**
     * A column of the graph.
     *
     * @param name  what it holds
     * @param nodes from above
     */
    public record Layer(String name, List<Node> nodes) {}

    /**
     * A unit, a feature, or several together.
     *
     * @param name    its name
     * @param value   what it holds
     * @param picture {@code [pixels]}, what it hands to each pixel, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers to draw, never compared
    public record Node(String name, double value, float @Nullable [] picture) {}

    /**
     * A connection.
     *
     * @param layer the layer on its left
     * @param from  the node there
     * @param to    the node in the next layer
     * @param value what runs from the right to the left
     */
    public record Edge(int layer, int from, int to, double value) {}

    @Override
    public String kind() {
        return "flow";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeNumberField("height",
                AROUND + NODE * layers.stream().mapToInt(l -> l.nodes().size()).max().orElse(1));
        if (shape != null) {
            json.writeNumberField("pictureWidth", shape.width());
            json.writeNumberField("pictureHeight", shape.height());
            Numbers.number(json, "limit", Statistics.heatLimit(pixels().toArray()));
        }
        Numbers.number(json, "widest", edges.stream().mapToDouble(edge -> Math.abs(edge.value())).max().orElse(0));
        json.writeArrayFieldStart("layers");
        for (Layer layer : layers) {
            json.writeStartObject();
            json.writeStringField("name", layer.name());
            json.writeArrayFieldStart("nodes");
            for (Node node : layer.nodes()) {
                json.writeStartObject();
                json.writeStringField("name", node.name());
                Numbers.number(json, "value", node.value());
                if (node.picture() != null) {
                    Numbers.pixels(json, "picture", node.picture());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("edges");
        for (Edge edge : edges) {
            json.writeStartArray();
            json.writeNumber(edge.layer());
            json.writeNumber(edge.from());
            json.writeNumber(edge.to());
            Numbers.write(json, edge.value());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private DoubleStream pixels() {
        return layers.stream().flatMap(layer -> layer.nodes().stream()).map(Node::picture).filter(Objects::nonNull)
                .flatMapToDouble(p -> IntStream.range(0, p.length).mapToDouble(i -> Math.abs(p[i])));
    }
}

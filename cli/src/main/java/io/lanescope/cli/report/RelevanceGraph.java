package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import io.lanescope.explain.Target;
import io.lanescope.explain.lrp.Lrp;
import io.lanescope.explain.lrp.RelevanceFlow;
import io.lanescope.nn.data.Dataset;
import org.jspecify.annotations.Nullable;

/** Draws how relevance runs from an output over the strongest units of each layer to the inputs. */
final class RelevanceGraph {

    /** Nodes of each layer; beyond them the others are one. */
    private static final int NODES = 8;

    private static final int MOST_ROWS = 300;

    /** Outputs that get a graph of their own. */
    private static final int GRAPHS = 2;

    private final Subject subject;
    private final RelevanceFlow flow;
    private final Dataset.@Nullable ImageShape shape;

    private RelevanceGraph(Subject subject, RelevanceFlow flow) {
        this.subject = subject;
        this.flow = flow;
        shape = subject.data().image();
    }

    /**
     * Graphs of the outputs that are explained most often.
     *
     * @param subject the network and the rows
     * @return a graph for each output
     */
    static List<Figure> of(Subject subject) {
        int[] rows = subject.sample(subject.data().rows());
        if (subject.target().output() != Target.PREDICTED) {
            return List.of(draw(subject, rows, ""));
        }
        Answers answers = Answers.of(subject);
        int[][] members = IntStream.range(0, answers.width())
                .mapToObj(c -> Arrays.stream(rows).filter(r -> answers.predicted(r) == c).toArray())
                .toArray(int[][]::new);
        return IntStream.range(0, answers.width()).boxed().filter(c -> members[c].length > 0)
                .sorted(Comparator.comparingInt((Integer c) -> -members[c].length)).limit(GRAPHS).sorted()
                .map(c -> draw(subject.asking(subject.target().withOutput(c)), members[c],
                        " taken for " + subject.model().outputNames().get(c)))
                .toList();
    }

    private static Figure draw(Subject subject, int[] rows, String which) {
        int[] used = Arrays.copyOf(rows, Math.min(MOST_ROWS, rows.length));
        RelevanceFlow flow = RelevanceFlow.of(subject.model(), subject.target(), Lrp.EPSILON,
                subject.data().subset(used).features(), used.length);
        return new RelevanceGraph(subject, flow).draw("Mean over " + Counted.of(used.length, "row") + which);
    }

    private Figure draw(String mean) {
        int depth = flow.edges().size();
        int first = shape == null ? 0 : 1;
        List<int[][]> sets = new ArrayList<>();
        List<Flow.Layer> layers = new ArrayList<>();
        for (int level = first; level <= depth; level++) {
            int[][] nodes = nodes(flow.relevance().get(level));
            sets.add(nodes);
            layers.add(layer(level, nodes));
        }
        List<Flow.Edge> edges = new ArrayList<>();
        for (int i = 0; i + 1 < sets.size(); i++) {
            connect(i, first + i, sets.get(i), sets.get(i + 1), edges);
        }
        String strongest = layers.size() < 2 ? "" : strongest(layers);
        return new Flow(new Caption("How the " + subject.explained() + " comes about", mean
                + ": what LRP-ε hands from the right to the left, orange for it, blue against it, the wider the more. "
                + "The strongest units of each layer have lines of their own; a line of the others is a sum of many that "
                + "partly cancel."
                + (shape == null ? "" : " A picture tells what a unit took from each pixel."),
                mean + ", relevance runs through " + strongest + "."), shape, layers, edges);
    }

    private static String strongest(List<Flow.Layer> layers) {
        return String.join(", ", layers.subList(0, layers.size() - 1).stream()
                .map(layer -> layer.nodes().getFirst())
                .map(node -> node.name() + " (" + Numbers.text(node.value()) + ")")
                .toList());
    }

    /** The units with the largest |R|, the largest first, and then all others that have any. */
    private static int[][] nodes(float[] relevance) {
        int[] order = IntStream.range(0, relevance.length).boxed().filter(k -> relevance[k] != 0)
                .sorted(Comparator.comparingDouble((Integer k) -> -Math.abs(relevance[k])))
                .mapToInt(Integer::intValue).toArray();
        int single = order.length <= NODES + 1 ? order.length : NODES;
        List<int[]> nodes = new ArrayList<>();
        for (int k : Arrays.copyOf(order, single)) {
            nodes.add(new int[]{k});
        }
        if (single < order.length) {
            nodes.add(Arrays.copyOfRange(order, single, order.length));
        }
        return nodes.toArray(int[][]::new);
    }

    private Flow.Layer layer(int level, int[][] sets) {
        float[] relevance = flow.relevance().get(level);
        List<Flow.Node> nodes = new ArrayList<>();
        for (int[] set : sets) {
            double sum = Arrays.stream(set).mapToDouble(k -> relevance[k]).sum();
            String name = set.length > 1 ? set.length + " others" : name(level, set[0]);
            nodes.add(
                    new Flow.Node(name, sum, shape != null && level == 1 && set.length == 1 ? picture(set[0]) : null));
        }
        int depth = flow.edges().size();
        return new Flow.Layer(level == 0 ? "features" : level == depth ? "output" : "dense " + (level - 1), nodes);
    }

    private String name(int level, int k) {
        if (level == 0) {
            return subject.model().featureNames().get(k);
        }
        if (level < flow.edges().size()) {
            return "h" + (level - 1) + "." + k;
        }
        List<String> names = subject.model().outputNames();
        return names.size() == subject.model().outputs() ? names.get(k) : subject.explained();
    }

    private float[] picture(int unit) {
        float[] edges = flow.edges().getFirst();
        int out = flow.relevance().get(1).length;
        float[] picture = new float[edges.length / out];
        for (int j = 0; j < picture.length; j++) {
            picture[j] = edges[j * out + unit];
        }
        return picture;
    }

    private void connect(int column, int layer, int[][] left, int[][] right, List<Flow.Edge> edges) {
        float[] values = flow.edges().get(layer);
        int out = flow.relevance().get(layer + 1).length;
        for (int from = 0; from < left.length; from++) {
            for (int to = 0; to < right.length; to++) {
                double sum = 0;
                for (int j : left[from]) {
                    for (int k : right[to]) {
                        sum += values[j * out + k];
                    }
                }
                if (sum != 0) {
                    edges.add(new Flow.Edge(column, from, to, sum));
                }
            }
        }
    }
}

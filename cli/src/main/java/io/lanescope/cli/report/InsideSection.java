package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.lanescope.explain.actions.HiddenUnit;
import io.lanescope.explain.actions.UnitSurgery;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;

/** What is inside the network. */
final class InsideSection {

    private static final int UNITS = 24;

    private InsideSection() {}

    static Section of(Subject subject) {
        List<Figure> figures = new ArrayList<>();
        Dataset.ImageShape shape = subject.data().image();
        if (shape != null) {
            figures.add(weights(subject.model(), shape));
        }
        figures.add(IdealInputs.of(subject));
        if (subject.model().layers().size() > 1) {
            List<HiddenUnit> units = HiddenUnit.of(subject.model(), subject.data(), subject.team());
            figures.add(states(subject, units));
            figures.add(flat(subject.model(), units));
            figures.addAll(RelevanceGraph.of(subject));
        }
        return new Section("inside", "What is inside",
                "What single units have learned, how they work together, and which say nothing.",
                figures);
    }

    private static Figure weights(Mlp model, Dataset.ImageShape shape) {
        Dense first = model.layers().getFirst();
        double[] strength = IntStream.range(0, first.out()).mapToDouble(k -> strength(model, k)).toArray();
        List<Pictures.Panel> panels = new ArrayList<>();
        IntStream.range(0, first.out()).boxed().sorted(Comparator.comparingDouble((Integer k) -> -strength[k]))
                .limit(UNITS).forEach(k -> {
                    float[] weights = new float[first.in()];
                    for (int j = 0; j < weights.length; j++) {
                        weights[j] = first.weights()[j * first.out() + k];
                    }
                    panels.add(new Pictures.Panel("unit " + k, "Weights of unit " + k, null, weights));
                });
        return new Pictures(new Caption("Weights of the first layer", String.format(Locale.ROOT,
                "The %d units of %d whose weights, in and out, are largest. Ink on orange excites a unit, ink on blue "
                        + "calms it.",
                panels.size(), first.out()), "", true), shape, List.of(new Pictures.Row("", panels)),
                new Pictures.Ends("calms", "excites"));
    }

    /** The norm of the weights into a unit times that of the weights out of it, which rescaling a unit leaves as is. */
    private static double strength(Mlp model, int unit) {
        Dense first = model.layers().getFirst();
        double in = 0;
        for (int j = 0; j < first.in(); j++) {
            double w = first.weights()[j * first.out() + unit];
            in += w * w;
        }
        double out = 0;
        if (model.layers().size() > 1) {
            Dense next = model.layers().get(1);
            for (int j = 0; j < next.out(); j++) {
                double w = next.weights()[unit * next.out() + j];
                out += w * w;
            }
        } else {
            out = 1;
        }
        return Math.sqrt(in * out);
    }

    private static Figure states(Subject subject, List<HiddenUnit> units) {
        int layers = subject.model().layers().size() - 1;
        List<String> columns = new ArrayList<>(List.of("units"));
        IntStream.range(0, layers).forEach(l -> columns.add("dense " + l));
        List<List<Object>> rows = new ArrayList<>();
        rows.add(counts("all", layers, units));
        for (HiddenUnit.State state : HiddenUnit.State.values()) {
            rows.add(counts(state.name().toLowerCase(Locale.ROOT), layers,
                    units.stream().filter(unit -> unit.state() == state).toList()));
        }
        List<HiddenUnit> silent = units.stream().filter(unit -> unit.state() == HiddenUnit.State.DEAD
                || unit.state() == HiddenUnit.State.CONSTANT || unit.state() == HiddenUnit.State.UNHEARD).toList();
        String note = String.format(Locale.ROOT,
                "On %s. A dead unit is 0 on all of them, a constant one always the "
                        + "same; a saturated one hardly follows its input on 95 %% of them; from an unheard one no weight but 0 "
                        + "leads on.",
                Counted.of(subject.data().rows(), "row"));
        if (!silent.isEmpty()) {
            note += String.format(Locale.ROOT,
                    " Without the %d silent ones the network has %,d parameters instead of %,d "
                            + "and says the same.",
                    silent.size(), UnitSurgery.remove(subject.model(), silent).parameters(),
                    subject.model().parameters());
        }
        return new Table(new Caption("Hidden units", note, ""), columns, rows);
    }

    /** How many of some units are in each layer. */
    private static List<Object> counts(String name, int layers, List<HiddenUnit> units) {
        List<Object> row = new ArrayList<>(List.of(name));
        for (int l = 0; l < layers; l++) {
            int layer = l;
            row.add(units.stream().filter(unit -> unit.layer() == layer).count());
        }
        return row;
    }

    private static Figure flat(Mlp model, List<HiddenUnit> units) {
        List<Lines.Curve> curves = new ArrayList<>();
        for (int l = 0; l < model.layers().size() - 1; l++) {
            int layer = l;
            double[] y = units.stream().filter(unit -> unit.layer() == layer).mapToDouble(HiddenUnit::flat).sorted()
                    .toArray();
            double[] x = IntStream.range(0, y.length).mapToDouble(i -> (i + 0.5) / y.length).toArray();
            curves.add(new Lines.Curve("dense " + l, x, y));
        }
        return new Lines(
                new Caption("How often units rest", "The share of rows on which a unit does not follow its input, "
                        + "the units of each layer in order: a ReLU rests while it is off.",
                        "Shares from " + Numbers.text(curves.getFirst().y()[0]) + " to "
                                + Numbers.text(curves.getFirst().y()[curves.getFirst().y().length - 1])
                                + " in the first hidden layer."),
                new Lines.Axis("share of units", 0.0, 1.0), new Lines.Axis("share of rows at rest", 0.0, 1.0), curves);
    }
}

package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.InputBounds;
import io.lanescope.explain.Rows;
import io.lanescope.explain.Target;
import io.lanescope.explain.actions.HiddenUnit;
import io.lanescope.explain.actions.Pruning;
import io.lanescope.explain.effects.ActivationMaximization;
import io.lanescope.explain.layer.HiddenLayer;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import org.jspecify.annotations.Nullable;

/** What the outputs, and the units that matter most, would most like to see: activation maximisation. */
final class IdealInputs {

    private static final int OUTPUTS = 10;

    private static final int UNITS = 10;

    private static final int FEATURES = 12;

    private static final int STEPS = 200;

    private static final float RATE = 0.1f;

    private static final float L2 = 0.01f;

    /** Of pictures, whose many pixels would else be black or white, both of L2 and of the total variation. */
    private static final float RESTRAINT = 0.2f;

    /** Units say smaller numbers than outputs do. */
    private static final float UNIT_RESTRAINT = 0.12f;

    private final Subject subject;
    private final Mlp model;
    private final Dataset.@Nullable ImageShape shape;
    private final InputBounds bounds;
    private final float[] start;

    private IdealInputs(Subject subject) {
        this.subject = subject;
        model = subject.model();
        shape = subject.data().image();
        Dataset data = subject.data();
        bounds = shape == null
                ? InputBounds.of(data.features(), data.rows())
                : InputBounds.uniform(data.columns(), 0, 1);
        start = Baseline.mean(data.features(), data.rows()).toArray(data.columns());
    }

    static Figure of(Subject subject) {
        IdealInputs inputs = new IdealInputs(subject);
        return inputs.shape == null ? inputs.table() : inputs.pictures(inputs.shape);
    }

    private Rows climb(Target target, ActivationMaximization.@Nullable HiddenUnit unit) {
        float restraint = unit == null ? RESTRAINT : UNIT_RESTRAINT;
        ActivationMaximization.Ascent ascent = shape == null
                ? new ActivationMaximization.Ascent(STEPS, RATE, L2, 0)
                : new ActivationMaximization.Ascent(STEPS, RATE, restraint, restraint);
        ActivationMaximization method = new ActivationMaximization(ascent, bounds, shape, unit);
        return new Explainer(model, target).explain(method, start, 1).rows();
    }

    private List<Target> targets() {
        return IntStream
                .range(0, Math.min(OUTPUTS, model.isClassifier() ? model.outputNames().size() : model.outputs()))
                .mapToObj(c -> model.isClassifier() ? new Target.Logit(c) : new Target.Output(c))
                .map(Target.class::cast)
                .toList();
    }

    private Figure pictures(Dataset.ImageShape shape) {
        List<Pictures.Panel> outputs = new ArrayList<>();
        for (Target target : targets()) {
            String name = model.outputNames().get(target.output());
            Rows found = climb(target, null);
            outputs.add(
                    panel(name + ": " + Numbers.text(found.baseValue()[0]), "The picture that drives output " + name,
                            found));
        }
        List<Pictures.Row> rows = new ArrayList<>();
        rows.add(new Pictures.Row("For each output, with what it then says", outputs));
        List<Pictures.Panel> units = units();
        if (!units.isEmpty()) {
            rows.add(new Pictures.Row("For the units of the last hidden layer that matter most", units));
        }
        return new Pictures(new Caption("What it would most like to see",
                "Activation maximisation: from the mean picture, pixels in [0, 1] climb to what drives an output or a "
                        + "unit most, held smooth and faint. Such a picture need not look like any that occurs.",
                "", true), shape, rows, new Pictures.Ends("", ""));
    }

    private static Pictures.Panel panel(String title, String alt, Rows found) {
        return new Pictures.Panel(title, alt, found.values(), null);
    }

    /** Units of the first layer are left out: their weights say the same. */
    private List<Pictures.Panel> units() {
        int last = model.layers().size() - 2;
        if (last < 1) {
            return List.of();
        }
        List<HiddenUnit> order = Pruning.RELEVANCE.order(model, subject.data(), subject.seed(), subject.team())
                .reversed();
        return order.stream().filter(unit -> unit.layer() == last).limit(UNITS).map(unit -> {
            String name = "h" + last + "." + unit.unit();
            Rows found = climb(targets().getFirst(),
                    new ActivationMaximization.HiddenUnit(new HiddenLayer(last), unit.unit()));
            return panel(name + ": " + Numbers.text(found.baseValue()[0]), "The picture that drives unit " + name,
                    found);
        }).toList();
    }

    /** In standard deviations from the mean, so that features can be compared. */
    private Figure table() {
        List<Target> targets = targets();
        Dataset data = subject.data();
        double[] deviation = new double[data.columns()];
        for (int j = 0; j < deviation.length; j++) {
            int column = j;
            deviation[j] = Statistics.deviation(IntStream.range(0, data.rows())
                    .mapToDouble(r -> data.features()[r * data.columns() + column]).toArray());
        }
        double[][] shifts = new double[data.columns()][targets.size()];
        for (int c = 0; c < targets.size(); c++) {
            float[] found = climb(targets.get(c), null).values();
            for (int j = 0; j < found.length; j++) {
                shifts[j][c] = deviation[j] == 0 ? 0 : ((double) found[j] - start[j]) / deviation[j];
            }
        }
        List<Integer> order = IntStream.range(0, shifts.length).boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -largest(shifts[j]))).limit(FEATURES).toList();
        List<String> names = order.stream().map(data.featureNames()::get).toList();
        return new Heat(new Caption("What it would most like to see",
                "Activation maximisation: the row, within the data's bounds, that drives an output most. How far each "
                        + "feature then is from its mean, in standard deviations, those that move most first.",
                "Features that move most: " + String.join(", ", names.stream().limit(5).toList()) + "."),
                "standard deviations from the mean", names,
                targets.stream().map(target -> model.outputNames().get(target.output())).toList(),
                order.stream().map(j -> shifts[j]).toArray(double[][]::new));
    }

    private static double largest(double[] shifts) {
        return IntStream.range(0, shifts.length).mapToDouble(c -> Math.abs(shifts[c])).max().orElse(0);
    }
}

package io.lanescope.explain;

import java.util.List;
import java.util.Objects;

import io.lanescope.nn.Mlp;
import io.lanescope.simd.Team;

/**
 * Explains the rows of a batch with any {@link Method}. Rows are split over a team's threads; a row's result has the
 * same bits whatever the batch, the block it falls into and the number of threads.
 */
public final class Explainer {

    private final Mlp model;
    private final Target target;
    private final Team team;

    /**
     * An explainer on the calling thread alone.
     *
     * @param model  the network
     * @param target the explained scalar
     * @throws IllegalArgumentException if the network has no such output
     */
    public Explainer(Mlp model, Target target) {
        this(model, target, Team.single());
    }

    /**
     * An explainer on a team of threads.
     *
     * @param model  the network
     * @param target the explained scalar
     * @param team   the threads
     * @throws IllegalArgumentException if the network has no such output
     */
    public Explainer(Mlp model, Target target, Team team) {
        this.model = Objects.requireNonNull(model, "model");
        this.target = Objects.requireNonNull(target, "target");
        this.team = Objects.requireNonNull(team, "team");
        TargetGradient.of(model, target);
    }

    /**
     * Attributes every row.
     *
     * @param method the method with its settings
     * @param x      {@code [count, features]}, row-major, in the data's own units
     * @param count  how many rows
     * @return the attributions
     * @throws IllegalArgumentException if {@code x} does not hold {@code count} rows of the model's width, if a number in
     *                                  it is not finite, or if a setting of the method does not fit the model
     */
    public Explanation explain(Method method, float[] x, int count) {
        int features = model.inputs();
        checkRows(x, count, features);
        List<String> columns = method.columns(model);
        Rows rows = new Rows(count, features, columns.size(), x.clone(),
                new float[Math.multiplyExact(count, columns.size())], new int[count], new float[count],
                new float[count]);
        team.run((part, parts) -> {
            int from = (int) ((long) count * part / parts);
            int to = (int) ((long) count * (part + 1) / parts);
            if (from < to) {
                method.attributor(model, target).attribute(rows, from, to);
            }
        });
        return new Explanation(method, target, rows, columns, model.featureNames(), model.outputNames());
    }

    private static void checkRows(float[] x, int count, int features) {
        if (count < 0 || x.length != (long) count * features) {
            throw new IllegalArgumentException("x must hold " + count + " rows of " + features
                    + " features, but has " + x.length + " numbers");
        }
        for (int i = 0; i < x.length; i++) {
            if (!Float.isFinite(x[i])) {
                throw new IllegalArgumentException(
                        "row " + i / features + ", feature " + i % features + " of x is " + x[i]);
            }
        }
    }
}

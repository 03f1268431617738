package io.lanescope.explain;

import java.util.Objects;
import java.util.concurrent.CancellationException;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.InputException;
import io.lanescope.simd.Team;
import io.lanescope.simd.Vectors;

/**
 * Explains the rows of a batch with any {@link Method}. Rows are split over a team's threads; a row's result has the
 * same bits whatever the batch, the block it falls into and the number of threads.
 */
public final class Explainer {

    /** Rows of each thread between two reports to a listener. */
    private static final int BLOCK = 16;

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
        target.checkFits(model);
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
        return explain(method, x, count, ExplanationListener.NONE);
    }

    /**
     * Attributes every row, and tells now and then how many are done.
     *
     * @param method   the method with its settings
     * @param x        {@code [count, features]}, row-major, in the data's own units
     * @param count    how many rows
     * @param listener hears how it goes, and may end it
     * @return the attributions
     * @throws IllegalArgumentException if {@code x} does not hold {@code count} rows of the model's width, if a number in
     *                                  it is not finite or outside the method's bounds, or if a setting of the method does
     *                                  not fit the model
     * @throws CancellationException    if the listener ended it; nothing is left of it then
     */
    public Explanation explain(Method method, float[] x, int count, ExplanationListener listener) {
        checkRows(x, count);
        InputBounds bounds = method.bounds();
        if (bounds != null) {
            bounds.check(x, model.inputs());
        }
        int columns = method.columns(model).size();
        Rows rows = new Rows(count, model.inputs(), columns, x.clone(),
                new float[Math.multiplyExact(count, columns)], new int[count], new float[count], new float[count]);
        Attributor[] workers = new Attributor[team.size()];
        boolean unheard = listener == ExplanationListener.NONE;
        int block = unheard ? Math.max(1, count) : BLOCK * team.size();
        for (int from = 0; from < count; from += block) {
            int to = Math.min(count, from + block);
            attribute(method, rows, from, to, workers);
            if (!listener.explained(to, count)) {
                throw new CancellationException("explaining was ended after " + to + " of " + count + " rows");
            }
        }
        return new Explanation(method, target, rows, model);
    }

    private void attribute(Method method, Rows rows, int first, int end, Attributor[] workers) {
        team.run((part, parts) -> {
            int from = first + (int) ((long) (end - first) * part / parts);
            int to = first + (int) ((long) (end - first) * (part + 1) / parts);
            if (from == to) {
                return;
            }
            if (workers[part] == null) {
                workers[part] = method.attributor(model, target);
            }
            workers[part].attribute(rows, from, to);
        });
    }

    private void checkRows(float[] x, int count) {
        int features = model.inputs();
        if (count < 0 || x.length != (long) count * features) {
            throw new IllegalArgumentException("x must hold " + count + " rows of " + features
                    + " features, but has " + x.length + " numbers");
        }
        if (Float.isFinite(Vectors.l1Norm(x, 0, x.length))) {
            return; // the usual case; a norm that overflows may still be one of finite numbers
        }
        for (int i = 0; i < x.length; i++) {
            if (!Float.isFinite(x[i])) {
                throw new IllegalArgumentException("row " + i / features + ", feature " + i % features + " ("
                        + InputException.quote(model.featureNames().get(i % features)) + ") of x is " + x[i]);
            }
        }
    }
}

package io.lanescope.explain.pass;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.PathRule;
import io.lanescope.explain.Rows;
import io.lanescope.explain.Target;

import io.lanescope.nn.Mlp;

/**
 * One thread's gradients at many points for each row. The points of all rows in turn go through the network in blocks;
 * what is collected for a row is collected in the order of its own points, so blocks do not show in it.
 */
public final class PathAttributor implements Attributor {

    private final Lines lines;
    private final PathPoints points;
    private final PointCollector collector;
    private final PointBlock pending = new PointBlock();

    public PathAttributor(Lines lines, PathPoints points, PointCollector collector) {
        this.lines = lines;
        this.points = points;
        this.collector = collector;
    }

    /** Something that is integrated along the lines from a baseline. */
    public static PathAttributor of(Mlp model, Target target, Baseline baseline, PathRule rule, Integrand integrand) {
        return new PathAttributor(new Lines(model, target, baseline.toArray(model.inputs())),
                PathPoints.of(rule, model, target), integrand);
    }

    /** Integrated gradients. */
    public static PathAttributor ofInputs(Mlp model, Target target, Baseline baseline, PathRule rule) {
        return of(model, target, baseline, rule, new Integrand.PathGradient(model.layers().getFirst().out()));
    }

    @Override
    public void attribute(Rows rows, int from, int to) {
        for (int group = from; group < to; group += Lines.GROUP) {
            int count = Math.min(Lines.GROUP, to - group);
            lines.to(rows, group, count);
            collector.begin(count);
            for (int row = 0; row < count; row++) {
                visit(row);
            }
            collectPending();
            collector.finish(lines, rows, group, count);
        }
    }

    private void visit(int row) {
        int n = points.find(lines, row);
        for (int i = 0; i < n; i++) {
            points.place(lines, row, i, lines.passes.start(), pending.size * lines.width);
            pending.add(row, i, points.weight(i));
            if (pending.full()) {
                collectPending();
            }
        }
    }

    private void collectPending() {
        Passes passes = lines.passes;
        passes.forward(pending.size);
        for (int p = 0; p < pending.size; p++) {
            lines.target.gradient(passes.logits(), p, lines.outputs[pending.rows[p]], passes.logitGradient());
        }
        collector.add(lines, pending);
        pending.size = 0;
    }
}

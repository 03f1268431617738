package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import io.lanescope.explain.Explanation;
import io.lanescope.explain.Rows;

/** Draws the largest contributions to each row, one row below the other. */
final class Contributions {

    /** The most bars of a row; beyond them the others are one. */
    private static final int BARS = 15;

    private static final int WIDTH = 760;

    private static final int NAMES = 250;

    private static final int LONGEST = 34;

    private static final int MARGIN = 24;

    private static final int HEAD = 64;

    private static final int BAR = 22;

    private static final int AROUND = 84;

    /** Room for the numbers at the ends of bars. */
    private static final int NUMBER = 70;

    /** A sum that misses its goal by more is drawn as single bars. */
    private static final double TOLERANCE = 0.01;

    private final List<Mark> marks = new ArrayList<>();
    private final Explanation explanation;

    private Contributions(Explanation explanation) {
        this.explanation = explanation;
    }

    /**
     * A contribution.
     *
     * @param name what contributes
     * @param phi  how much
     */
    private record Step(String name, double phi) {}

    static Drawing draw(Explanation explanation, int[] numbers, int most) {
        return new Contributions(explanation).draw(numbers, Math.min(most, explanation.rows().count()));
    }

    private Drawing draw(int[] numbers, int shown) {
        String title = "What contributed to each row, by " + explanation.method().name();
        marks.add(new Mark.Text(MARGIN, 32, Mark.Anchor.START, 17, Palette.TEXT, title));
        marks.add(new Mark.Text(MARGIN, 52, Mark.Anchor.START, 12, Palette.SOFT,
                "Orange raises the explained output, blue lowers it."
                        + Drawing.leftOut(shown, explanation.rows().count())));
        StringBuilder words = new StringBuilder("The largest contributions first.");
        int y = HEAD;
        for (int i = 0; i < shown; i++) {
            List<Step> steps = steps(i);
            String name = Drawing.rowTitle(explanation, i, numbers[i]);
            words.append(' ').append(name).append(", most by ").append(steps.getFirst().name()).append(": ")
                    .append(Numbers.text(steps.getFirst().phi())).append('.');
            marks.add(new Mark.Text(MARGIN, y + 16, Mark.Anchor.START, 14, Palette.TEXT, name));
            row(y + 44, steps, i);
            y += AROUND + BAR * steps.size();
        }
        return new Drawing(WIDTH, y, title, words.toString(), List.copyOf(marks));
    }

    private List<Step> steps(int row) {
        Rows rows = explanation.rows();
        int columns = rows.columns();
        List<Integer> order = IntStream.range(0, columns).boxed().sorted(
                Comparator.comparingDouble((Integer j) -> -Math.abs(rows.values()[row * columns + j]))).toList();
        int single = columns <= BARS + 1 ? columns : BARS;
        List<Step> steps = new ArrayList<>();
        boolean features = explanation.columnNames().equals(explanation.featureNames());
        for (int j : order.subList(0, single)) {
            String name = clip(explanation.columnNames().get(j));
            steps.add(new Step(features ? name + " = " + Numbers.text(rows.x()[row * rows.features() + j]) : name,
                    rows.values()[row * columns + j]));
        }
        if (single < columns) {
            steps.add(new Step(columns - single + " others together",
                    order.subList(single, columns).stream().mapToDouble(j -> rows.values()[row * columns + j]).sum()));
        }
        return steps;
    }

    private static String clip(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…";
    }

    private void row(int top, List<Step> steps, int row) {
        double base = explanation.rows().baseValue()[row];
        double value = explanation.rows().value()[row];
        double sum = steps.stream().mapToDouble(Step::phi).sum();
        boolean adds = Math.abs(base + sum - value) <= TOLERANCE * Math.abs(value - base);
        double start = adds ? base : 0;
        double low = start;
        double high = start;
        double at = start;
        for (Step step : steps) {
            double end = adds ? at + step.phi() : step.phi();
            low = Math.min(low, end);
            high = Math.max(high, end);
            at = end;
        }
        Axis axis = Axis.of(low, high, MARGIN + NAMES, WIDTH - MARGIN - NUMBER);
        int bottom = top + BAR * steps.size();
        for (double tick : axis.ticks()) {
            marks.add(new Mark.Stroke(axis.at(tick), top, axis.at(tick), bottom, Palette.LINE));
            marks.add(new Mark.Text(axis.at(tick), bottom + 16, Mark.Anchor.MIDDLE, 11, Palette.SOFT,
                    Numbers.text(tick)));
        }
        goal(axis.at(start), top, bottom, adds ? "f(x′) " + Numbers.text(base) : "");
        if (adds) {
            goal(axis.at(value), top, bottom, "");
        }
        at = start;
        for (int i = 0; i < steps.size(); i++) {
            double from = adds ? at : 0;
            at = from + steps.get(i).phi();
            bar(axis, top + BAR * i, steps.get(i), from, at);
        }
    }

    private void goal(double x, int top, int bottom, String text) {
        marks.add(new Mark.Stroke(x, top - 4, x, bottom, Palette.SOFT));
        if (!text.isEmpty()) {
            marks.add(new Mark.Text(x, top - 8, Mark.Anchor.MIDDLE, 11, Palette.SOFT, text));
        }
    }

    private void bar(Axis axis, int y, Step step, double from, double to) {
        int middle = y + BAR / 2 + 4;
        marks.add(new Mark.Text(MARGIN + NAMES - 10, middle, Mark.Anchor.END, 12, Palette.TEXT, step.name()));
        if (Double.isFinite(step.phi())) {
            double left = Math.min(axis.at(from), axis.at(to));
            double right = Math.max(axis.at(from), axis.at(to));
            marks.add(new Mark.Box(left, y + 3, Math.max(1, right - left), BAR - 6,
                    step.phi() < 0 ? Palette.MINUS : Palette.PLUS));
            marks.add(new Mark.Text(right + 5, middle, Mark.Anchor.START, 12, Palette.TEXT,
                    (step.phi() > 0 ? "+" : "") + Numbers.text(step.phi())));
        } else {
            marks.add(new Mark.Text(axis.at(axis.low()) + 5, middle, Mark.Anchor.START, 12, Palette.TEXT,
                    String.valueOf(step.phi())));
        }
    }
}

package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import io.lanescope.explain.Explanation;
import io.lanescope.nn.data.Dataset;

/** Draws pictures beside their heat maps, all on one scale. */
final class HeatMaps {

    /** How large a picture is about to be, in pixels. */
    private static final int SIDE = 168;

    private static final int COLUMNS = 3;

    private static final int MARGIN = 24;

    private static final int GAP = 8;

    private static final int HEAD = 64;

    private static final int LINE = 22;

    private static final int FOOT = 78;

    private static final int BAR = 240;

    private static final int NARROWEST = 460;

    private final List<Mark> marks = new ArrayList<>();
    private final Explanation explanation;
    private final Dataset.ImageShape shape;
    private final int zoom;
    private final double limit;

    private HeatMaps(Explanation explanation, Dataset.ImageShape shape, double limit) {
        this.explanation = explanation;
        this.shape = shape;
        this.limit = limit;
        this.zoom = Math.max(1, SIDE / Math.max(shape.height(), shape.width()));
    }

    static Drawing draw(Explanation explanation, int[] numbers, Dataset.ImageShape shape, int most) {
        int shown = Math.min(most, explanation.rows().count());
        double[] sizes = IntStream.range(0, shown * shape.height() * shape.width())
                .mapToDouble(i -> Math.abs(explanation.rows().values()[i])).filter(Double::isFinite).toArray();
        double limit = Statistics.heatLimit(sizes);
        return new HeatMaps(explanation, shape, limit).draw(numbers, shown,
                (double) Arrays.stream(sizes).filter(size -> size > limit).count() / Math.max(1, sizes.length));
    }

    private Drawing draw(int[] numbers, int shown, double clipped) {
        int columns = Math.min(COLUMNS, shown);
        int cellWidth = 2 * zoom * shape.width() + GAP + MARGIN;
        int cellHeight = zoom * shape.height() + LINE + MARGIN;
        int lines = (shown + columns - 1) / columns;
        int width = Math.max(NARROWEST, columns * cellWidth + MARGIN);
        int height = HEAD + lines * cellHeight + FOOT;
        String title = "What each pixel contributed, by " + explanation.method().name();
        marks.add(new Mark.Text(MARGIN, 32, Mark.Anchor.START, 17, Palette.TEXT, title));
        marks.add(new Mark.Text(MARGIN, 52, Mark.Anchor.START, 12, Palette.SOFT,
                "Each row's picture and its heat map: orange speaks for, blue against."
                        + Drawing.leftOut(shown, explanation.rows().count())));
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            int x = MARGIN + i % columns * cellWidth;
            int y = HEAD + i / columns * cellHeight + LINE;
            String words = Drawing.rowTitle(explanation, i, numbers[i]);
            rows.append(' ').append(words).append('.');
            marks.add(new Mark.Text(x, y - 7, Mark.Anchor.START, 12, Palette.TEXT, words));
            int first = i * shape.height() * shape.width();
            picture(x, y, j -> Palette.ink(explanation.rows().x()[first + j]));
            picture(x + zoom * shape.width() + GAP, y,
                    j -> Palette.diverging(explanation.rows().values()[first + j] / limit));
        }
        scale(height - FOOT, clipped);
        return new Drawing(width, height, title,
                "Heat maps beside the pictures they explain, on one scale from " + Numbers.text(-limit) + " (blue) to "
                        + Numbers.text(limit) + " (orange)." + rows,
                List.copyOf(marks));
    }

    /** Neighbours of one colour are one box; what is white is not drawn. */
    private void picture(int x, int y, IntUnaryOperator color) {
        int width = shape.width();
        for (int row = 0; row < shape.height(); row++) {
            for (int from = 0; from < width;) {
                int rgb = color.applyAsInt(row * width + from);
                int to = from + 1;
                while (to < width && color.applyAsInt(row * width + to) == rgb) {
                    to++;
                }
                if (rgb != 0xffffff) {
                    marks.add(new Mark.Box(x + from * zoom, y + row * zoom, (to - from) * zoom, zoom, rgb));
                }
                from = to;
            }
        }
        int right = x + zoom * width;
        int bottom = y + zoom * shape.height();
        marks.add(new Mark.Stroke(x, y, right, y, Palette.LINE));
        marks.add(new Mark.Stroke(x, bottom, right, bottom, Palette.LINE));
        marks.add(new Mark.Stroke(x, y, x, bottom, Palette.LINE));
        marks.add(new Mark.Stroke(right, y, right, bottom, Palette.LINE));
    }

    private void scale(int y, double clipped) {
        int steps = BAR / 4;
        for (int i = 0; i <= steps; i++) {
            marks.add(new Mark.Box(MARGIN + 4.0 * i, y, 4, 12, Palette.diverging(2.0 * i / steps - 1)));
        }
        int below = y + 28;
        marks.add(new Mark.Text(MARGIN, below, Mark.Anchor.START, 12, Palette.TEXT, Numbers.text(-limit)));
        marks.add(new Mark.Text(MARGIN + BAR / 2.0, below, Mark.Anchor.MIDDLE, 12, Palette.TEXT, "0"));
        marks.add(new Mark.Text(MARGIN + BAR, below, Mark.Anchor.END, 12, Palette.TEXT, Numbers.text(limit)));
        marks.add(new Mark.Text(MARGIN, below + 20, Mark.Anchor.START, 12, Palette.SOFT, String.format(Locale.ROOT,
                "%.2g %% of the numbers lie beyond the scale and have the colour of its ends.", 100 * clipped)));
    }
}

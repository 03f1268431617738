package io.lanescope.cli.report;

import java.util.List;

import io.lanescope.explain.Explanation;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.exchange.AtomicFile;
import org.jspecify.annotations.Nullable;

/**
 * A picture by itself, on white.
 *
 * @param width       in pixels
 * @param height      in pixels
 * @param title       what it shows
 * @param description what one would see
 * @param marks       the later ones over the earlier ones
 */
public record Drawing(int width, int height, String title, String description, List<Mark> marks) {

    /** The most rows that a drawing of tables shows. */
    private static final int TABLES = 12;

    /** The most rows that a drawing of pictures shows. */
    private static final int PICTURES = 24;

    /** How a drawing is written. */
    public enum Format {
        /** Scalable Vector Graphics 1.1, with title and description. */
        SVG,
        /** Portable Network Graphics, twice as many pixels in each direction. */
        PNG
    }

    /**
     * Draws an explanation: heat maps where each column is a pixel, else the largest contributions of each row. Where they
     * add up to {@code f(x) − f(x′)} they are drawn step by step from the one to the other, else each from 0.
     *
     * @param explanation what to draw, of at least one row
     * @param numbers     the rows' numbers in the data; beyond the first 24 pictures or 12 tables they are left out
     * @param image       the shape of a row's picture, or null if rows are none
     * @return the picture
     */
    public static Drawing of(Explanation explanation, int[] numbers, Dataset.@Nullable ImageShape image) {
        return image != null && explanation.rows().columns() == image.height() * image.width()
                ? HeatMaps.draw(explanation, numbers, image, PICTURES)
                : Contributions.draw(explanation, numbers, TABLES);
    }

    /**
     * The bytes of its file.
     *
     * @param format how to write it
     * @return what writes them
     */
    public AtomicFile.Content in(Format format) {
        return switch (format) {
            case SVG -> new SvgFile(this);
            case PNG -> new PngFile(this);
        };
    }

    static String rowTitle(Explanation explanation, int row, int number) {
        int output = explanation.rows().outputs()[row];
        String name = output < explanation.outputNames().size() ? explanation.outputNames().get(output) : "y" + output;
        return "row " + number + ": f(x) = " + Numbers.text(explanation.rows().value()[row]) + " for " + name;
    }

    static String leftOut(int shown, int rows) {
        return shown < rows ? " The first " + shown + " of " + rows + " rows." : "";
    }
}

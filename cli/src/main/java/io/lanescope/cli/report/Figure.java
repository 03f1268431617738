package io.lanescope.cli.report;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;

/** A picture or table, as the numbers it is drawn from. */
public sealed interface Figure
        permits Bars, Beeswarm, Dots, Facts, Flow, Heat, Intervals, Lines, Matrix, Pictures, Table, Waterfall {

    /**
     * What stands with it.
     *
     * @return the caption
     */
    Caption caption();

    /**
     * The name of its kind, by which the page's script knows how to draw it.
     *
     * @return one word
     */
    String kind();

    /**
     * Writes what is special to its kind.
     *
     * @param json where to; the figure's object is open
     * @throws IOException if it cannot be written
     */
    void write(JsonGenerator json) throws IOException;
}

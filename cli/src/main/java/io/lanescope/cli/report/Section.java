package io.lanescope.cli.report;

import java.util.List;

/**
 * A part of a report that answers one question.
 *
 * @param id      its name in links, letters only
 * @param title   the question or its subject
 * @param text    what to look for, in a sentence or two
 * @param figures the answers
 */
public record Section(String id, String title, String text, List<Figure> figures) {

    /**
     * Copies the figures.
     *
     * @param id      its name in links, letters only
     * @param title   the question or its subject
     * @param text    what to look for, in a sentence or two
     * @param figures the answers
     */
    public Section {
        figures = List.copyOf(figures);
    }
}

package io.lanescope.cli.report;

import java.util.List;

/**
 * Everything a report shows.
 *
 * @param title    what it is about
 * @param subtitle on what data, and how it was made
 * @param headline the few numbers to see first
 * @param sections in reading order
 * @param footer   what made it
 */
public record Report(String title, String subtitle, List<Fact> headline, List<Section> sections, String footer) {

    /**
     * Copies the lists.
     *
     * @param title    what it is about
     * @param subtitle on what data, and how it was made
     * @param headline the few numbers to see first
     * @param sections in reading order
     * @param footer   what made it
     */
    public Report {
        headline = List.copyOf(headline);
        sections = List.copyOf(sections);
    }
}

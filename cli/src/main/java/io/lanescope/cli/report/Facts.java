package io.lanescope.cli.report;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;

/**
 * Things to know, one below the other.
 *
 * @param caption what stands with it
 * @param facts   the things
 */
public record Facts(Caption caption, List<Fact> facts) implements Figure {

    @Override
    public String kind() {
        return "facts";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        Numbers.facts(json, "items", facts);
    }
}

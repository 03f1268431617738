package io.lanescope.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.lanescope.nn.data.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * A command line as it was typed, so that a checkpoint can keep it.
 *
 * @param arguments the parameters
 * @param options   values by the options' longest names; empty for an option without a value
 */
record TypedOptions(List<String> arguments, Map<String, String> options) {

    /** What does not belong to a training, but to one run of it. */
    private static final Set<String> PLACES = Set.of("--output", "--checkpoint", "--checkpoint-every", "--resume",
            "--threads", "--quiet", "--debug");

    static TypedOptions of(ParseResult parsed) {
        Map<String, String> options = new LinkedHashMap<>();
        parsed.matchedOptions().forEach(option -> options.put(option.longestName(), value(option)));
        List<String> arguments = parsed.matchedPositionals().stream().map(TypedOptions::value).toList();
        return new TypedOptions(arguments, options);
    }

    private static String value(ArgSpec typed) {
        return typed.arity().max() == 0 ? "" : typed.originalStringValues().getLast();
    }

    /** This with the options of a checkpoint for those that were not typed. */
    TypedOptions withDefaults(Map<String, String> defaults) {
        Map<String, String> all = new LinkedHashMap<>(defaults);
        all.keySet().removeAll(PLACES);
        all.putAll(options);
        return new TypedOptions(arguments, all);
    }

    /** The options that belong to the training. */
    Map<String, String> withoutPlaces() {
        Map<String, String> kept = new LinkedHashMap<>(options);
        kept.keySet().removeAll(PLACES);
        return kept;
    }

    /** Fills a command's fields. */
    void parse(Object command) {
        List<String> words = new ArrayList<>();
        options.forEach((name, value) -> words.add(value.isEmpty() ? name : name + "=" + value));
        words.add("--");
        words.addAll(arguments);
        try {
            new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words.toArray(new String[0]));
        } catch (ParameterException e) {
            throw new InputException("the checkpoint's options are not understood: " + e.getMessage(), e);
        }
    }
}

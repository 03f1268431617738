package io.lanescope.jmh.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.lanescope.nn.data.InputException;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Chooses benchmarks as JMH does: by regular expressions that match a part of their names. */
final class Selection {

    private Selection() {}

    /**
     * Finds benchmarks.
     *
     * @param include regular expressions, one of which must match
     * @param exclude regular expressions, none of which may
     * @param params  values of parameters, in place of those that the benchmark has
     * @return one subject for each combination of parameters
     */
    static List<Subject> find(List<String> include, List<String> exclude, Map<String, List<String>> params) {
        include.forEach(Selection::check);
        exclude.forEach(Selection::check);
        List<Subject> subjects = new ArrayList<>();
        for (BenchmarkListEntry entry : BenchmarkList.defaultList().find(
                OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT), include, exclude)) {
            Map<String, String[]> own = entry.getParams().orElse(Map.of());
            List<SortedMap<String, String>> combinations = List.of(new TreeMap<>());
            for (Map.Entry<String, String[]> param : own.entrySet()) {
                combinations = crossed(combinations, param.getKey(),
                        params.getOrDefault(param.getKey(), List.of(param.getValue())));
            }
            combinations.forEach(chosen -> subjects.add(new Subject(entry.getUsername(), chosen)));
        }
        if (subjects.isEmpty()) {
            throw new InputException("no benchmark matches " + String.join(" or ", include));
        }
        for (String name : params.keySet()) {
            if (subjects.stream().noneMatch(subject -> subject.params().containsKey(name))) {
                throw new InputException("no chosen benchmark has a parameter " + InputException.quote(name));
            }
        }
        return subjects;
    }

    private static List<SortedMap<String, String>> crossed(List<SortedMap<String, String>> combinations, String name,
            List<String> values) {
        return combinations.stream().flatMap(before -> values.stream().map(value -> {
            SortedMap<String, String> after = new TreeMap<>(before);
            after.put(name, value);
            return after;
        })).toList();
    }

    private static void check(String regex) {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new InputException(InputException.quote(regex) + " is no regular expression: " + e.getDescription(),
                    e);
        }
    }
}

package io.lanescope.jmh.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.lanescope.nn.data.InputException;

/**
 * Scores by what was measured, from a file of the laboratory or of JMH ({@code -rf json}).
 *
 * @param samples by benchmark, parameters and variant
 */
record Results(Map<String, Sample> samples) {

    /**
     * Scores of one kind.
     *
     * @param scores one for each fork; of JMH's files with one fork, one for each iteration
     * @param unit   of the scores
     * @param forks  whether each score is that of a fork
     */
    record Sample(List<Double> scores, String unit, boolean forks) {

        Sample {
            scores = List.copyOf(scores);
        }

        double[] logs() {
            return scores.stream().mapToDouble(score -> Fork.throughput(unit) ? Math.log(score) : -Math.log(score))
                    .toArray();
        }
    }

    static Results read(Path file) {
        JsonNode root = SessionFile.tree(file);
        Results results = root.isArray() ? ofJmh(file, root) : ofSession(file, root);
        if (results.samples.isEmpty()) {
            throw InputException.in(file, "there are no results in it");
        }
        return results;
    }

    private static Results ofSession(Path file, JsonNode root) {
        if (!root.path("format").asText().equals(SessionFile.FORMAT)) {
            throw InputException.in(file, "this is a result neither of the laboratory nor of JMH (-rf json)");
        }
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (Fork fork : SessionFile.session(file, root).forks()) {
            if (!fork.failed()) {
                String key = fork.subject() + " | " + fork.variant();
                List<Double> scores = new ArrayList<>(samples.getOrDefault(key, new Sample(List.of(), "", true))
                        .scores());
                scores.add(fork.score());
                samples.put(key, new Sample(scores, fork.unit(), true));
            }
        }
        return new Results(samples);
    }

    private static Results ofJmh(Path file, JsonNode root) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (JsonNode result : root) {
            TreeMap<String, String> params = new TreeMap<>();
            result.path("params").properties().forEach(param -> params.put(param.getKey(), param.getValue().asText()));
            JsonNode metric = result.path("primaryMetric");
            List<List<Double>> forks = new ArrayList<>();
            for (JsonNode fork : metric.path("rawData")) {
                List<Double> iterations = new ArrayList<>();
                fork.forEach(score -> iterations.add(score.asDouble()));
                forks.add(iterations);
            }
            List<Double> scores = forks.size() == 1 ? forks.getFirst() : forks.stream().map(Fork::median).toList();
            String benchmark = result.path("benchmark").asText();
            if (benchmark.isEmpty() || scores.isEmpty() || !scores.stream().allMatch(Fork::isPositive)) {
                throw InputException.in(file, "a result in it has no benchmark's name or no scores (-rf json of JMH "
                        + "writes them as rawData)");
            }
            samples.put(new Subject(benchmark, params).id() + " | " + result.path("mode").asText(),
                    new Sample(scores, metric.path("scoreUnit").asText(), forks.size() > 1));
        }
        return new Results(samples);
    }
}

package io.lanescope.cli.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Team;
import org.jspecify.annotations.Nullable;

/**
 * What a report is about.
 *
 * @param name    what the data is called
 * @param model   the network
 * @param data    the rows it is measured on and explained with, whose classes are numbered as the model's
 * @param truth   {@code [rows, features]}: which features carry the answer, where that is known, or null
 * @param target  the explained scalar
 * @param method  the method that explains
 * @param others  methods to compare it with, which must explain in the same unit
 * @param baseline what stands for a feature that is taken away
 * @param seed    decides what is left to chance
 * @param team    the threads to explain with
 */
@SuppressWarnings("ArrayRecordComponent") // shared with the data, never compared
public record Subject(
        String name,
        Mlp model,
        Dataset data,
        boolean @Nullable [] truth,
        Target target,
        Method method,
        List<Method> others,
        Baseline baseline,
        long seed,
        Team team) {

    float[] row(int row) {
        return Arrays.copyOfRange(data.features(), row * data.columns(), (row + 1) * data.columns());
    }

    /**
     * What the network says to some rows, and what is true.
     *
     * @param rows the rows' numbers
     * @return a few words for each
     */
    public List<String> answers(int[] rows) {
        Answers answers = Answers.of(this);
        return Arrays.stream(rows).mapToObj(answers::describe).toList();
    }

    /**
     * Explains some rows.
     *
     * @param with the method
     * @param of   the explained scalar
     * @param rows the rows' numbers
     * @return what each feature contributed
     */
    public Explanation explain(Method with, Target of, int[] rows) {
        return new Explainer(model, of, team).explain(with, data.subset(rows).features(), rows.length);
    }

    /** The method that explains, and those to compare it with. */
    List<Method> methods() {
        return Stream.concat(Stream.of(method), others.stream()).toList();
    }

    /** The same, but another question. */
    Subject asking(Target other) {
        return new Subject(name, model, data, truth, other, method, others, baseline, seed, team);
    }

    /** The first rows, as many as are worth the time. */
    int[] sample(int most) {
        return IntStream.range(0, Math.min(most, data.rows())).toArray();
    }

    /** What is explained, in words. */
    String explained() {
        return switch (target) {
            case Target.Logit(int output) -> "logit of " + output(output);
            case Target.Probability(int output) -> "probability of " + output(output);
            case Target.LogOdds(int output) -> "log-odds of " + output(output);
            case Target.Margin(int output, int against) ->
                "logit of " + output(output) + " less that of " + output(against);
            case Target.Output(int output) -> output == Target.PREDICTED || model.outputNames().size() <= output
                    ? "output " + output
                    : model.outputNames().get(output);
        };
    }

    /** The explained output of a regression: that whose predictions are shown beside the truth. */
    int explainedOutput() {
        return target.output() == Target.PREDICTED ? 0 : target.output();
    }

    private String output(int output) {
        return output == Target.PREDICTED ? "the predicted class" : "class " + model.outputNames().get(output);
    }
}

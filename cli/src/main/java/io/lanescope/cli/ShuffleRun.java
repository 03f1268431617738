package io.lanescope.cli;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import io.lanescope.explain.perturbation.PermutationImportance;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.exchange.AtomicFile;

/** Permutation importance, which tells of the model and all rows together: one line instead of one a row. */
final class ShuffleRun {

    static final String METHOD = "permutation-importance";

    private static final Set<Methods.Setting> TAKES = Set.of(Methods.Setting.MASK, Methods.Setting.SAMPLES,
            Methods.Setting.SEED);

    private final Mlp model;
    private final PermutationImportance method;
    private final PermutationImportance.Result result;

    private ShuffleRun(Mlp model, PermutationImportance method, PermutationImportance.Result result) {
        this.model = model;
        this.method = method;
        this.result = result;
    }

    static ShuffleRun of(Mlp model, Dataset data, Methods.Settings settings, Workers workers) {
        for (Methods.Setting setting : settings.given()) {
            if (!TAKES.contains(setting)) {
                throw new UsageException(setting.option() + " is not for the method " + METHOD);
            }
        }
        try {
            PermutationImportance method = new PermutationImportance(settings.groups(),
                    settings.samples(PermutationImportance.USUAL_REPEATS), settings.seed());
            return new ShuffleRun(model, method, method.measure(model, data, workers.team()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** How much the score fell for each feature. */
    AtomicFile.Content csv() {
        float[] drops = new float[result.scoreDrop().length];
        for (int j = 0; j < drops.length; j++) {
            drops[j] = (float) result.scoreDrop()[j];
        }
        return Table.csv(model.featureNames(), drops);
    }

    AtomicFile.Content json() {
        String text = Json.object(true, json -> {
            json.writeStringField("method", METHOD);
            json.writeNumberField("repeats", method.repeats());
            json.writeNumberField("seed", method.seed());
            json.writeNumberField(score(), result.evaluation().score());
            json.writeNumberField("loss", result.evaluation().loss());
            json.writeArrayFieldStart("features");
            for (int j = 0; j < model.inputs(); j++) {
                json.writeStartObject();
                json.writeStringField("name", model.featureNames().get(j));
                Json.finite(json, "scoreDrop", result.scoreDrop()[j]);
                Json.finite(json, "scoreDropStd", result.scoreDropStd()[j]);
                Json.finite(json, "lossRise", result.lossRise()[j]);
                Json.finite(json, "lossRiseStd", result.lossRiseStd()[j]);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
        return Table.text(out -> out.append(text).append('\n'));
    }

    /** What people should know beside the numbers. */
    String note() {
        List<Integer> first = Stream.iterate(0, j -> j < model.inputs(), j -> j + 1)
                .sorted((i, j) -> Double.compare(result.scoreDrop()[j], result.scoreDrop()[i])).limit(3).toList();
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
                "%s is %.4f; what it loses when a feature is shuffled among the rows, ± standard deviation over %d: ",
                score(), result.evaluation().score(), method.repeats()));
        for (int j : first) {
            text.append(String.format(Locale.ROOT, "%s %.4f ± %.4f, ", model.featureNames().get(j),
                    result.scoreDrop()[j], result.scoreDropStd()[j]));
        }
        return text.append("…").toString();
    }

    private String score() {
        return model.isClassifier() ? "accuracy" : "r2";
    }
}

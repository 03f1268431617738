package io.lanescope.cli;

import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;
import org.jspecify.annotations.Nullable;

/** Which scalar is explained, as typed with {@code --of} and {@code --output-index}. */
final class TargetOption {

    private static final String FORMS = "logit, probability, log-odds, margin:A:B or output";

    private TargetOption() {}

    /**
     * The target.
     *
     * @param model the network
     * @param of    what was typed, or null for the usual: a classifier's logit, a regression's output
     * @param index the output's number, or null for the predicted class
     */
    static Target of(Mlp model, @Nullable String of, @Nullable Integer index) {
        String form = of == null ? model.isClassifier() ? "logit" : "output" : of;
        if (form.startsWith("margin:")) {
            return margin(model, form, index);
        }
        int outputs = form.equals("output") ? model.outputs() : model.outputNames().size();
        if (index != null && (index < 0 || index >= outputs)) {
            throw new UsageException("--output-index must be from 0 to " + (outputs - 1) + ", but is " + index);
        }
        int usual = model.isClassifier() && !(form.equals("output") && model.outputs() == 1) ? Target.PREDICTED : 0;
        int output = index == null ? usual : index;
        Target target = switch (form) {
            case "logit" -> new Target.Logit(output);
            case "probability" -> new Target.Probability(output);
            case "log-odds" -> new Target.LogOdds(output);
            case "output" -> new Target.Output(output);
            default -> throw new UsageException("--of must be " + FORMS + ", but is '" + form + "'");
        };
        if (!model.isClassifier() && !(target instanceof Target.Output)) {
            throw new UsageException("--of " + form + " is for classifiers; this model predicts numbers");
        }
        return target;
    }

    private static Target margin(Mlp model, String form, @Nullable Integer index) {
        if (index != null) {
            throw new UsageException("--output-index does not go with --of margin:A:B, which names both outputs");
        }
        String[] parts = form.split(":", -1);
        int classes = model.outputNames().size();
        try {
            int output = Integer.parseInt(parts[1]);
            int against = Integer.parseInt(parts[2]);
            if (parts.length == 3 && model.isClassifier() && Math.min(output, against) >= 0
                    && Math.max(output, against) < classes && output != against) {
                return new Target.Margin(output, against);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
            // said below
        }
        throw new UsageException(
                "--of margin:A:B takes two different outputs of a classifier by their numbers, from 0 to "
                        + (classes - 1) + ", but is '" + form + "'");
    }
}

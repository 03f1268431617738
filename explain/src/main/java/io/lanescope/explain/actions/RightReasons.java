package io.lanescope.explain.actions;

import java.util.Arrays;
import java.util.Objects;

import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.explain.metrics.MaskShare;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.Evaluation;
import io.lanescope.nn.train.ForbiddenFeatures;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.simd.Team;

/**
 * Trains a classifier anew that decides for the wrong reasons, with a penalty on features that must not matter
 * ({@link ForbiddenFeatures}; Ross, Hughes and Doshi-Velez, 2017, arXiv 1703.03717), and measures the effect on rows where
 * those features do not give the class away.
 *
 * @param strength how much the penalty counts, not negative
 * @param training how to train, but for the forbidden features; best as the model was trained
 * @param method   attributes to features, which tells how much those that must not matter do
 */
public record RightReasons(double strength, TrainingOptions training, Method method) {

    /** Refuses missing parts. */
    public RightReasons {
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(method, "method");
    }

    /**
     * How good a model is, and for what reasons.
     *
     * @param evaluation on the test rows
     * @param share      of {@code Σ|φ|} of the predicted class's logit, how much falls on the forbidden features, in [0, 1]; the
     *                   mean over the test rows
     */
    public record Standing(Evaluation evaluation, double share) {}

    /**
     * What came of it.
     *
     * @param model  the changed model
     * @param before the standing of the model as it was
     * @param after  that of the changed one
     */
    public record Outcome(Mlp model, Standing before, Standing after) {}

    /**
     * Trains anew.
     *
     * @param model     a classifier without an activation at the end, whose shape the changed one has
     * @param rows      what to learn from
     * @param test      rows to measure on
     * @param forbidden {@code [features]}: which ones must not matter
     * @param team      the threads
     * @return the changed model, and the effect
     * @throws IllegalArgumentException if the model has an activation that {@link ForbiddenFeatures} does not know, or the
     *                                  rows, the features or the method do not fit it
     */
    public Outcome apply(Mlp model, Dataset rows, Dataset test, boolean[] forbidden, Team team) {
        Retraining.checkReplaceable(model);
        if (forbidden.length != model.inputs()) {
            throw new IllegalArgumentException("the model takes " + model.inputs() + " features, but "
                    + forbidden.length + " are marked as forbidden or not");
        }
        Standing before = standing(model, test, forbidden, team);
        float[] mask = new float[forbidden.length];
        for (int j = 0; j < mask.length; j++) {
            mask[j] = forbidden[j] ? 1 : 0;
        }
        TrainingOptions options = training.toBuilder().forbidden(new ForbiddenFeatures(strength, mask)).build();
        Mlp right = new Trainer(Architecture.of(model), rows, options, team, TrainingListener.NONE).train().model();
        return new Outcome(right, before, standing(right, test, forbidden, team));
    }

    private Standing standing(Mlp model, Dataset test, boolean[] forbidden, Team team) {
        Explanation why = new Explainer(model, new Target.Logit(Target.PREDICTED), team)
                .explain(method, test.features(), test.rows());
        boolean[] mask = new boolean[test.features().length];
        for (int r = 0; r < test.rows(); r++) {
            System.arraycopy(forbidden, 0, mask, r * test.columns(), forbidden.length);
        }
        double share = Arrays.stream(new MaskShare(mask).scores(why, team)).average().orElse(0);
        return new Standing(Evaluation.of(model, test), share);
    }
}

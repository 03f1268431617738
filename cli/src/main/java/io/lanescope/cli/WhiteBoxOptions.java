package io.lanescope.cli;

import java.util.Set;

import io.lanescope.explain.InputBounds;
import io.lanescope.explain.effects.ActivationMaximization;
import io.lanescope.explain.gradient.SmoothGrad;
import io.lanescope.explain.layer.HiddenLayer;
import io.lanescope.explain.lrp.Lrp;
import io.lanescope.explain.lrp.LrpRule;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Settings of the methods that look inside the network. */
final class WhiteBoxOptions {

    private static final float USUAL_ALPHA = 2;

    @Option(names = "--rule", paramLabel = "RULE", description = "How lrp divides relevance: epsilon (the default), zero, gamma, zplus, alphabeta, wsquare, zb, flat or "
            + "preset.")
    private @Nullable String rule;

    @Option(names = "--epsilon", paramLabel = "E", description = "The stabiliser of lrp's rules epsilon and preset (default: 1e-6).")
    private @Nullable Float epsilon;

    @Option(names = "--gamma", paramLabel = "G", description = "How far lrp's rules gamma and preset favour positive weights (default: 0.25).")
    private @Nullable Float gamma;

    @Option(names = "--alpha", paramLabel = "A", description = "The weight of positive parts in lrp's rule alphabeta; beta is A − 1 (default: 2).")
    private @Nullable Float alpha;

    @Option(names = "--bounds", paramLabel = "WHAT", description = "What inputs can be, for lrp's rules zb and preset and activation-maximization: data (the extremes of DATA), or LOW:HIGH as in 0:1 "
            + "(default: data; preset without it uses bounds for images alone).")
    private @Nullable String bounds;

    @Option(names = "--spread-bias", arity = "0", description = "Let lrp hand a bias's share to the inputs in equal parts.")
    private @Nullable Boolean spreadBias;

    @Option(names = "--stdev", paramLabel = "S", description = "Standard deviation of the noise of smoothgrad and vargrad, in units of the scaled features (default: "
            + "0.1).")
    private @Nullable Float stdev;

    @Option(names = "--layer", paramLabel = "L", description = "The hidden layer to look at, from 0 at the input (default: the last).")
    private @Nullable Integer layer;

    @Option(names = "--unit", paramLabel = "K", description = "The layer's unit for neuron-conductance, from 0 (default: 0).")
    private @Nullable Integer unit;

    @Option(names = "--rate", paramLabel = "R", description = "Length of activation-maximization's first step, in units of the scaled features (default: 0.1).")
    private @Nullable Float rate;

    @Option(names = "--l2", paramLabel = "F", description = "How much activation-maximization avoids large inputs (default: 0.01).")
    private @Nullable Float l2;

    @Option(names = "--tv", paramLabel = "F", description = "How much activation-maximization avoids differences between neighbouring pixels (default: 0).")
    private @Nullable Float tv;

    /** Adds what was typed. */
    void note(Set<Methods.Setting> given) {
        MethodOptions.note(given, Methods.Setting.RULE, rule);
        MethodOptions.note(given, Methods.Setting.EPSILON, epsilon);
        MethodOptions.note(given, Methods.Setting.GAMMA, gamma);
        MethodOptions.note(given, Methods.Setting.ALPHA, alpha);
        MethodOptions.note(given, Methods.Setting.BOUNDS, bounds);
        MethodOptions.note(given, Methods.Setting.SPREAD_BIAS, spreadBias);
        MethodOptions.note(given, Methods.Setting.STDEV, stdev);
        MethodOptions.note(given, Methods.Setting.LAYER, layer);
        MethodOptions.note(given, Methods.Setting.UNIT, unit);
        MethodOptions.note(given, Methods.Setting.RATE, rate);
        MethodOptions.note(given, Methods.Setting.L2, l2);
        MethodOptions.note(given, Methods.Setting.TV, tv);
    }

    float stdev() {
        return stdev == null ? SmoothGrad.STDEV : stdev;
    }

    HiddenLayer hiddenLayer() {
        if (layer != null && layer < 0) {
            throw new UsageException("--layer is counted from 0, but is " + layer);
        }
        return layer == null ? new HiddenLayer() : new HiddenLayer(layer);
    }

    int unit() {
        return unit == null ? 0 : unit;
    }

    /** Ascent as asked for: to the explained scalar, or to the activation of a hidden unit that was named. */
    ActivationMaximization maximization(Methods.Settings settings) {
        var usual = new ActivationMaximization.Ascent();
        var ascent = new ActivationMaximization.Ascent(
                settings.given().contains(Methods.Setting.STEPS) ? settings.steps() : usual.steps(),
                rate == null ? usual.rate() : rate, l2 == null ? usual.l2() : l2, tv == null ? usual.tv() : tv);
        Dataset data = settings.data();
        return new ActivationMaximization(ascent, bounds == null ? null : inputBounds(data), data.image(),
                layer == null && unit == null
                        ? null
                        : new ActivationMaximization.HiddenUnit(hiddenLayer(), unit()));
    }

    /** Relevance propagation as asked for. */
    Lrp lrp(Dataset data) {
        String name = rule == null ? "epsilon" : rule;
        refuse("--epsilon", epsilon != null, name, "epsilon", "preset");
        refuse("--gamma", gamma != null, name, "gamma", "preset");
        refuse("--alpha", alpha != null, name, "alphabeta", "alphabeta");
        refuse("--bounds", bounds != null, name, "zb", "preset");
        float stabiliser = epsilon == null ? Lrp.EPSILON : epsilon;
        float favour = gamma == null ? Lrp.GAMMA : gamma;
        LrpRule chosen = switch (name) {
            case "zero" -> new LrpRule.Zero();
            case "epsilon" -> new LrpRule.Epsilon(stabiliser);
            case "gamma" -> new LrpRule.Gamma(favour);
            case "zplus" -> new LrpRule.ZPlus();
            case "alphabeta" -> new LrpRule.AlphaBeta(alpha == null ? USUAL_ALPHA : alpha);
            case "wsquare" -> new LrpRule.WSquare();
            case "flat" -> new LrpRule.Flat();
            case "zb" -> new LrpRule.ZBox(inputBounds(data));
            case "preset" -> new LrpRule.Preset(bounds == null && data.image() == null ? null : inputBounds(data),
                    favour, stabiliser);
            default ->
                throw new UsageException("--rule must be one of epsilon, zero, gamma, zplus, alphabeta, wsquare, "
                        + "zb, flat, preset, but is '" + name + "'");
        };
        return new Lrp(chosen, spreadBias != null);
    }

    private static void refuse(String option, boolean typed, String rule, String one, String other) {
        if (typed && !rule.equals(one) && !rule.equals(other)) {
            throw new UsageException(option + " is not for --rule " + rule);
        }
    }

    private InputBounds inputBounds(Dataset data) {
        if (bounds == null || bounds.equals("data")) {
            if (data.rows() == 0) {
                throw new InputException("there is no row to take bounds from");
            }
            return InputBounds.of(data.features(), data.rows());
        }
        String[] parts = bounds.split(":", -1);
        try {
            if (parts.length == 2) {
                return InputBounds.uniform(data.columns(), Float.parseFloat(parts[0]), Float.parseFloat(parts[1]));
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new UsageException("--bounds must be data or LOW:HIGH as in 0:1, but is '" + bounds + "'");
    }
}

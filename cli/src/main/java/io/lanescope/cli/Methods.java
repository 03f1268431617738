package io.lanescope.cli;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.FeatureGroups;
import io.lanescope.explain.Method;
import io.lanescope.explain.PathRule;
import io.lanescope.explain.Quadrature;
import io.lanescope.explain.Reference;
import io.lanescope.explain.deeplift.DeepLift;
import io.lanescope.explain.deeplift.DeepShap;
import io.lanescope.explain.gradient.ExpectedGradients;
import io.lanescope.explain.gradient.Gradient;
import io.lanescope.explain.gradient.InputXGradient;
import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.explain.gradient.SmoothGrad;
import io.lanescope.explain.gradient.VarGrad;
import io.lanescope.explain.layer.Conductance;
import io.lanescope.explain.layer.InternalInfluence;
import io.lanescope.explain.layer.LayerActivation;
import io.lanescope.explain.layer.NeuronConductance;
import io.lanescope.explain.perturbation.Ablation;
import io.lanescope.explain.perturbation.KernelShap;
import io.lanescope.explain.perturbation.Lime;
import io.lanescope.explain.perturbation.Occlusion;
import io.lanescope.explain.perturbation.Shapley;
import io.lanescope.nn.data.Dataset;
import org.jspecify.annotations.Nullable;

/** The attribution methods by the names that users type: a new one is one more constant. */
enum Methods {

    GRADIENT("gradient", false, EnumSet.noneOf(Setting.class), _ -> new Gradient()),

    INPUT_X_GRADIENT("input-x-gradient", false, EnumSet.noneOf(Setting.class), _ -> new InputXGradient()),

    INTEGRATED_GRADIENTS("integrated-gradients", true, EnumSet.of(Setting.BASELINE, Setting.STEPS, Setting.QUADRATURE),
            s -> new IntegratedGradients(s.baseline(), pathRule(s))),

    DEEPLIFT("deeplift", true, EnumSet.of(Setting.BASELINE), settings -> new DeepLift(settings.baseline())),

    DEEPSHAP("deepshap", true, EnumSet.of(Setting.BASELINE, Setting.BACKGROUND),
            settings -> new DeepShap(settings.reference())),

    SMOOTHGRAD("smoothgrad", false, Setting.OF_NOISE, settings -> settings.smoothGrad(false)),

    SMOOTHGRAD_SQUARED("smoothgrad-squared", false, Setting.OF_NOISE, settings -> settings.smoothGrad(true)),

    VARGRAD("vargrad", false, Setting.OF_NOISE, settings -> new VarGrad(settings.samples(SmoothGrad.SAMPLES),
            settings.whiteBox().stdev(), settings.seed())),

    EXPECTED_GRADIENTS("expected-gradients", false,
            EnumSet.of(Setting.BASELINE, Setting.BACKGROUND, Setting.SAMPLES, Setting.SEED),
            settings -> new ExpectedGradients(settings.reference(), settings.samples(ExpectedGradients.SAMPLES),
                    settings.seed())),

    CONDUCTANCE("conductance", true, Setting.OF_LAYERS, settings -> new Conductance(settings.baseline(),
            pathRule(settings), settings.whiteBox().hiddenLayer())),

    NEURON_CONDUCTANCE("neuron-conductance", false, Setting.OF_UNITS,
            settings -> new NeuronConductance(settings.baseline(), pathRule(settings),
                    settings.whiteBox().hiddenLayer(), settings.whiteBox().unit())),

    INTERNAL_INFLUENCE("internal-influence", false, Setting.OF_LAYERS,
            settings -> new InternalInfluence(settings.baseline(), pathRule(settings),
                    settings.whiteBox().hiddenLayer())),

    LAYER_ACTIVATION("layer-activation", false, EnumSet.of(Setting.LAYER),
            settings -> new LayerActivation(settings.whiteBox().hiddenLayer())),

    ACTIVATION_MAXIMIZATION("activation-maximization", false,
            EnumSet.of(Setting.STEPS, Setting.RATE, Setting.L2, Setting.TV, Setting.BOUNDS, Setting.LAYER,
                    Setting.UNIT),
            settings -> settings.whiteBox().maximization(settings)),

    LRP("lrp", false,
            EnumSet.of(Setting.RULE, Setting.EPSILON, Setting.GAMMA, Setting.ALPHA, Setting.BOUNDS,
                    Setting.SPREAD_BIAS),
            settings -> settings.whiteBox().lrp(settings.data())),

    SHAPLEY("shapley", true, Setting.OF_GAMES, settings -> new Shapley(settings.reference(), settings.groups(),
            settings.samples(Shapley.USUAL_SAMPLES), settings.seed())),

    KERNEL_SHAP("kernel-shap", true, Setting.OF_GAMES, settings -> new KernelShap(settings.reference(),
            settings.groups(), settings.samples(KernelShap.USUAL_SAMPLES), settings.seed())),

    ABLATION("ablation", false, EnumSet.of(Setting.BASELINE, Setting.BACKGROUND, Setting.MASK),
            settings -> new Ablation(settings.reference(), settings.groups())),

    OCCLUSION("occlusion", false,
            EnumSet.of(Setting.BASELINE, Setting.BACKGROUND, Setting.MASK, Setting.WINDOW, Setting.STRIDE),
            settings -> new Occlusion(settings.reference(), settings.groups(),
                    settings.window().window(settings.data()))),

    LIME("lime", false, Setting.OF_GAMES, settings -> new Lime(settings.reference(), settings.groups(),
            settings.samples(Lime.USUAL_SAMPLES), settings.seed()));

    private static final String EXACT = "exact";

    private final String label;
    private final boolean complete;
    private final Set<Setting> takes;
    private final Function<Settings, Method> factory;

    Methods(String label, boolean complete, Set<Setting> takes, Function<Settings, Method> factory) {
        this.label = label;
        this.complete = complete;
        this.takes = takes;
        this.factory = factory;
    }

    /** An option that some methods take. */
    enum Setting {
        BASELINE,
        BACKGROUND,
        MASK,
        STEPS,
        QUADRATURE,
        SAMPLES,
        SEED,
        WINDOW,
        STRIDE,
        RULE,
        EPSILON,
        GAMMA,
        ALPHA,
        BOUNDS,
        SPREAD_BIAS,
        STDEV,
        LAYER,
        UNIT,
        RATE,
        L2,
        TV;

        /** Of the methods that add noise. */
        static final Set<Setting> OF_NOISE = EnumSet.of(SAMPLES, STDEV, SEED);

        /** Of the methods that follow a path and look at a layer. */
        static final Set<Setting> OF_LAYERS = EnumSet.of(BASELINE, STEPS, QUADRATURE, LAYER);

        /** Of the methods that follow a path and look at one unit. */
        static final Set<Setting> OF_UNITS = EnumSet.of(BASELINE, STEPS, QUADRATURE, LAYER, UNIT);

        /** Of the methods that sample coalitions of features. */
        static final Set<Setting> OF_GAMES = EnumSet.of(BASELINE, BACKGROUND, MASK, SAMPLES, SEED);

        String option() {
            return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What was typed, or what is usual.
     *
     * @param given      the settings that were typed
     * @param baseline   what to compare with, for methods that take one baseline
     * @param reference  the same, or a background
     * @param groups     which features come and go together
     * @param steps      nodes of a quadrature
     * @param quadrature the rule's name
     * @param samples    how many samples, or null for what is usual with the method
     * @param seed       where chance starts
     * @param data       the rows that the model is used on
     * @param window     of occlusion
     * @param whiteBox   of methods that look inside the network
     */
    record Settings(
            Set<Setting> given, Baseline baseline, Reference reference, FeatureGroups groups, int steps,
            String quadrature, @Nullable Integer samples, long seed,
            Dataset data, WindowOptions window, WhiteBoxOptions whiteBox) {

        /** The samples, or what is usual with the method. */
        int samples(int usual) {
            return samples == null ? usual : samples;
        }

        SmoothGrad smoothGrad(boolean squared) {
            return new SmoothGrad(samples(SmoothGrad.SAMPLES), whiteBox.stdev(), squared, seed);
        }
    }

    String label() {
        return label;
    }

    /** Whether the attributions should add up to {@code f(x) − f(x′)}. */
    boolean complete() {
        return complete;
    }

    static Methods of(String name) {
        return Arrays.stream(values()).filter(method -> method.label.equals(name)).findFirst()
                .orElseThrow(() -> new UsageException("--method must be one of " + String.join(", ", labels()) + ", "
                        + ShuffleRun.METHOD + ", but is '" + name + "'"));
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Methods::label).toList();
    }

    /** Makes the method, and refuses what it would ignore. */
    Method create(Settings settings) {
        for (Setting setting : settings.given()) {
            if (!takes.contains(setting)) {
                throw new UsageException(setting.option() + " is not for the method " + label);
            }
        }
        return make(settings);
    }

    /** Whether the method takes a setting. */
    boolean takes(Setting setting) {
        return takes.contains(setting);
    }

    /** Makes the method of those settings that it takes. */
    Method make(Settings settings) {
        try {
            return factory.apply(settings);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static PathRule pathRule(Settings settings) {
        if (settings.quadrature().equals(EXACT)) {
            if (settings.given().contains(Setting.STEPS)) {
                throw new UsageException("--steps is not for --quadrature exact, which finds its own");
            }
            return new PathRule.Exact();
        }
        Quadrature rule = Arrays.stream(Quadrature.values())
                .filter(quadrature -> quadrature.label().equals(settings.quadrature())).findFirst()
                .orElseThrow(() -> new UsageException("--quadrature must be one of "
                        + String.join(", ", Arrays.stream(Quadrature.values()).map(Quadrature::label).toList())
                        + ", exact, but is '" + settings.quadrature() + "'"));
        return new PathRule.Steps(settings.steps(), rule);
    }
}

package io.lanescope.cli.report;

import java.util.List;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Method;
import io.lanescope.explain.Quadrature;
import io.lanescope.explain.deeplift.DeepLift;
import io.lanescope.explain.gradient.InputXGradient;
import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.explain.lrp.Lrp;
import io.lanescope.explain.lrp.LrpRule;
import io.lanescope.nn.data.Dataset;

/** The methods that a report sets side by side: all are quick, and all explain in units of the explained scalar. */
public final class UsualMethods {

    private static final int STEPS = 50;

    private UsualMethods() {}

    /**
     * The methods with their usual settings.
     *
     * @param data     the rows to explain, at least one
     * @param baseline what they are compared with
     * @return the methods, integrated gradients first
     */
    public static List<Method> of(Dataset data, Baseline baseline) {
        return List.of(new IntegratedGradients(baseline, STEPS, Quadrature.GAUSS_LEGENDRE), new DeepLift(baseline),
                new Lrp(data.image() == null ? new LrpRule.Epsilon(Lrp.EPSILON) : new LrpRule.Gamma(Lrp.GAMMA)),
                new InputXGradient());
    }

    /**
     * The usual methods but one.
     *
     * @param data     the rows to explain, at least one
     * @param baseline what they are compared with
     * @param chosen   the method that explains
     * @return what to compare it with
     */
    public static List<Method> besides(Dataset data, Baseline baseline, Method chosen) {
        return of(data, baseline).stream().filter(method -> !method.name().equals(chosen.name())).toList();
    }
}

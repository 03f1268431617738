package io.lanescope.explain.deeplift;

import java.util.Objects;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Method;
import io.lanescope.explain.Reference;
import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;

/**
 * DeepSHAP (Lundberg and Lee, 2017, arXiv 1705.07874; Chen, Lundberg and Lee, 2022, arXiv 1911.11888): the mean of
 * {@link DeepLift} over the rows of a background. Complete: {@code Σφ = f(x)} less the mean of f over the background, which
 * is the base value, up to rounding. With one background row it is DeepLIFT.
 *
 * @param reference the background
 */
public record DeepShap(Reference reference) implements Method {

    /** Refuses a missing background. */
    public DeepShap {
        Objects.requireNonNull(reference, "reference");
    }

    @Override
    public String name() {
        return "deepshap";
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        return new DeepLiftWorker(model, target, reference);
    }
}

package io.lanescope.explain.deeplift;

import java.util.Objects;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;

/**
 * DeepLIFT with the rescale rule (Shrikumar, Greenside and Kundaje, 2017, arXiv 1704.02685): every activation passes on
 * its share {@code Δout/Δin} of the change from the baseline, instead of its slope. One forward and one backward pass,
 * and complete: {@code Σφ = f(x) − f(x′)} up to rounding.
 *
 * <p>Where the quotient of a small change could have been spoilt by rounding, the mean slope on the way (two Gauss–Legendre
 * nodes) takes its place, if both agree up to that rounding. So contributions differ from those in double precision by no more
 * than the rounding of the numbers on the way: by less than 10⁻⁵ of the largest contribution, unless that is small itself.
 * A target that is no linear function of the logits is averaged over the straight line between the two logit vectors (64
 * Gauss–Legendre nodes), so that competing classes get their part; an output behind an activation of its own takes that
 * activation's quotient.
 *
 * @param baseline the input {@code x′} to compare with
 */
public record DeepLift(Baseline baseline) implements Method {

    /** Refuses a missing baseline. */
    public DeepLift {
        Objects.requireNonNull(baseline, "baseline");
    }

    /** With a baseline of zeros. */
    public DeepLift() {
        this(new Baseline.Zeros());
    }

    @Override
    public String name() {
        return "deeplift";
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        return new DeepLiftWorker(model, target, baseline);
    }
}

package io.lanescope.nn.train;

/**
 * How the learning rate changes while training: by what the optimiser's rate is multiplied; and with it, where a schedule
 * says so, the momentum. Epochs and steps count from 0 here.
 */
public sealed interface Schedule {

    /** The optimiser's rate all the time. */
    record Constant() implements Schedule {}

    /**
     * {@code factor^⌊epoch / epochs⌋}.
     *
     * @param epochs how many before each change, at least 1
     * @param factor what each change multiplies the rate by, positive; PyTorch's default is 0.1
     */
    record Step(int epochs, double factor) implements Schedule {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is not positive
         */
        public Step {
            check(epochs >= 1, "the epochs between two changes of the rate must be at least 1, but are " + epochs);
            checkFactor(factor);
        }
    }

    /**
     * {@code factor^epoch}.
     *
     * @param factor what each epoch multiplies the rate by, positive
     */
    record Exponential(double factor) implements Schedule {
        /**
         * Checks the factor.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Exponential {
            checkFactor(factor);
        }
    }

    /**
     * A linear rise over the first steps, then half a cosine down to the floor, without restarts (Loshchilov and Hutter,
     * 2017). With W steps of warm-up and S in all: {@code (step + 1)/W} while {@code step < W}, then
     * {@code floor + (1 − floor)·(1 + cos(π·(step − W)/(S − W)))/2}.
     *
     * @param warmUp share of all steps, in [0, 1); W is rounded
     * @param floor  what the rate falls to, as a share of the optimiser's, in [0, 1]
     */
    record Cosine(double warmUp, double floor) implements Schedule {
        /**
         * Checks the shares.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public Cosine {
            check(warmUp >= 0 && warmUp < 1, "the share of the warm-up must be in [0, 1), but is " + warmUp);
            check(floor >= 0 && floor <= 1, "the rate cannot fall to " + floor + " of itself");
        }
    }

    /**
     * One cycle (Smith and Topin, 2018), as PyTorch's, by half cosines: from 1/25 of the optimiser's rate up to it, and down
     * to 1/25 · 10⁻⁴, while a momentum, or Adam's β₁, goes from 0.95 down to 0.85 and back.
     *
     * @param rise share of all steps until the rate is highest, in (0, 1); PyTorch's default is 0.3
     */
    record OneCycle(double rise) implements Schedule {
        /**
         * Checks the share.
         *
         * @throws IllegalArgumentException if it is not between 0 and 1
         */
        public OneCycle {
            check(rise > 0 && rise < 1, "the share of the rise must be between 0 and 1, but is " + rise);
        }
    }

    /**
     * Multiplies the rate by a factor when the loss has not become smaller for more than some epochs: the validation
     * loss, or the training loss where nothing is held out. Smaller means by more than 10⁻⁴ of the smallest so far, as in
     * PyTorch.
     *
     * @param patience epochs that may pass, at least 0; PyTorch's default is 10
     * @param factor   what to multiply by, in (0, 1); PyTorch's default is 0.1
     */
    record ReduceOnPlateau(int patience, double factor) implements Schedule {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public ReduceOnPlateau {
            check(patience >= 0, "the patience of a schedule must not be negative, but is " + patience);
            check(factor > 0 && factor < 1, "the rate must be reduced by a factor between 0 and 1, not by " + factor);
        }
    }

    /**
     * What the rate is multiplied by in a step. For {@link ReduceOnPlateau} it is 1: what it does depends on the losses.
     *
     * @param step          the step's number, from 0
     * @param stepsPerEpoch how many steps an epoch has
     * @param steps         how many there will be in all
     * @return the factor
     */
    default double factor(long step, long stepsPerEpoch, long steps) {
        return switch (this) {
            case Constant _,ReduceOnPlateau _ -> 1;
            case Step(int epochs, double factor) -> power(factor, step / stepsPerEpoch / epochs);
            case Exponential(double factor) -> power(factor, step / stepsPerEpoch);
            case Cosine(double warmUp, double floor) -> {
                long rising = Math.round(warmUp * steps);
                yield step < rising
                        ? (step + 1.0) / rising
                        : between(1, floor, (double) (step - rising) / (steps - rising));
            }
            case OneCycle(double rise) -> cycle(1 / 25.0, 1, 1 / 25.0 * 1e-4, rise, step, steps);
        };
    }

    /**
     * The momentum of a step: the optimiser's own, except in {@link OneCycle}.
     *
     * @param own   the optimiser's; 0 if it has none, and then it keeps none
     * @param step  the step's number, from 0
     * @param steps how many there will be in all
     * @return what takes its place
     */
    default double momentum(double own, long step, long steps) {
        return own > 0 && this instanceof OneCycle(double rise) ? cycle(0.95, 0.85, 0.95, rise, step, steps) : own;
    }

    private static double cycle(double start, double middle, double end, double rise, long step, long steps) {
        double top = rise * steps - 1;
        return step < top
                ? between(start, middle, step / top)
                : between(middle, end, (step - top) / (steps - 1 - top));
    }

    /** By squaring, for the library's function may allocate. */
    private static double power(double base, long exponent) {
        double result = 1;
        double square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            result *= (rest & 1) == 1 ? square : 1;
            square *= square;
        }
        return result;
    }

    /** Half a cosine from one number to another: {@code to + (from − to)·cos²(π/2·progress)}. */
    private static double between(double from, double to, double progress) {
        double root = sine(Math.PI / 2 * (1 - progress));
        return to + (from - to) * root * root;
    }

    /** Of an angle in [0, π/2], by Taylor's series, for the library's function may allocate. */
    private static double sine(double x) {
        double sum = 1;
        for (int k = 22; k > 0; k -= 2) {
            sum = 1 - x * x / (k * (k + 1)) * sum;
        }
        return x * sum;
    }

    private static void checkFactor(double factor) {
        check(factor > 0 && Double.isFinite(factor), "the rate cannot be multiplied by " + factor);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}

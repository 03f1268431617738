package io.lanescope.nn.exchange.onnx;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.lanescope.simd.Activation;

/**
 * A curve as {@code after.scale · f(before.scale · z + before.shift) + after.shift}. What exporters compose of several
 * operators, each in its own way (GELU of erf or of tanh, SiLU and mish of products, log-sigmoid of a logarithm), is told
 * by its values at many places rather than by how it is written.
 *
 * @param before     what comes before the activation
 * @param activation f
 * @param after      what comes after it
 */
record CurveShape(Line before, Activation activation, Line after) {

    /** {@code scale · x + shift}. */
    record Line(double scale, double shift) {

        static final Line SAME = new Line(1, 0);

        /** The x of a value. */
        double inverse(double value) {
            return (value - shift) / scale;
        }
    }

    private static final List<Activation> COMPOSED = List.of(new Activation.Gelu(), new Activation.GeluTanh(),
            new Activation.Silu(), new Activation.Mish(), new Activation.HardSwish(), new Activation.HardSigmoid(),
            new Activation.LogSigmoid(), new Activation.Softplus(), new Activation.Sigmoid(), new Activation.Relu(),
            new Activation.Selu(), new Activation.Tanh());

    /** Constants of graphs are floats, so curves agree no better. */
    private static final double TOLERANCE = 1e-6;
    /** What composed activations multiply their argument by where they first use it. */
    private static final List<Double> FACTORS = List.of(1.0, 2.0, StrictMath.sqrt(2));
    private static final double STEP = 0.17;
    private static final int STEPS = 60;

    private static final double SELU_SCALE = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;

    /** The curve's shape, or nothing if it is none that a layer has. */
    static Optional<CurveShape> of(Curve curve) {
        Curve inner = curve;
        Line after = Line.SAME;
        if (curve instanceof Curve.Linear(double scale, double shift, Curve of)) {
            inner = of;
            after = new Line(scale, shift);
        }
        Optional<CurveShape> plain = plain(inner, after);
        if (plain.isPresent() && (curve == inner || inner instanceof Curve.Argument)) {
            return plain;
        }
        return composed(curve, Line.SAME).or(() -> plain).or(() -> stretched(curve));
    }

    /** One operator, with a line before it and one after. */
    private static Optional<CurveShape> plain(Curve inner, Line after) {
        return switch (inner) {
            case Curve.Argument() -> Optional.of(new CurveShape(Line.SAME, new Activation.Identity(), after));
            case Curve.Activated(Activation f, Curve.Argument()) ->
                Optional.of(new CurveShape(Line.SAME, f, after));
            case Curve.Activated(Activation f, Curve.Linear(double scale, double shift, Curve.Argument())) ->
                Optional.of(new CurveShape(new Line(scale, shift), f, after));
            default -> Optional.empty();
        };
    }

    /** The curve as {@code factor · f(before)} of an activation f. */
    private static Optional<CurveShape> composed(Curve curve, Line before) {
        for (Activation f : COMPOSED) {
            double factor = before.equals(Line.SAME) ? 1 : curve.at(before.inverse(1)) / value(f, 1);
            if (Double.isFinite(factor) && factor != 0 && agrees(curve, f, before, factor)) {
                return Optional.of(new CurveShape(before, f, new Line(factor, 0)));
            }
        }
        return Optional.empty();
    }

    private static boolean agrees(Curve curve, Activation f, Line before, double factor) {
        for (int i = -STEPS; i <= STEPS; i++) {
            double z = STEP * i + STEP / 3;
            double difference = curve.at(before.inverse(z)) - factor * value(f, z);
            // written so that NaN disagrees
            if (!(Math.abs(difference) <= TOLERANCE * Math.abs(factor) * Math.max(1, Math.abs(z)))) {
                return false;
            }
        }
        return true;
    }

    /** As GELU of {@code 2 z + 1}; or QuickGELU, {@code z · σ(1.702 z)}, which is SiLU. */
    private static Optional<CurveShape> stretched(Curve curve) {
        Set<Line> lines = new LinkedHashSet<>();
        collectLines(curve, lines);
        return lines.stream().filter(line -> line.scale() != 0 && Double.isFinite(line.scale()))
                .flatMap(line -> FACTORS.stream().map(m -> new Line(m * line.scale(), m * line.shift())))
                .map(line -> composed(curve, line)).flatMap(Optional::stream).findFirst();
    }

    private static void collectLines(Curve curve, Set<Line> lines) {
        switch (curve) {
            case Curve.Argument() -> {
            }
            case Curve.Linear(double scale, double shift, Curve.Argument()) -> lines.add(new Line(scale, shift));
            case Curve.Linear(double _, double _, Curve of) -> collectLines(of, lines);
            case Curve.Activated(Activation _, Curve of) -> collectLines(of, lines);
            case Curve.Function(_, Curve of) -> collectLines(of, lines);
            case Curve.Pair(char _, Curve left, Curve right) -> {
                collectLines(left, lines);
                collectLines(right, lines);
            }
        }
    }

    /** An activation's value in double. */
    static double value(Activation f, double z) {
        return switch (f) {
            case Activation.Identity() -> z;
            case Activation.Relu() -> Math.max(z, 0);
            case Activation.LeakyRelu(float slope) -> z > 0 ? z : slope * z;
            case Activation.Elu(float alpha) -> z > 0 ? z : alpha * StrictMath.expm1(z);
            case Activation.Selu() -> SELU_SCALE * (z > 0 ? z : SELU_ALPHA * StrictMath.expm1(z));
            case Activation.Gelu() -> z / 2 * (1 + erf(z / StrictMath.sqrt(2)));
            case Activation.GeluTanh() ->
                z / 2 * (1 + StrictMath.tanh(StrictMath.sqrt(2 / StrictMath.PI) * (z + 0.044715 * z * z * z)));
            case Activation.Silu() -> z * sigmoid(z);
            case Activation.Sigmoid() -> sigmoid(z);
            case Activation.HardSigmoid() -> hardSigmoid(z);
            case Activation.HardSwish() -> z * hardSigmoid(z);
            case Activation.LogSigmoid() -> -softplus(-z);
            case Activation.Softplus() -> softplus(z);
            case Activation.Tanh() -> StrictMath.tanh(z);
            case Activation.Mish() -> z * StrictMath.tanh(softplus(z));
        };
    }

    private static double sigmoid(double z) {
        return 1 / (1 + StrictMath.exp(-z));
    }

    private static double hardSigmoid(double z) {
        return Math.clamp(z / 6 + 0.5, 0.0, 1.0);
    }

    private static double softplus(double z) {
        return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    }

    /** {@code 2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!!}, whose terms have one sign (Abramowitz and Stegun 7.1.6). */
    static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / StrictMath.sqrt(StrictMath.PI) * StrictMath.exp(-x * x) * sum;
    }
}

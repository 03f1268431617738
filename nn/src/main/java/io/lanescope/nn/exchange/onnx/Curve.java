package io.lanescope.nn.exchange.onnx;

import java.util.function.DoubleUnaryOperator;

import io.lanescope.simd.Activation;

/**
 * A function of one pre-activation {@code z}, as a graph spells it out in elementwise operations; {@link CurveShape}
 * finds out which activation it is.
 */
sealed interface Curve {

    /** As many operations are in no activation that somebody wrote on purpose. */
    int LARGEST = 200;

    /** Its value, in double. */
    double at(double z);

    /** How many operations it has. */
    int size();

    /** {@code z} itself. */
    record Argument() implements Curve {

        @Override
        public double at(double z) {
            return z;
        }

        @Override
        public int size() {
            return 1;
        }
    }

    /** {@code scale · of(z) + shift}. */
    record Linear(double scale, double shift, Curve of) implements Curve {

        @Override
        public double at(double z) {
            return scale * of.at(z) + shift;
        }

        @Override
        public int size() {
            return of.size(); // one on top of another melts together
        }
    }

    /** An activation that has an operator of its own. */
    record Activated(Activation activation, Curve of) implements Curve {

        @Override
        public double at(double z) {
            return CurveShape.value(activation, of.at(z));
        }

        @Override
        public int size() {
            return 1 + of.size();
        }
    }

    /** A function that is no activation. */
    record Function(DoubleUnaryOperator function, Curve of) implements Curve {

        @Override
        public double at(double z) {
            return function.applyAsDouble(of.at(z));
        }

        @Override
        public int size() {
            return 1 + of.size();
        }
    }

    /** {@code left · right}, {@code left / right} or {@code left + right}. */
    record Pair(char operator, Curve left, Curve right) implements Curve {

        @Override
        public double at(double z) {
            return switch (operator) {
                case '*' -> left.at(z) * right.at(z);
                case '/' -> left.at(z) / right.at(z);
                default -> left.at(z) + right.at(z);
            };
        }

        @Override
        public int size() {
            return 1 + left.size() + right.size();
        }
    }

    /** {@code scale · this(z) + shift}. */
    default Curve linear(double scale, double shift) {
        return switch (this) {
            case Linear(double a, double b, Curve of) -> new Linear(scale * a, scale * b + shift, of);
            default -> new Linear(scale, shift, this);
        };
    }
}

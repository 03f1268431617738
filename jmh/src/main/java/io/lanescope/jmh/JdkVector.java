package io.lanescope.jmh;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Functions with the operators of the Vector API, each in a loop of its own, so that the compiler knows the operator. */
final class JdkVector {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    private JdkVector() {}

    static void apply(String function, float[] x, float[] y) {
        int whole = S.loopBound(x.length);
        switch (function) {
            case "exp" -> exp(x, y, whole);
            case "expm1" -> expm1(x, y, whole);
            case "log" -> log(x, y, whole);
            case "log1p" -> log1p(x, y, whole);
            case "tanh" -> tanh(x, y, whole);
            case "sigmoid" -> sigmoid(x, y, whole);
            case "silu" -> silu(x, y, whole);
            default -> throw new IllegalArgumentException(function + " is no operator of vectors");
        }
        for (int i = whole; i < x.length; i++) {
            y[i] = (float) MapFunctions.inJdk(function).applyAsDouble(x[i]);
        }
    }

    private static void exp(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i += S.length()) {
            FloatVector.fromArray(S, x, i).lanewise(VectorOperators.EXP).intoArray(y, i);
        }
    }

    private static void expm1(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i += S.length()) {
            FloatVector.fromArray(S, x, i).lanewise(VectorOperators.EXPM1).intoArray(y, i);
        }
    }

    private static void log(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i += S.length()) {
            FloatVector.fromArray(S, x, i).lanewise(VectorOperators.LOG).intoArray(y, i);
        }
    }

    private static void log1p(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i += S.length()) {
            FloatVector.fromArray(S, x, i).lanewise(VectorOperators.LOG1P).intoArray(y, i);
        }
    }

    private static void tanh(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i += S.length()) {
            FloatVector.fromArray(S, x, i).lanewise(VectorOperators.TANH).intoArray(y, i);
        }
    }

    private static void sigmoid(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i += S.length()) {
            FloatVector e = FloatVector.fromArray(S, x, i).neg().lanewise(VectorOperators.EXP);
            FloatVector.broadcast(S, 1).div(e.add(1)).intoArray(y, i);
        }
    }

    private static void silu(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i += S.length()) {
            FloatVector v = FloatVector.fromArray(S, x, i);
            v.div(v.neg().lanewise(VectorOperators.EXP).add(1)).intoArray(y, i);
        }
    }
}

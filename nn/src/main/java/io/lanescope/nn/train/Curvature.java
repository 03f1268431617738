package io.lanescope.nn.train;

import java.util.Arrays;

import io.lanescope.nn.ActivationNames;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Maps;

/** How an activation's slope changes, {@code f″/f′}, where that is a simple function of z. */
enum Curvature {

    /** 0: f is linear between its kinks. */
    NONE,
    /** {@code −2·tanh(z)}. */
    TANH,
    /** {@code 1 − 2·σ(z)}. */
    SIGMOID,
    /** {@code 1 − σ(z)}. */
    SOFTPLUS,
    /** {@code −σ(z)}. */
    LOG_SIGMOID,
    /** 1 below 0, else 0. */
    ELU;

    private static final Activation SIGMA = new Activation.Sigmoid();
    private static final Activation HYPERBOLIC = new Activation.Tanh();

    /**
     * An activation's.
     *
     * @throws IllegalArgumentException if it has another one
     */
    static Curvature of(Activation activation) {
        return switch (activation) {
            case Activation.Identity _,Activation.Relu _,Activation.LeakyRelu _,Activation.HardSigmoid _ -> NONE;
            case Activation.Tanh _ -> TANH;
            case Activation.Sigmoid _ -> SIGMOID;
            case Activation.Softplus _ -> SOFTPLUS;
            case Activation.LogSigmoid _ -> LOG_SIGMOID;
            case Activation.Elu _,Activation.Selu _ -> ELU;
            case Activation.Gelu _,Activation.GeluTanh _,Activation.Silu _,Activation.HardSwish _,Activation.Mish _ ->
                throw new IllegalArgumentException(
                        "features can be forbidden to networks of identity, relu, leaky_relu, "
                                + "elu, selu, sigmoid, hard_sigmoid, log_sigmoid, softplus and tanh, but this one has "
                                + ActivationNames.format(activation));
        };
    }

    /** Writes {@code f″(z)/f′(z)} of the first n numbers. */
    void ratio(float[] z, float[] to, int n) {
        switch (this) {
            case NONE -> Arrays.fill(to, 0, n, 0);
            case TANH -> affine(HYPERBOLIC, z, to, n, 0, -2);
            case SIGMOID -> affine(SIGMA, z, to, n, 1, -2);
            case SOFTPLUS -> affine(SIGMA, z, to, n, 1, -1);
            case LOG_SIGMOID -> affine(SIGMA, z, to, n, 0, -1);
            case ELU -> {
                for (int i = 0; i < n; i++) {
                    to[i] = z[i] < 0 ? 1 : 0;
                }
            }
        }
    }

    private static void affine(Activation map, float[] z, float[] to, int n, float constant, float factor) {
        Maps.apply(map, z, 0, to, 0, n);
        for (int i = 0; i < n; i++) {
            to[i] = constant + factor * to[i];
        }
    }
}

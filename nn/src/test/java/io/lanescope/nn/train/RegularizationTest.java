package io.lanescope.nn.train;

import java.util.SplittableRandom;

import io.lanescope.nn.Architecture;
import io.lanescope.simd.Activation;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** What keeps weights and gradients small. */
class RegularizationTest {

    @Test
    void noUnitsWeightsAreLongerThanTheLargestNormAndShorterOnesStay() {
        Architecture architecture = Architecture.of(5).dense(3, new Activation.Tanh()).batchNorm().dense(4);
        Parameters parameters = new Parameters(architecture);
        SplittableRandom random = new SplittableRandom(2);
        float[] w = parameters.values();
        for (int i = 0; i < w.length; i++) {
            w[i] = random.nextFloat() * 2 - 1;
        }
        float[] before = w.clone();
        double most = 1;
        new Regularization(0, 0, most).constrain(parameters, new double[4]);
        float[] expected = before.clone();
        for (int l = 0; l < 2; l++) {
            int out = architecture.out(l);
            for (int j = 0; j < out; j++) {
                double squares = 0;
                for (int i = 0; i < architecture.in(l); i++) {
                    float weight = before[parameters.weights(l) + i * out + j];
                    squares += weight * weight;
                }
                for (int i = 0; i < architecture.in(l); i++) {
                    expected[parameters.weights(l) + i * out + j] *= (float) Math.min(1, most / Math.sqrt(squares));
                }
            }
        }
        assertArrayEquals(expected, w, 1e-6f);
    }

    @Test
    void gradientsAreClippedByTheirCommonNormAsPyTorchDoes() {
        float[] gradients = {3, -4, 0};
        new Clipping.Norm(2).apply(gradients);
        double factor = 2 / (5 + 1e-6);
        assertArrayEquals(new float[]{(float) (3 * factor), (float) (-4 * factor), 0}, gradients, 1e-6f);
        new Clipping.Norm(2.1).apply(gradients);
        assertEquals((float) (3 * factor), gradients[0], 1e-6f);
    }

    @Test
    void gradientsWhoseSquaresAreNoFloatsAreClippedToo() {
        float[] gradients = {3e30f, -4e30f};
        new Clipping.Norm(1).apply(gradients);
        assertArrayEquals(new float[]{0.6f, -0.8f}, gradients, 1e-6f);
    }

    @Test
    void gradientsAreClippedByValue() {
        float[] gradients = {3, -4, 0.5f};
        new Clipping.Value(1).apply(gradients);
        assertArrayEquals(new float[]{1, -1, 0.5f}, gradients);
    }

    @Test
    void numbersOutOfTheirRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Regularization(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Regularization(0, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> new Regularization(0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Clipping.Norm(0));
        assertThrows(IllegalArgumentException.class, () -> new Clipping.Value(Double.NaN));
    }
}

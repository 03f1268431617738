package io.lanescope.nn;

import java.util.SplittableRandom;

import io.lanescope.simd.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class InitializerTest {

    @ParameterizedTest
    @EnumSource(Initializer.class)
    void weightsHaveTheirMeanAndDeviation(Initializer initializer) {
        int in = 300;
        int out = 200;
        float[] weights = new float[1 + in * out];
        initializer.fill(new SplittableRandom(1), in, out, weights, 1);
        double deviation = switch (initializer) {
            case GLOROT_UNIFORM, GLOROT_NORMAL -> Math.sqrt(2.0 / (in + out));
            case HE_UNIFORM, HE_NORMAL -> Math.sqrt(2.0 / in);
            case LECUN_UNIFORM, LECUN_NORMAL, ORTHOGONAL -> Math.sqrt(1.0 / in);
            case ZEROS -> 0;
        };
        double mean = 0;
        double squares = 0;
        for (float w : weights) {
            mean += w / (in * out);
            squares += w * w / (in * out);
        }
        assertEquals(0, weights[0]);
        assertEquals(0, mean, 0.02 * deviation);
        assertEquals(deviation, Math.sqrt(squares), 0.02 * deviation);
    }

    @ParameterizedTest
    @CsvSource({"20,7", "7,20", "9,9", "1,5"})
    void orthogonalWeightsAreOrthonormalAlongTheLongerSide(int in, int out) {
        float[] w = new float[in * out];
        Initializer.ORTHOGONAL.fill(new SplittableRandom(3), in, out, w, 0);
        int vectors = Math.min(in, out);
        int length = Math.max(in, out);
        for (int u = 0; u < vectors; u++) {
            for (int v = 0; v < vectors; v++) {
                double dot = 0;
                for (int i = 0; i < length; i++) {
                    dot += in >= out ? w[i * out + u] * w[i * out + v] : w[u * out + i] * w[v * out + i];
                }
                assertEquals(u == v ? 1 : 0, dot, 1e-6);
            }
        }
    }

    @Test
    void eachActivationHasAStartOfItsOwn() {
        assertEquals(Initializer.HE_UNIFORM, Initializer.usual(new Activation.Relu()));
        assertEquals(Initializer.LECUN_NORMAL, Initializer.usual(new Activation.Selu()));
        assertEquals(Initializer.GLOROT_UNIFORM, Initializer.usual(new Activation.Tanh()));
        Architecture network = Architecture.of(3).dense(2, new Activation.Tanh()).initializer(Initializer.ORTHOGONAL);
        assertTrue(network.layers().getFirst().initializer() == Initializer.ORTHOGONAL);
    }
}

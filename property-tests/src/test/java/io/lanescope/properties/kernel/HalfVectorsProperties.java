package io.lanescope.properties.kernel;

import java.util.SplittableRandom;

import io.lanescope.simd.HalfVectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** 16-bit floats: the bits of the canonical order on the widened numbers, of the whole groups and of the rest. */
class HalfVectorsProperties {

    @Property
    @Tag("cold")
    @Label("sums have the bits of the canonical order on the widened numbers")
    void sumsHaveTheBitsOfTheCanonicalOrder(
            @ForAll @IntRange(max = 300) int n, @ForAll @IntRange(max = 15) int aOffset,
            @ForAll @IntRange(max = 15) int bOffset,
            @ForAll boolean anyBits, @ForAll long seed) {
        assertCanonical(n, aOffset, bOffset, anyBits, seed);
        assertCanonical(n & -64, aOffset, bOffset, anyBits, seed);
    }

    @Property(tries = 1)
    @Tag("cold")
    @Label("every length up to four blocks and one has the bits of the canonical order")
    void everyLengthHasTheBitsOfTheCanonicalOrder() {
        for (int n = 0; n <= 4 * 64 + 1; n++) {
            assertCanonical(n, n % 16, n % 7, false, n);
        }
    }

    @Property(tries = 1)
    @Label("every 16-bit number is widened exactly")
    void everyNumberIsWidenedExactly() {
        short[] x = new short[64];
        short[] bfloat16One = new short[64];
        short[] float16One = new short[64];
        bfloat16One[0] = 0x3f80;
        float16One[0] = 0x3c00;
        for (int bits = 0; bits < 1 << 16; bits++) {
            x[0] = (short) bits;
            // the empty lanes turn −0 into +0
            assertBits(Float.intBitsToFloat(bits << 16) + 0f, HalfVectors.dotBfloat16(x, 0, bfloat16One, 0, 64));
            assertBits(Float.float16ToFloat((short) bits) + 0f, HalfVectors.dotFloat16(x, 0, float16One, 0, 64));
        }
    }

    private static void assertCanonical(int n, int aOffset, int bOffset, boolean anyBits, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int aLength = aOffset + n + 1;
        int bLength = bOffset + n + 2;
        short[] a = new short[aLength];
        short[] b = new short[bLength];
        float[] x = new float[aLength];
        float[] y = new float[bLength];
        for (int i = 0; i < aLength; i++) {
            a[i] = anyBits ? (short) random.nextInt() : (short) (Float.floatToIntBits(random.nextFloat(-1, 1)) >> 16);
            x[i] = Float.intBitsToFloat(a[i] << 16);
        }
        for (int i = 0; i < bLength; i++) {
            b[i] = anyBits ? (short) random.nextInt() : (short) (Float.floatToIntBits(random.nextFloat(-1, 1)) >> 16);
            y[i] = Float.intBitsToFloat(b[i] << 16);
        }
        float dot = dot(x, aOffset, y, bOffset, n);
        assertBits(dot, HalfVectors.dotBfloat16(a, aOffset, b, bOffset, n));
        assertBits(distance(x, aOffset, y, bOffset, n), HalfVectors.squaredDistanceBfloat16(a, aOffset, b, bOffset, n));
        assertBits(cosine(dot, x, aOffset, y, bOffset, n), HalfVectors.cosineBfloat16(a, aOffset, b, bOffset, n));
        for (int i = 0; i < aLength; i++) {
            a[i] = anyBits ? a[i] : Float.floatToFloat16(x[i]);
            x[i] = Float.float16ToFloat(a[i]);
        }
        for (int i = 0; i < bLength; i++) {
            b[i] = anyBits ? b[i] : Float.floatToFloat16(y[i]);
            y[i] = Float.float16ToFloat(b[i]);
        }
        dot = dot(x, aOffset, y, bOffset, n);
        assertBits(dot, HalfVectors.dotFloat16(a, aOffset, b, bOffset, n));
        assertBits(distance(x, aOffset, y, bOffset, n), HalfVectors.squaredDistanceFloat16(a, aOffset, b, bOffset, n));
        assertBits(cosine(dot, x, aOffset, y, bOffset, n), HalfVectors.cosineFloat16(a, aOffset, b, bOffset, n));
    }

    private static float cosine(float dot, float[] x, int xOffset, float[] y, int yOffset, int n) {
        return (float) (dot / Math.sqrt((double) dot(x, xOffset, x, xOffset, n) * dot(y, yOffset, y, yOffset, n)));
    }

    private static float dot(float[] x, int xOffset, float[] y, int yOffset, int n) {
        return wholeAndRest(n, (i, s) -> Math.fma(x[xOffset + i], y[yOffset + i], s));
    }

    private static float distance(float[] x, int xOffset, float[] y, int yOffset, int n) {
        return wholeAndRest(n, (i, s) -> {
            float d = x[xOffset + i] - y[yOffset + i];
            return Math.fma(d, d, s);
        });
    }

    private static float wholeAndRest(int n, CanonicalOrder.FloatStep step) {
        int whole = n & -64;
        return CanonicalOrder.reduce(whole, step)
                + CanonicalOrder.reduce(n - whole, (i, s) -> step.apply(whole + i, s));
    }

    private static void assertBits(float expected, float actual) {
        assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(actual), () -> actual + ", not " + expected);
    }
}

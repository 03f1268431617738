package io.lanescope.properties.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;

import io.lanescope.simd.ByteVectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Bytes: exact as far as is said, and wrapping beyond. */
@Tag("cold")
class ByteVectorsProperties {

    @Property
    @Label("sums of bytes are exact")
    void sumsOfBytesAreExact(
            @ForAll @IntRange(max = 500) int n, @ForAll @IntRange(max = 15) int aOffset,
            @ForAll @IntRange(max = 15) int bOffset,
            @ForAll long seed) {
        byte[] a = new byte[aOffset + n + 1];
        byte[] b = new byte[bOffset + n + 2];
        new SplittableRandom(seed).nextBytes(a);
        new SplittableRandom(~seed).nextBytes(b);
        assertExact(a, aOffset, b, bOffset, n);
    }

    @Property(tries = 1)
    @Label("sums of the extreme bytes are exact for every length up to four blocks and one")
    void sumsOfTheExtremeBytesAreExact() {
        byte[] least = new byte[300];
        byte[] greatest = new byte[300];
        byte[] ones = new byte[300];
        Arrays.fill(least, Byte.MIN_VALUE);
        Arrays.fill(greatest, Byte.MAX_VALUE);
        Arrays.fill(ones, (byte) -1);
        for (int n = 0; n <= 4 * 64 + 1; n++) {
            assertExact(least, 1, least, 2, n);
            assertExact(least, 1, greatest, 2, n);
            assertExact(greatest, 1, ones, 2, n);
            assertExact(ones, 1, ones, 2, n);
        }
    }

    @Property(tries = 1)
    @Label("the stated lengths are the last exact ones")
    void theStatedLengthsAreTheLastExactOnes() {
        byte[] least = new byte[131_072];
        Arrays.fill(least, Byte.MIN_VALUE);
        assertEquals(131_071L * 16_384, ByteVectors.dot(least, 0, least, 0, 131_071));
        assertEquals(Integer.MIN_VALUE, ByteVectors.dot(least, 0, least, 0, 131_072));
        byte[] greatest = new byte[33_026];
        byte[] zeros = new byte[33_026];
        Arrays.fill(greatest, (byte) 255);
        assertEquals(33_025L * 65_025, ByteVectors.dotUnsigned(greatest, 0, greatest, 0, 33_025));
        assertEquals((int) (33_026L * 65_025), ByteVectors.dotUnsigned(greatest, 0, greatest, 0, 33_026));
        assertEquals(33_025L * 65_025, ByteVectors.squaredDistanceUnsigned(greatest, 0, zeros, 0, 33_025));
        Arrays.fill(greatest, Byte.MAX_VALUE);
        assertEquals(33_025L * 65_025, ByteVectors.squaredDistance(greatest, 0, least, 0, 33_025));
    }

    private static void assertExact(byte[] a, int aOffset, byte[] b, int bOffset, int n) {
        long dot = 0;
        long distance = 0;
        long aa = 0;
        long bb = 0;
        long dotUnsigned = 0;
        long distanceUnsigned = 0;
        for (int i = 0; i < n; i++) {
            int x = a[aOffset + i];
            int y = b[bOffset + i];
            dot += x * y;
            aa += x * x;
            bb += y * y;
            distance += (x - y) * (x - y);
            int u = x & 0xff;
            int v = y & 0xff;
            dotUnsigned += u * v;
            distanceUnsigned += (u - v) * (u - v);
        }
        assertEquals(dot, ByteVectors.dot(a, aOffset, b, bOffset, n));
        assertEquals(distance, ByteVectors.squaredDistance(a, aOffset, b, bOffset, n));
        assertEquals((float) (dot / Math.sqrt((double) aa * bb)), ByteVectors.cosine(a, aOffset, b, bOffset, n));
        assertEquals(dotUnsigned, ByteVectors.dotUnsigned(a, aOffset, b, bOffset, n));
        assertEquals(distanceUnsigned, ByteVectors.squaredDistanceUnsigned(a, aOffset, b, bOffset, n));
    }
}

package io.lanescope.properties.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import io.lanescope.simd.SegmentVectors;
import io.lanescope.simd.Vectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Memory segments give the bits of arrays, wherever they are. */
@Tag("cold")
class SegmentVectorsProperties {

    /** Where the floats lie. */
    enum Place {
        NATIVE, FLOATS, READ_ONLY_FLOATS, BYTES
    }

    @Property
    @Label("reductions of segments have the bits of reductions of arrays")
    void reductionsOfSegmentsHaveTheBitsOfReductionsOfArrays(
            @ForAll @IntRange(max = 400) int n, @ForAll @IntRange(max = 15) int offset, @ForAll Place placeA,
            @ForAll Place placeB,
            @ForAll Values values, @ForAll long seed) {
        float[] x = values.floats(seed, offset + n + 1);
        float[] y = values.floats(~seed, n + 2);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment a = place(x, placeA, arena);
            MemorySegment b = place(y, placeB, arena);
            long at = 4L * offset;
            assertBits(Vectors.dot(x, offset, y, 2, n), SegmentVectors.dot(a, at, b, 8, n));
            assertBits(Vectors.squaredDistance(x, offset, y, 2, n), SegmentVectors.squaredDistance(a, at, b, 8, n));
            assertBits(Vectors.cosine(x, offset, y, 2, n), SegmentVectors.cosine(a, at, b, 8, n));
            assertBits(Vectors.sum(x, offset, n), SegmentVectors.sum(a, at, n));
            assertBits(Vectors.l1Norm(x, offset, n), SegmentVectors.l1Norm(a, at, n));
            assertBits(Vectors.l2Norm(x, offset, n), SegmentVectors.l2Norm(a, at, n));
            if (n > 0) {
                assertBits(Vectors.mean(x, offset, n), SegmentVectors.mean(a, at, n));
                assertBits(Vectors.variance(x, offset, n), SegmentVectors.variance(a, at, n));
                assertBits(Vectors.min(x, offset, n), SegmentVectors.min(a, at, n));
                assertBits(Vectors.max(x, offset, n), SegmentVectors.max(a, at, n));
                assertEquals(Vectors.argMin(x, offset, n), SegmentVectors.argMin(a, at, n));
                assertEquals(Vectors.argMax(x, offset, n), SegmentVectors.argMax(a, at, n));
            }
        }
    }

    @Property
    @Label("elementwise arithmetic on segments has the bits of that on arrays")
    void elementwiseArithmeticOnSegmentsHasTheBitsOfThatOnArrays(
            @ForAll @IntRange(max = 300) int n, @ForAll Place placeX, @ForAll Place placeY,
            @ForAll boolean inNativeMemory,
            @ForAll Values values, @ForAll long seed) {
        float[] x = values.floats(seed, n + 1);
        float[] y = values.floats(seed + 1, n + 2);
        float[] z = values.floats(seed + 2, n + 3);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment a = place(x, placeX, arena);
            MemorySegment b = place(y, placeY, arena);
            MemorySegment c = place(z, inNativeMemory ? Place.NATIVE : Place.BYTES, arena);
            Vectors.fma(x, 1, y, 2, z, 3, n);
            SegmentVectors.fma(a, 4, b, 8, c, 12, n);
            assertSame(z, c);
            Vectors.axpy(0.3f, x, 1, z, 3, n);
            SegmentVectors.axpy(0.3f, a, 4, c, 12, n);
            assertSame(z, c);
            Vectors.add(x, 1, y, 2, z, 3, n);
            SegmentVectors.add(a, 4, b, 8, c, 12, n);
            assertSame(z, c);
            Vectors.multiply(x, 1, y, 2, z, 3, n);
            SegmentVectors.multiply(a, 4, b, 8, c, 12, n);
            assertSame(z, c);
            Vectors.scale(0.3f, x, 1, z, 3, n);
            SegmentVectors.scale(0.3f, a, 4, c, 12, n);
            assertSame(z, c);
            Vectors.clamp(-0.5f, 0.5f, x, 1, z, 3, n);
            SegmentVectors.clamp(-0.5f, 0.5f, a, 4, c, 12, n);
            assertSame(z, c);
        }
    }

    private static MemorySegment place(float[] x, Place place, Arena arena) {
        MemorySegment segment = switch (place) {
            case NATIVE -> arena.allocate(4L * x.length + 1).asSlice(1);
            case FLOATS, READ_ONLY_FLOATS -> MemorySegment.ofArray(new float[x.length + 3]).asSlice(12);
            case BYTES -> MemorySegment.ofArray(new byte[4 * x.length + 5]).asSlice(5);
        };
        MemorySegment.copy(x, 0, segment, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, x.length);
        return place == Place.READ_ONLY_FLOATS ? segment.asReadOnly() : segment;
    }

    private static void assertSame(float[] expected, MemorySegment actual) {
        int[] bits = new int[expected.length];
        int[] expectedBits = new int[expected.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(actual.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4L * i));
            expectedBits[i] = Float.floatToIntBits(expected[i]);
        }
        assertArrayEquals(expectedBits, bits);
    }

    private static void assertBits(float expected, float actual) {
        assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(actual), () -> actual + ", not " + expected);
    }
}

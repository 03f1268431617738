package io.lanescope.properties.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;

import io.lanescope.simd.ByteVectors;
import io.lanescope.simd.DoubleVectors;
import io.lanescope.simd.HalfVectors;
import io.lanescope.simd.SegmentVectors;
import io.lanescope.simd.Vectors;
import org.junit.jupiter.params.provider.Arguments;

import static io.lanescope.properties.kernel.KernelCalls.work;

/** Every reduction and elementwise operation, to be called with lengths below 2,000. */
final class ReductionCalls {

    private static final float[] A = Values.ORDINARY.floats(1, 2000);
    private static final float[] B = Values.ORDINARY.floats(2, 2000);
    private static final float[] C = Values.ORDINARY.floats(3, 2000);
    private static final double[] D = Values.ORDINARY.doubles(4, 2000);
    private static final double[] E = Values.ORDINARY.doubles(5, 2000);
    private static final byte[] BYTES = new byte[2000];
    private static final short[] SHORTS = new short[2000];
    private static final MemorySegment NATIVE_A = Arena.global().allocate(8000);
    private static final MemorySegment NATIVE_B = Arena.global().allocate(8000);

    private ReductionCalls() {}

    static Stream<Arguments> all() {
        return Stream.of(
                work("dot", n -> Vectors.dot(A, 1, B, 3, n)),
                work("squaredDistance", n -> Vectors.squaredDistance(A, 1, B, 3, n)),
                work("cosine", n -> Vectors.cosine(A, 1, B, 3, n)),
                work("sum", n -> Vectors.sum(A, 1, n)),
                work("l1Norm", n -> Vectors.l1Norm(A, 1, n)),
                work("variance", n -> Vectors.variance(A, 1, n)),
                work("max", n -> Vectors.max(A, 1, n)),
                work("argMin", n -> Vectors.argMin(A, 1, n)),
                work("dotRows", n -> {
                    Vectors.dotRows(A, 0, B, 0, 128, 5, n % 512, C, 1);
                    return C[1];
                }),
                work("addRows", n -> {
                    Vectors.addRows(3, n % 512, B, 0, 512, C, 1);
                    return C[1];
                }),
                work("axpy", n -> {
                    Vectors.axpy(0.1f, A, 1, C, 3, n);
                    return C[3];
                }),
                work("clamp", n -> {
                    Vectors.clamp(-1, 1, A, 1, C, 3, n);
                    return C[3];
                }),
                work("native dot", n -> SegmentVectors.dot(NATIVE_A, 4, NATIVE_B, 8, n)),
                work("native squaredDistance", n -> SegmentVectors.squaredDistance(NATIVE_A, 4, NATIVE_B, 8, n)),
                work("native cosine", n -> SegmentVectors.cosine(NATIVE_A, 4, NATIVE_B, 8, n)),
                work("native variance", n -> SegmentVectors.variance(NATIVE_A, 4, n)),
                work("native argMax", n -> SegmentVectors.argMax(NATIVE_A, 4, n)),
                work("native scale", n -> {
                    SegmentVectors.scale(0.1f, NATIVE_A, 4, NATIVE_B, 8, n);
                    return 0;
                }),
                work("byte dot", n -> ByteVectors.dot(BYTES, 1, BYTES, 3, n)),
                work("byte squaredDistance", n -> ByteVectors.squaredDistance(BYTES, 1, BYTES, 3, n)),
                work("unsigned byte cosine", n -> ByteVectors.cosineUnsigned(BYTES, 1, BYTES, 3, n)),
                work("bfloat16 dot", n -> HalfVectors.dotBfloat16(SHORTS, 1, SHORTS, 3, n)),
                work("bfloat16 squaredDistance", n -> HalfVectors.squaredDistanceBfloat16(SHORTS, 1, SHORTS, 3, n)),
                work("float16 dot", n -> HalfVectors.dotFloat16(SHORTS, 1, SHORTS, 3, n)),
                work("float16 squaredDistance", n -> HalfVectors.squaredDistanceFloat16(SHORTS, 1, SHORTS, 3, n)),
                work("double dot", n -> DoubleVectors.dot(D, 1, E, 3, n)),
                work("double squaredDistance", n -> DoubleVectors.squaredDistance(D, 1, E, 3, n)),
                work("double cosine", n -> DoubleVectors.cosine(D, 1, E, 3, n)));
    }
}

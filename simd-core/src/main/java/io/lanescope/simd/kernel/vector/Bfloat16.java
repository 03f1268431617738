package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.HalfKernels;
import io.lanescope.simd.kernel.scalar.ScalarHalves;

/**
 * Reductions of bfloat16. Loaded as pairs: the elements with an even index and those with an odd one have accumulators of their own, which meet
 * in the last step of the tree, and one pass holds the lanes of a vector and of that 32 elements on. Where vectors are narrower
 * than 512 bits, CPUs lack the masked load of 16-bit numbers that a tail needs; such lengths take the scalar code.
 */
final class Bfloat16 {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final VectorSpecies<Float> FOUR = VectorSpecies.of(float.class, VectorShape.S_128_BIT);
    private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class,
            VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;
    private static final HalfKernels SCALAR = new ScalarHalves();

    private Bfloat16() {}

    static float dotBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        if (LENGTH < 16 && n % 64 != 0) {
            return SCALAR.dotBfloat16(a, aOffset, b, bOffset, n);
        }
        FloatVector even = FloatVector.zero(S);
        FloatVector odd = even;
        int end = (n + 63) & -64;
        for (int half = 0; half < 16; half += 2 * LENGTH) {
            FloatVector evenHalf = FloatVector.zero(S);
            FloatVector oddHalf = evenHalf;
            for (int lane = half; lane < 32; lane += Math.max(16, 2 * LENGTH)) {
                FloatVector even0 = FloatVector.zero(S);
                FloatVector even1 = even0;
                FloatVector odd0 = even0;
                FloatVector odd1 = even0;
                int i = lane;
                for (int whole = n & -64; i < whole; i += 64) {
                    IntVector x0 = ShortVector.fromArray(SHORTS, a, aOffset + i).reinterpretAsInts();
                    IntVector y0 = ShortVector.fromArray(SHORTS, b, bOffset + i).reinterpretAsInts();
                    even0 = x0.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats()
                            .fma(y0.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), even0);
                    odd0 = x0.and(0xffff0000).reinterpretAsFloats().fma(y0.and(0xffff0000).reinterpretAsFloats(), odd0);
                    IntVector x1 = ShortVector.fromArray(SHORTS, a, aOffset + i + 32).reinterpretAsInts();
                    IntVector y1 = ShortVector.fromArray(SHORTS, b, bOffset + i + 32).reinterpretAsInts();
                    even1 = x1.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats()
                            .fma(y1.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), even1);
                    odd1 = x1.and(0xffff0000).reinterpretAsFloats().fma(y1.and(0xffff0000).reinterpretAsFloats(), odd1);
                }
                for (; LENGTH == 16 && i < end; i += 32) {
                    VectorMask<Short> in = SHORTS.indexInRange(i, n);
                    IntVector x = ShortVector.fromArray(SHORTS, a, aOffset + i, in).reinterpretAsInts();
                    IntVector y = ShortVector.fromArray(SHORTS, b, bOffset + i, in).reinterpretAsInts();
                    FloatVector nextEven = even0.blend(
                            x.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats()
                                    .fma(y.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), even0),
                            S.indexInRange(0, (n - i + 1) >> 1));
                    FloatVector nextOdd = odd0.blend(
                            x.and(0xffff0000).reinterpretAsFloats().fma(y.and(0xffff0000).reinterpretAsFloats(), odd0),
                            S.indexInRange(0, (n - i) >> 1));
                    even0 = even1;
                    even1 = nextEven;
                    odd0 = odd1;
                    odd1 = nextOdd;
                }
                evenHalf = lane == half ? even0.add(even1) : evenHalf.add(even0.add(even1));
                oddHalf = lane == half ? odd0.add(odd1) : oddHalf.add(odd0.add(odd1));
            }
            even = half == 0 ? evenHalf : even.add(evenHalf);
            odd = half == 0 ? oddHalf : odd.add(oddHalf);
        }
        if (LENGTH == 16) {
            even = even.add(even.rearrange(S.iotaShuffle(8, 1, true)));
            odd = odd.add(odd.rearrange(S.iotaShuffle(8, 1, true)));
        }
        if (LENGTH >= 8) {
            even = even.add(even.rearrange(S.iotaShuffle(4, 1, true)));
            odd = odd.add(odd.rearrange(S.iotaShuffle(4, 1, true)));
        }
        FloatVector even4 = (FloatVector) even.reinterpretShape(FOUR, 0);
        FloatVector odd4 = (FloatVector) odd.reinterpretShape(FOUR, 0);
        return ((even4.lane(0) + even4.lane(2)) + (even4.lane(1) + even4.lane(3)))
                + ((odd4.lane(0) + odd4.lane(2)) + (odd4.lane(1) + odd4.lane(3)));
    }

    static float squaredDistanceBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        if (LENGTH < 16 && n % 64 != 0) {
            return SCALAR.squaredDistanceBfloat16(a, aOffset, b, bOffset, n);
        }
        FloatVector even = FloatVector.zero(S);
        FloatVector odd = even;
        int end = (n + 63) & -64;
        for (int half = 0; half < 16; half += 2 * LENGTH) {
            FloatVector evenHalf = FloatVector.zero(S);
            FloatVector oddHalf = evenHalf;
            for (int lane = half; lane < 32; lane += Math.max(16, 2 * LENGTH)) {
                FloatVector even0 = FloatVector.zero(S);
                FloatVector even1 = even0;
                FloatVector odd0 = even0;
                FloatVector odd1 = even0;
                int i = lane;
                for (int whole = n & -64; i < whole; i += 64) {
                    IntVector x0 = ShortVector.fromArray(SHORTS, a, aOffset + i).reinterpretAsInts();
                    IntVector y0 = ShortVector.fromArray(SHORTS, b, bOffset + i).reinterpretAsInts();
                    FloatVector dEven0 = x0.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats()
                            .sub(y0.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats());
                    even0 = dEven0.fma(dEven0, even0);
                    FloatVector dOdd0 = x0.and(0xffff0000).reinterpretAsFloats()
                            .sub(y0.and(0xffff0000).reinterpretAsFloats());
                    odd0 = dOdd0.fma(dOdd0, odd0);
                    IntVector x1 = ShortVector.fromArray(SHORTS, a, aOffset + i + 32).reinterpretAsInts();
                    IntVector y1 = ShortVector.fromArray(SHORTS, b, bOffset + i + 32).reinterpretAsInts();
                    FloatVector dEven1 = x1.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats()
                            .sub(y1.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats());
                    even1 = dEven1.fma(dEven1, even1);
                    FloatVector dOdd1 = x1.and(0xffff0000).reinterpretAsFloats()
                            .sub(y1.and(0xffff0000).reinterpretAsFloats());
                    odd1 = dOdd1.fma(dOdd1, odd1);
                }
                for (; LENGTH == 16 && i < end; i += 32) {
                    VectorMask<Short> in = SHORTS.indexInRange(i, n);
                    IntVector x = ShortVector.fromArray(SHORTS, a, aOffset + i, in).reinterpretAsInts();
                    IntVector y = ShortVector.fromArray(SHORTS, b, bOffset + i, in).reinterpretAsInts();
                    FloatVector dEven = x.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats()
                            .sub(y.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats());
                    FloatVector nextEven = even0.blend(dEven.fma(dEven, even0), S.indexInRange(0, (n - i + 1) >> 1));
                    FloatVector dOdd = x.and(0xffff0000).reinterpretAsFloats()
                            .sub(y.and(0xffff0000).reinterpretAsFloats());
                    FloatVector nextOdd = odd0.blend(dOdd.fma(dOdd, odd0), S.indexInRange(0, (n - i) >> 1));
                    even0 = even1;
                    even1 = nextEven;
                    odd0 = odd1;
                    odd1 = nextOdd;
                }
                evenHalf = lane == half ? even0.add(even1) : evenHalf.add(even0.add(even1));
                oddHalf = lane == half ? odd0.add(odd1) : oddHalf.add(odd0.add(odd1));
            }
            even = half == 0 ? evenHalf : even.add(evenHalf);
            odd = half == 0 ? oddHalf : odd.add(oddHalf);
        }
        if (LENGTH == 16) {
            even = even.add(even.rearrange(S.iotaShuffle(8, 1, true)));
            odd = odd.add(odd.rearrange(S.iotaShuffle(8, 1, true)));
        }
        if (LENGTH >= 8) {
            even = even.add(even.rearrange(S.iotaShuffle(4, 1, true)));
            odd = odd.add(odd.rearrange(S.iotaShuffle(4, 1, true)));
        }
        FloatVector even4 = (FloatVector) even.reinterpretShape(FOUR, 0);
        FloatVector odd4 = (FloatVector) odd.reinterpretShape(FOUR, 0);
        return ((even4.lane(0) + even4.lane(2)) + (even4.lane(1) + even4.lane(3)))
                + ((odd4.lane(0) + odd4.lane(2)) + (odd4.lane(1) + odd4.lane(3)));
    }
}

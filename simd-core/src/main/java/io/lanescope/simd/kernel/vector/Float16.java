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
 * Reductions of IEEE binary16. The five bits of exponent are moved to where those of a float are, and a multiplication by
 * 2¹¹² sets their bias right, also for subnormals; infinity and NaN get the rest of their exponent. Loaded as pairs: the elements with an even index and those with an odd one have accumulators of their own, which meet
 * in the last step of the tree, and one pass holds the lanes of a vector and of that 32 elements on. Where vectors are narrower
 * than 512 bits, CPUs lack the masked load of 16-bit numbers that a tail needs; such lengths take the scalar code.
 */
final class Float16 {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final VectorSpecies<Float> FOUR = VectorSpecies.of(float.class, VectorShape.S_128_BIT);
    private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class,
            VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;
    private static final HalfKernels SCALAR = new ScalarHalves();

    private Float16() {}

    static float dotFloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        if (LENGTH < 16) {
            return n % 64 == 0
                    ? narrowDotFloat16(a, aOffset, b, bOffset, n)
                    : SCALAR.dotFloat16(a, aOffset, b, bOffset, n);
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
                for (int i = lane; i < end; i += 32) {
                    VectorMask<Short> in = SHORTS.indexInRange(i, n);
                    IntVector x = ShortVector.fromArray(SHORTS, a, aOffset + i, in).reinterpretAsInts();
                    IntVector y = ShortVector.fromArray(SHORTS, b, bOffset + i, in).reinterpretAsInts();
                    IntVector xEven = x.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3)
                            .and(0x8fffe000);
                    IntVector xEvenBits = xEven.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    xEvenBits = xEvenBits.lanewise(VectorOperators.OR, 0x7f800000,
                            xEven.and(0x0f800000).eq(0x0f800000));
                    IntVector yEven = y.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3)
                            .and(0x8fffe000);
                    IntVector yEvenBits = yEven.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    yEvenBits = yEvenBits.lanewise(VectorOperators.OR, 0x7f800000,
                            yEven.and(0x0f800000).eq(0x0f800000));
                    FloatVector nextEven = even0.blend(
                            xEvenBits.reinterpretAsFloats().fma(yEvenBits.reinterpretAsFloats(), even0),
                            S.indexInRange(0, (n - i + 1) >> 1));
                    IntVector xOdd = x.lanewise(VectorOperators.ASHR, 3).and(0x8fffe000);
                    IntVector xOddBits = xOdd.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    xOddBits = xOddBits.lanewise(VectorOperators.OR, 0x7f800000, xOdd.and(0x0f800000).eq(0x0f800000));
                    IntVector yOdd = y.lanewise(VectorOperators.ASHR, 3).and(0x8fffe000);
                    IntVector yOddBits = yOdd.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    yOddBits = yOddBits.lanewise(VectorOperators.OR, 0x7f800000, yOdd.and(0x0f800000).eq(0x0f800000));
                    FloatVector nextOdd = odd0.blend(
                            xOddBits.reinterpretAsFloats().fma(yOddBits.reinterpretAsFloats(), odd0),
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

    private static float narrowDotFloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        FloatVector even = FloatVector.zero(S);
        FloatVector odd = even;
        for (int half = 0; half < 16; half += 2 * LENGTH) {
            FloatVector evenHalf = FloatVector.zero(S);
            FloatVector oddHalf = evenHalf;
            for (int lane = half; lane < 32; lane += Math.max(16, 2 * LENGTH)) {
                FloatVector even0 = FloatVector.zero(S);
                FloatVector even1 = even0;
                FloatVector odd0 = even0;
                FloatVector odd1 = even0;
                for (int i = lane; i < n; i += 64) {
                    IntVector x0 = ShortVector.fromArray(SHORTS, a, aOffset + i).reinterpretAsInts();
                    IntVector y0 = ShortVector.fromArray(SHORTS, b, bOffset + i).reinterpretAsInts();
                    IntVector xEven0 = x0.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3)
                            .and(0x8fffe000);
                    IntVector xEven0Bits = xEven0.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    xEven0Bits = xEven0Bits.blend(xEven0Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            xEven0.and(0x0f800000).eq(0x0f800000));
                    IntVector yEven0 = y0.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3)
                            .and(0x8fffe000);
                    IntVector yEven0Bits = yEven0.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    yEven0Bits = yEven0Bits.blend(yEven0Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            yEven0.and(0x0f800000).eq(0x0f800000));
                    even0 = xEven0Bits.reinterpretAsFloats().fma(yEven0Bits.reinterpretAsFloats(), even0);
                    IntVector xOdd0 = x0.lanewise(VectorOperators.ASHR, 3).and(0x8fffe000);
                    IntVector xOdd0Bits = xOdd0.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    xOdd0Bits = xOdd0Bits.blend(xOdd0Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            xOdd0.and(0x0f800000).eq(0x0f800000));
                    IntVector yOdd0 = y0.lanewise(VectorOperators.ASHR, 3).and(0x8fffe000);
                    IntVector yOdd0Bits = yOdd0.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    yOdd0Bits = yOdd0Bits.blend(yOdd0Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            yOdd0.and(0x0f800000).eq(0x0f800000));
                    odd0 = xOdd0Bits.reinterpretAsFloats().fma(yOdd0Bits.reinterpretAsFloats(), odd0);
                    IntVector x1 = ShortVector.fromArray(SHORTS, a, aOffset + i + 32).reinterpretAsInts();
                    IntVector y1 = ShortVector.fromArray(SHORTS, b, bOffset + i + 32).reinterpretAsInts();
                    IntVector xEven1 = x1.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3)
                            .and(0x8fffe000);
                    IntVector xEven1Bits = xEven1.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    xEven1Bits = xEven1Bits.blend(xEven1Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            xEven1.and(0x0f800000).eq(0x0f800000));
                    IntVector yEven1 = y1.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3)
                            .and(0x8fffe000);
                    IntVector yEven1Bits = yEven1.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    yEven1Bits = yEven1Bits.blend(yEven1Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            yEven1.and(0x0f800000).eq(0x0f800000));
                    even1 = xEven1Bits.reinterpretAsFloats().fma(yEven1Bits.reinterpretAsFloats(), even1);
                    IntVector xOdd1 = x1.lanewise(VectorOperators.ASHR, 3).and(0x8fffe000);
                    IntVector xOdd1Bits = xOdd1.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    xOdd1Bits = xOdd1Bits.blend(xOdd1Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            xOdd1.and(0x0f800000).eq(0x0f800000));
                    IntVector yOdd1 = y1.lanewise(VectorOperators.ASHR, 3).and(0x8fffe000);
                    IntVector yOdd1Bits = yOdd1.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    yOdd1Bits = yOdd1Bits.blend(yOdd1Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            yOdd1.and(0x0f800000).eq(0x0f800000));
                    odd1 = xOdd1Bits.reinterpretAsFloats().fma(yOdd1Bits.reinterpretAsFloats(), odd1);
                }
                evenHalf = lane == half ? even0.add(even1) : evenHalf.add(even0.add(even1));
                oddHalf = lane == half ? odd0.add(odd1) : oddHalf.add(odd0.add(odd1));
            }
            even = half == 0 ? evenHalf : even.add(evenHalf);
            odd = half == 0 ? oddHalf : odd.add(oddHalf);
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

    static float squaredDistanceFloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        if (LENGTH < 16) {
            return n % 64 == 0
                    ? narrowSquaredDistanceFloat16(a, aOffset, b, bOffset, n)
                    : SCALAR.squaredDistanceFloat16(a, aOffset, b, bOffset, n);
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
                for (int i = lane; i < end; i += 32) {
                    VectorMask<Short> in = SHORTS.indexInRange(i, n);
                    IntVector x = ShortVector.fromArray(SHORTS, a, aOffset + i, in).reinterpretAsInts();
                    IntVector y = ShortVector.fromArray(SHORTS, b, bOffset + i, in).reinterpretAsInts();
                    IntVector xEven = x.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3)
                            .and(0x8fffe000);
                    IntVector xEvenBits = xEven.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    xEvenBits = xEvenBits.lanewise(VectorOperators.OR, 0x7f800000,
                            xEven.and(0x0f800000).eq(0x0f800000));
                    IntVector yEven = y.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3)
                            .and(0x8fffe000);
                    IntVector yEvenBits = yEven.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    yEvenBits = yEvenBits.lanewise(VectorOperators.OR, 0x7f800000,
                            yEven.and(0x0f800000).eq(0x0f800000));
                    FloatVector dEven = xEvenBits.reinterpretAsFloats().sub(yEvenBits.reinterpretAsFloats());
                    FloatVector nextEven = even0.blend(dEven.fma(dEven, even0), S.indexInRange(0, (n - i + 1) >> 1));
                    IntVector xOdd = x.lanewise(VectorOperators.ASHR, 3).and(0x8fffe000);
                    IntVector xOddBits = xOdd.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    xOddBits = xOddBits.lanewise(VectorOperators.OR, 0x7f800000, xOdd.and(0x0f800000).eq(0x0f800000));
                    IntVector yOdd = y.lanewise(VectorOperators.ASHR, 3).and(0x8fffe000);
                    IntVector yOddBits = yOdd.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    yOddBits = yOddBits.lanewise(VectorOperators.OR, 0x7f800000, yOdd.and(0x0f800000).eq(0x0f800000));
                    FloatVector dOdd = xOddBits.reinterpretAsFloats().sub(yOddBits.reinterpretAsFloats());
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

    private static float narrowSquaredDistanceFloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        FloatVector even = FloatVector.zero(S);
        FloatVector odd = even;
        for (int half = 0; half < 16; half += 2 * LENGTH) {
            FloatVector evenHalf = FloatVector.zero(S);
            FloatVector oddHalf = evenHalf;
            for (int lane = half; lane < 32; lane += Math.max(16, 2 * LENGTH)) {
                FloatVector even0 = FloatVector.zero(S);
                FloatVector even1 = even0;
                FloatVector odd0 = even0;
                FloatVector odd1 = even0;
                for (int i = lane; i < n; i += 64) {
                    IntVector x0 = ShortVector.fromArray(SHORTS, a, aOffset + i).reinterpretAsInts();
                    IntVector y0 = ShortVector.fromArray(SHORTS, b, bOffset + i).reinterpretAsInts();
                    IntVector xEven0 = x0.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3)
                            .and(0x8fffe000);
                    IntVector xEven0Bits = xEven0.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    xEven0Bits = xEven0Bits.blend(xEven0Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            xEven0.and(0x0f800000).eq(0x0f800000));
                    IntVector yEven0 = y0.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3)
                            .and(0x8fffe000);
                    IntVector yEven0Bits = yEven0.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    yEven0Bits = yEven0Bits.blend(yEven0Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            yEven0.and(0x0f800000).eq(0x0f800000));
                    FloatVector dEven0 = xEven0Bits.reinterpretAsFloats().sub(yEven0Bits.reinterpretAsFloats());
                    even0 = dEven0.fma(dEven0, even0);
                    IntVector xOdd0 = x0.lanewise(VectorOperators.ASHR, 3).and(0x8fffe000);
                    IntVector xOdd0Bits = xOdd0.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    xOdd0Bits = xOdd0Bits.blend(xOdd0Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            xOdd0.and(0x0f800000).eq(0x0f800000));
                    IntVector yOdd0 = y0.lanewise(VectorOperators.ASHR, 3).and(0x8fffe000);
                    IntVector yOdd0Bits = yOdd0.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    yOdd0Bits = yOdd0Bits.blend(yOdd0Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            yOdd0.and(0x0f800000).eq(0x0f800000));
                    FloatVector dOdd0 = xOdd0Bits.reinterpretAsFloats().sub(yOdd0Bits.reinterpretAsFloats());
                    odd0 = dOdd0.fma(dOdd0, odd0);
                    IntVector x1 = ShortVector.fromArray(SHORTS, a, aOffset + i + 32).reinterpretAsInts();
                    IntVector y1 = ShortVector.fromArray(SHORTS, b, bOffset + i + 32).reinterpretAsInts();
                    IntVector xEven1 = x1.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3)
                            .and(0x8fffe000);
                    IntVector xEven1Bits = xEven1.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    xEven1Bits = xEven1Bits.blend(xEven1Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            xEven1.and(0x0f800000).eq(0x0f800000));
                    IntVector yEven1 = y1.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3)
                            .and(0x8fffe000);
                    IntVector yEven1Bits = yEven1.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    yEven1Bits = yEven1Bits.blend(yEven1Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            yEven1.and(0x0f800000).eq(0x0f800000));
                    FloatVector dEven1 = xEven1Bits.reinterpretAsFloats().sub(yEven1Bits.reinterpretAsFloats());
                    even1 = dEven1.fma(dEven1, even1);
                    IntVector xOdd1 = x1.lanewise(VectorOperators.ASHR, 3).and(0x8fffe000);
                    IntVector xOdd1Bits = xOdd1.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    xOdd1Bits = xOdd1Bits.blend(xOdd1Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            xOdd1.and(0x0f800000).eq(0x0f800000));
                    IntVector yOdd1 = y1.lanewise(VectorOperators.ASHR, 3).and(0x8fffe000);
                    IntVector yOdd1Bits = yOdd1.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
                    yOdd1Bits = yOdd1Bits.blend(yOdd1Bits.lanewise(VectorOperators.OR, 0x7f800000),
                            yOdd1.and(0x0f800000).eq(0x0f800000));
                    FloatVector dOdd1 = xOdd1Bits.reinterpretAsFloats().sub(yOdd1Bits.reinterpretAsFloats());
                    odd1 = dOdd1.fma(dOdd1, odd1);
                }
                evenHalf = lane == half ? even0.add(even1) : evenHalf.add(even0.add(even1));
                oddHalf = lane == half ? odd0.add(odd1) : oddHalf.add(odd0.add(odd1));
            }
            even = half == 0 ? evenHalf : even.add(evenHalf);
            odd = half == 0 ? oddHalf : odd.add(oddHalf);
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

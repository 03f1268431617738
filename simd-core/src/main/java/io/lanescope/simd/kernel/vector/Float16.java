package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.OR;

/**
 * Reductions of IEEE binary16, with the lanes and the tree of {@link Bfloat16}. Widening takes many steps, so one formula stands
 * in the loop and not four: a pass holds the lanes of a vector and of that 32 elements on, which take turns. The five bits of
 * exponent are moved to where those of a float are, and a multiplication by 2¹¹² sets their bias right, also for subnormals;
 * infinity and NaN get the rest of their exponent.
 */
final class Float16 {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final VectorSpecies<Float> FOUR = VectorSpecies.of(float.class, VectorShape.S_128_BIT);
    private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class,
            VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    /** The sign, the exponent and the fraction after they were moved. */
    private static final int MOVED = 0x8fffe000;

    /** The exponent of infinity and NaN after it was moved. */
    private static final int SPECIAL = 0x0f800000;

    private static final int INFINITE = 0x7f800000;
    private static final float REBIAS = 0x1p112f;

    private Float16() {}

    static float dotFloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
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
                for (int i = lane, step = Math.min(n, 32); i < n; i += step) {
                    IntVector x = ShortVector.fromArray(SHORTS, a, aOffset + i).reinterpretAsInts();
                    IntVector y = ShortVector.fromArray(SHORTS, b, bOffset + i).reinterpretAsInts();
                    IntVector xEven = x.lanewise(LSHL, 16).lanewise(ASHR, 3).and(MOVED);
                    IntVector xEvenBits = xEven.reinterpretAsFloats().mul(REBIAS).reinterpretAsInts();
                    xEvenBits = xEvenBits.blend(xEvenBits.lanewise(OR, INFINITE), xEven.and(SPECIAL).eq(SPECIAL));
                    IntVector yEven = y.lanewise(LSHL, 16).lanewise(ASHR, 3).and(MOVED);
                    IntVector yEvenBits = yEven.reinterpretAsFloats().mul(REBIAS).reinterpretAsInts();
                    yEvenBits = yEvenBits.blend(yEvenBits.lanewise(OR, INFINITE), yEven.and(SPECIAL).eq(SPECIAL));
                    FloatVector nextEven = xEvenBits.reinterpretAsFloats().fma(yEvenBits.reinterpretAsFloats(), even0);
                    IntVector xOdd = x.lanewise(ASHR, 3).and(MOVED);
                    IntVector xOddBits = xOdd.reinterpretAsFloats().mul(REBIAS).reinterpretAsInts();
                    xOddBits = xOddBits.blend(xOddBits.lanewise(OR, INFINITE), xOdd.and(SPECIAL).eq(SPECIAL));
                    IntVector yOdd = y.lanewise(ASHR, 3).and(MOVED);
                    IntVector yOddBits = yOdd.reinterpretAsFloats().mul(REBIAS).reinterpretAsInts();
                    yOddBits = yOddBits.blend(yOddBits.lanewise(OR, INFINITE), yOdd.and(SPECIAL).eq(SPECIAL));
                    FloatVector nextOdd = xOddBits.reinterpretAsFloats().fma(yOddBits.reinterpretAsFloats(), odd0);
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

    static float squaredDistanceFloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
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
                for (int i = lane, step = Math.min(n, 32); i < n; i += step) {
                    IntVector x = ShortVector.fromArray(SHORTS, a, aOffset + i).reinterpretAsInts();
                    IntVector y = ShortVector.fromArray(SHORTS, b, bOffset + i).reinterpretAsInts();
                    IntVector xEven = x.lanewise(LSHL, 16).lanewise(ASHR, 3).and(MOVED);
                    IntVector xEvenBits = xEven.reinterpretAsFloats().mul(REBIAS).reinterpretAsInts();
                    xEvenBits = xEvenBits.blend(xEvenBits.lanewise(OR, INFINITE), xEven.and(SPECIAL).eq(SPECIAL));
                    IntVector yEven = y.lanewise(LSHL, 16).lanewise(ASHR, 3).and(MOVED);
                    IntVector yEvenBits = yEven.reinterpretAsFloats().mul(REBIAS).reinterpretAsInts();
                    yEvenBits = yEvenBits.blend(yEvenBits.lanewise(OR, INFINITE), yEven.and(SPECIAL).eq(SPECIAL));
                    FloatVector dEven = xEvenBits.reinterpretAsFloats().sub(yEvenBits.reinterpretAsFloats());
                    FloatVector nextEven = dEven.fma(dEven, even0);
                    IntVector xOdd = x.lanewise(ASHR, 3).and(MOVED);
                    IntVector xOddBits = xOdd.reinterpretAsFloats().mul(REBIAS).reinterpretAsInts();
                    xOddBits = xOddBits.blend(xOddBits.lanewise(OR, INFINITE), xOdd.and(SPECIAL).eq(SPECIAL));
                    IntVector yOdd = y.lanewise(ASHR, 3).and(MOVED);
                    IntVector yOddBits = yOdd.reinterpretAsFloats().mul(REBIAS).reinterpretAsInts();
                    yOddBits = yOddBits.blend(yOddBits.lanewise(OR, INFINITE), yOdd.and(SPECIAL).eq(SPECIAL));
                    FloatVector dOdd = xOddBits.reinterpretAsFloats().sub(yOddBits.reinterpretAsFloats());
                    FloatVector nextOdd = dOdd.fma(dOdd, odd0);
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

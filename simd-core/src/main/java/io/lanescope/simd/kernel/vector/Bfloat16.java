package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import static jdk.incubator.vector.VectorOperators.LSHL;

/**
 * Reductions of bfloat16, of whole groups of 64 elements. Each int lane holds a pair of elements: those with an even index and
 * those with an odd one have accumulators of their own, which meet in the last step of the tree. Each formula stands in its
 * loop, see {@link VectorDot}.
 */
final class Bfloat16 {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final VectorSpecies<Float> FOUR = VectorSpecies.of(float.class, VectorShape.S_128_BIT);
    private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class,
            VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    /** Elements between the vectors of two accumulators that are used in turn. */
    private static final int GAP = Math.max(16, 2 * LENGTH);

    /** The element with the odd index, in the upper half of its pair. */
    private static final int UPPER = 0xffff0000;

    private Bfloat16() {}

    static float dotBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        FloatVector evens = FloatVector.zero(S);
        FloatVector odds = evens;
        for (int lane = 0; lane < 16; lane += 2 * LENGTH) {
            FloatVector even0 = FloatVector.zero(S);
            FloatVector odd0 = even0;
            FloatVector even1 = even0;
            FloatVector odd1 = even0;
            FloatVector even2 = even0;
            FloatVector odd2 = even0;
            FloatVector even3 = even0;
            FloatVector odd3 = even0;
            for (int i = lane, step = Math.min(n, 64); i < n; i += step) {
                IntVector x0 = ShortVector.fromArray(SHORTS, a, aOffset + i).reinterpretAsInts();
                IntVector y0 = ShortVector.fromArray(SHORTS, b, bOffset + i).reinterpretAsInts();
                even0 = x0.lanewise(LSHL, 16).reinterpretAsFloats()
                        .fma(y0.lanewise(LSHL, 16).reinterpretAsFloats(), even0);
                odd0 = x0.and(UPPER).reinterpretAsFloats().fma(y0.and(UPPER).reinterpretAsFloats(), odd0);
                IntVector x1 = ShortVector.fromArray(SHORTS, a, aOffset + i + GAP).reinterpretAsInts();
                IntVector y1 = ShortVector.fromArray(SHORTS, b, bOffset + i + GAP).reinterpretAsInts();
                even1 = x1.lanewise(LSHL, 16).reinterpretAsFloats()
                        .fma(y1.lanewise(LSHL, 16).reinterpretAsFloats(), even1);
                odd1 = x1.and(UPPER).reinterpretAsFloats().fma(y1.and(UPPER).reinterpretAsFloats(), odd1);
                if (LENGTH < 16) {
                    IntVector x2 = ShortVector.fromArray(SHORTS, a, aOffset + i + 32).reinterpretAsInts();
                    IntVector y2 = ShortVector.fromArray(SHORTS, b, bOffset + i + 32).reinterpretAsInts();
                    even2 = x2.lanewise(LSHL, 16).reinterpretAsFloats()
                            .fma(y2.lanewise(LSHL, 16).reinterpretAsFloats(), even2);
                    odd2 = x2.and(UPPER).reinterpretAsFloats().fma(y2.and(UPPER).reinterpretAsFloats(), odd2);
                    IntVector x3 = ShortVector.fromArray(SHORTS, a, aOffset + i + 48).reinterpretAsInts();
                    IntVector y3 = ShortVector.fromArray(SHORTS, b, bOffset + i + 48).reinterpretAsInts();
                    even3 = x3.lanewise(LSHL, 16).reinterpretAsFloats()
                            .fma(y3.lanewise(LSHL, 16).reinterpretAsFloats(), even3);
                    odd3 = x3.and(UPPER).reinterpretAsFloats().fma(y3.and(UPPER).reinterpretAsFloats(), odd3);
                }
            }
            FloatVector even = even0.add(even1);
            FloatVector odd = odd0.add(odd1);
            if (LENGTH < 16) {
                even = even0.add(even2).add(even1.add(even3));
                odd = odd0.add(odd2).add(odd1.add(odd3));
            }
            evens = LENGTH == 4 ? evens.add(even) : even;
            odds = LENGTH == 4 ? odds.add(odd) : odd;
        }
        if (LENGTH == 16) {
            evens = evens.add(evens.rearrange(S.iotaShuffle(8, 1, true)));
            odds = odds.add(odds.rearrange(S.iotaShuffle(8, 1, true)));
        }
        if (LENGTH >= 8) {
            evens = evens.add(evens.rearrange(S.iotaShuffle(4, 1, true)));
            odds = odds.add(odds.rearrange(S.iotaShuffle(4, 1, true)));
        }
        FloatVector even4 = (FloatVector) evens.reinterpretShape(FOUR, 0);
        FloatVector odd4 = (FloatVector) odds.reinterpretShape(FOUR, 0);
        return ((even4.lane(0) + even4.lane(2)) + (even4.lane(1) + even4.lane(3)))
                + ((odd4.lane(0) + odd4.lane(2)) + (odd4.lane(1) + odd4.lane(3)));
    }

    static float squaredDistanceBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        FloatVector evens = FloatVector.zero(S);
        FloatVector odds = evens;
        for (int lane = 0; lane < 16; lane += 2 * LENGTH) {
            FloatVector even0 = FloatVector.zero(S);
            FloatVector odd0 = even0;
            FloatVector even1 = even0;
            FloatVector odd1 = even0;
            FloatVector even2 = even0;
            FloatVector odd2 = even0;
            FloatVector even3 = even0;
            FloatVector odd3 = even0;
            for (int i = lane, step = Math.min(n, 64); i < n; i += step) {
                IntVector x0 = ShortVector.fromArray(SHORTS, a, aOffset + i).reinterpretAsInts();
                IntVector y0 = ShortVector.fromArray(SHORTS, b, bOffset + i).reinterpretAsInts();
                FloatVector evenGap0 = x0.lanewise(LSHL, 16).reinterpretAsFloats()
                        .sub(y0.lanewise(LSHL, 16).reinterpretAsFloats());
                even0 = evenGap0.fma(evenGap0, even0);
                FloatVector oddGap0 = x0.and(UPPER).reinterpretAsFloats().sub(y0.and(UPPER).reinterpretAsFloats());
                odd0 = oddGap0.fma(oddGap0, odd0);
                IntVector x1 = ShortVector.fromArray(SHORTS, a, aOffset + i + GAP).reinterpretAsInts();
                IntVector y1 = ShortVector.fromArray(SHORTS, b, bOffset + i + GAP).reinterpretAsInts();
                FloatVector evenGap1 = x1.lanewise(LSHL, 16).reinterpretAsFloats()
                        .sub(y1.lanewise(LSHL, 16).reinterpretAsFloats());
                even1 = evenGap1.fma(evenGap1, even1);
                FloatVector oddGap1 = x1.and(UPPER).reinterpretAsFloats().sub(y1.and(UPPER).reinterpretAsFloats());
                odd1 = oddGap1.fma(oddGap1, odd1);
                if (LENGTH < 16) {
                    IntVector x2 = ShortVector.fromArray(SHORTS, a, aOffset + i + 32).reinterpretAsInts();
                    IntVector y2 = ShortVector.fromArray(SHORTS, b, bOffset + i + 32).reinterpretAsInts();
                    FloatVector evenGap2 = x2.lanewise(LSHL, 16).reinterpretAsFloats()
                            .sub(y2.lanewise(LSHL, 16).reinterpretAsFloats());
                    even2 = evenGap2.fma(evenGap2, even2);
                    FloatVector oddGap2 = x2.and(UPPER).reinterpretAsFloats().sub(y2.and(UPPER).reinterpretAsFloats());
                    odd2 = oddGap2.fma(oddGap2, odd2);
                    IntVector x3 = ShortVector.fromArray(SHORTS, a, aOffset + i + 48).reinterpretAsInts();
                    IntVector y3 = ShortVector.fromArray(SHORTS, b, bOffset + i + 48).reinterpretAsInts();
                    FloatVector evenGap3 = x3.lanewise(LSHL, 16).reinterpretAsFloats()
                            .sub(y3.lanewise(LSHL, 16).reinterpretAsFloats());
                    even3 = evenGap3.fma(evenGap3, even3);
                    FloatVector oddGap3 = x3.and(UPPER).reinterpretAsFloats().sub(y3.and(UPPER).reinterpretAsFloats());
                    odd3 = oddGap3.fma(oddGap3, odd3);
                }
            }
            FloatVector even = even0.add(even1);
            FloatVector odd = odd0.add(odd1);
            if (LENGTH < 16) {
                even = even0.add(even2).add(even1.add(even3));
                odd = odd0.add(odd2).add(odd1.add(odd3));
            }
            evens = LENGTH == 4 ? evens.add(even) : even;
            odds = LENGTH == 4 ? odds.add(odd) : odd;
        }
        if (LENGTH == 16) {
            evens = evens.add(evens.rearrange(S.iotaShuffle(8, 1, true)));
            odds = odds.add(odds.rearrange(S.iotaShuffle(8, 1, true)));
        }
        if (LENGTH >= 8) {
            evens = evens.add(evens.rearrange(S.iotaShuffle(4, 1, true)));
            odds = odds.add(odds.rearrange(S.iotaShuffle(4, 1, true)));
        }
        FloatVector even4 = (FloatVector) evens.reinterpretShape(FOUR, 0);
        FloatVector odd4 = (FloatVector) odds.reinterpretShape(FOUR, 0);
        return ((even4.lane(0) + even4.lane(2)) + (even4.lane(1) + even4.lane(3)))
                + ((odd4.lane(0) + odd4.lane(2)) + (odd4.lane(1) + odd4.lane(3)));
    }
}

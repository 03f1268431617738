package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import static jdk.incubator.vector.VectorOperators.LSHL;

/**
 * Reductions of bfloat16. Each int lane holds a pair of elements: those with an even index and those with an odd one have
 * accumulators of their own, which meet in the last step of the tree; one pass holds the lanes of a vector and of that 32
 * elements on, which take turns. What the last vector lacks are pairs that leave their lane as it is: {@code s + 0·(−0)} is s,
 * whatever s is, and a sum of squares is never −0.
 */
final class Bfloat16 {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final VectorSpecies<Float> FOUR = VectorSpecies.of(float.class, VectorShape.S_128_BIT);
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class,
            VectorShape.forBitSize(LaneBits.BITS));
    private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class,
            VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private Bfloat16() {}

    static float dotBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
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
                for (int i = lane; i < n; i += 32) {
                    IntVector x;
                    IntVector y;
                    if (i <= n - 2 * LENGTH) {
                        x = ShortVector.fromArray(SHORTS, a, aOffset + i).reinterpretAsInts();
                        y = ShortVector.fromArray(SHORTS, b, bOffset + i).reinterpretAsInts();
                    } else {
                        x = IntVector.zero(INTS);
                        y = IntVector.broadcast(INTS, 0x80008000);
                        for (int j = (n - 1 - i) / 2 * 2 + i; j >= i; j -= 2) {
                            int xOdd = j + 1 < n ? a[aOffset + j + 1] : 0;
                            int yOdd = j + 1 < n ? b[bOffset + j + 1] : Short.MIN_VALUE;
                            x = x.rearrange(INTS.iotaShuffle(-1, 1, true)).withLane(0,
                                    (xOdd << 16) | (a[aOffset + j] & 0xffff));
                            y = y.rearrange(INTS.iotaShuffle(-1, 1, true)).withLane(0,
                                    (yOdd << 16) | (b[bOffset + j] & 0xffff));
                        }
                    }
                    FloatVector nextEven = x.lanewise(LSHL, 16).reinterpretAsFloats()
                            .fma(y.lanewise(LSHL, 16).reinterpretAsFloats(), even0);
                    FloatVector nextOdd = x.and(0xffff0000).reinterpretAsFloats()
                            .fma(y.and(0xffff0000).reinterpretAsFloats(), odd0);
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
                for (int i = lane; i < n; i += 32) {
                    IntVector x;
                    IntVector y;
                    if (i <= n - 2 * LENGTH) {
                        x = ShortVector.fromArray(SHORTS, a, aOffset + i).reinterpretAsInts();
                        y = ShortVector.fromArray(SHORTS, b, bOffset + i).reinterpretAsInts();
                    } else {
                        x = IntVector.zero(INTS);
                        y = IntVector.broadcast(INTS, 0);
                        for (int j = (n - 1 - i) / 2 * 2 + i; j >= i; j -= 2) {
                            int xOdd = j + 1 < n ? a[aOffset + j + 1] : 0;
                            int yOdd = j + 1 < n ? b[bOffset + j + 1] : 0;
                            x = x.rearrange(INTS.iotaShuffle(-1, 1, true)).withLane(0,
                                    (xOdd << 16) | (a[aOffset + j] & 0xffff));
                            y = y.rearrange(INTS.iotaShuffle(-1, 1, true)).withLane(0,
                                    (yOdd << 16) | (b[bOffset + j] & 0xffff));
                        }
                    }
                    FloatVector dEven = x.lanewise(LSHL, 16).reinterpretAsFloats()
                            .sub(y.lanewise(LSHL, 16).reinterpretAsFloats());
                    FloatVector nextEven = dEven.fma(dEven, even0);
                    FloatVector dOdd = x.and(0xffff0000).reinterpretAsFloats()
                            .sub(y.and(0xffff0000).reinterpretAsFloats());
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

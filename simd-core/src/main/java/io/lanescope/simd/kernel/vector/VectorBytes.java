package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.ByteKernels;

/**
 * Products of bytes as 16-bit numbers, two of which lie in one int lane. Instead of taking each pair apart, the kernels add
 * up the ints as they are and, apart, their upper halves: the lower halves follow by subtraction, modulo 2³².
 */
final class VectorBytes implements ByteKernels {

    private static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class,
            VectorShape.forBitSize(LaneBits.BITS / 2));
    private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class,
            VectorShape.forBitSize(LaneBits.BITS));
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class,
            VectorShape.forBitSize(LaneBits.BITS));

    /** How many bytes become one vector of 16-bit numbers. */
    private static final int STEP = LaneBits.BITS / Short.SIZE;

    /**
     * Two products in a lane before they are added up: {@code −a·b − a'·b'} fits 16 bits, where the positive sum would not for
     * −128 throughout. Biased, it is unsigned.
     */
    @Override
    public int dot(byte[] a, int aOffset, byte[] b, int bOffset, int n) {
        IntVector odd = IntVector.zero(INTS);
        IntVector all = odd;
        int i = 0;
        ShortVector bias = ShortVector.broadcast(SHORTS, Short.MIN_VALUE);
        int steps = 0;
        for (; i <= n - 2 * STEP; i += 2 * STEP, steps++) {
            ShortVector a0 = (ShortVector) ByteVector.fromArray(BYTES, a, aOffset + i).convertShape(VectorOperators.B2S,
                    SHORTS, 0);
            ShortVector b0 = (ShortVector) ByteVector.fromArray(BYTES, b, bOffset + i).convertShape(VectorOperators.B2S,
                    SHORTS, 0);
            ShortVector a1 = (ShortVector) ByteVector.fromArray(BYTES, a, aOffset + i + STEP)
                    .convertShape(VectorOperators.B2S, SHORTS, 0);
            ShortVector b1 = (ShortVector) ByteVector.fromArray(BYTES, b, bOffset + i + STEP)
                    .convertShape(VectorOperators.B2S, SHORTS, 0);
            IntVector two = bias.sub(a0.mul(b0)).sub(a1.mul(b1)).reinterpretAsInts();
            all = all.add(two);
            odd = odd.add(two.lanewise(VectorOperators.LSHR, 16));
        }
        int sum = steps * STEP * 32768 - total(odd, all);
        for (; i < n; i++) {
            sum += a[aOffset + i] * b[bOffset + i];
        }
        return sum;
    }

    @Override
    public int squaredDistance(byte[] a, int aOffset, byte[] b, int bOffset, int n) {
        IntVector odd = IntVector.zero(INTS);
        IntVector all = odd;
        int i = 0;
        for (; i <= n - STEP; i += STEP) {
            ShortVector x = (ShortVector) ByteVector.fromArray(BYTES, a, aOffset + i).convertShape(VectorOperators.B2S,
                    SHORTS, 0);
            ShortVector y = (ShortVector) ByteVector.fromArray(BYTES, b, bOffset + i).convertShape(VectorOperators.B2S,
                    SHORTS, 0);
            ShortVector d = x.sub(y);
            IntVector two = d.mul(d).reinterpretAsInts();
            all = all.add(two);
            odd = odd.add(two.lanewise(VectorOperators.LSHR, 16));
        }
        int sum = total(odd, all);
        for (; i < n; i++) {
            int d = a[aOffset + i] - b[bOffset + i];
            sum += d * d;
        }
        return sum;
    }

    @Override
    public int dotUnsigned(byte[] a, int aOffset, byte[] b, int bOffset, int n) {
        IntVector odd = IntVector.zero(INTS);
        IntVector all = odd;
        int i = 0;
        for (; i <= n - STEP; i += STEP) {
            ShortVector x = (ShortVector) ByteVector.fromArray(BYTES, a, aOffset + i)
                    .convertShape(VectorOperators.ZERO_EXTEND_B2S, SHORTS, 0);
            ShortVector y = (ShortVector) ByteVector.fromArray(BYTES, b, bOffset + i)
                    .convertShape(VectorOperators.ZERO_EXTEND_B2S, SHORTS, 0);
            IntVector two = x.mul(y).reinterpretAsInts();
            all = all.add(two);
            odd = odd.add(two.lanewise(VectorOperators.LSHR, 16));
        }
        int sum = total(odd, all);
        for (; i < n; i++) {
            sum += (a[aOffset + i] & 0xff) * (b[bOffset + i] & 0xff);
        }
        return sum;
    }

    @Override
    public int squaredDistanceUnsigned(byte[] a, int aOffset, byte[] b, int bOffset, int n) {
        IntVector odd = IntVector.zero(INTS);
        IntVector all = odd;
        int i = 0;
        for (; i <= n - STEP; i += STEP) {
            ShortVector x = (ShortVector) ByteVector.fromArray(BYTES, a, aOffset + i)
                    .convertShape(VectorOperators.ZERO_EXTEND_B2S, SHORTS, 0);
            ShortVector y = (ShortVector) ByteVector.fromArray(BYTES, b, bOffset + i)
                    .convertShape(VectorOperators.ZERO_EXTEND_B2S, SHORTS, 0);
            ShortVector d = x.sub(y);
            IntVector two = d.mul(d).reinterpretAsInts();
            all = all.add(two);
            odd = odd.add(two.lanewise(VectorOperators.LSHR, 16));
        }
        int sum = total(odd, all);
        for (; i < n; i++) {
            int d = (a[aOffset + i] & 0xff) - (b[bOffset + i] & 0xff);
            sum += d * d;
        }
        return sum;
    }

    /** Upper halves plus lower halves. */
    private static int total(IntVector odd, IntVector all) {
        int upper = odd.reduceLanes(VectorOperators.ADD);
        return all.reduceLanes(VectorOperators.ADD) - (upper << 16) + upper;
    }
}

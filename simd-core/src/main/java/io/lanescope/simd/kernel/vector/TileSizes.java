package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.VectorShape;

import io.lanescope.simd.CpuInfo;

/**
 * The one table of sizes in matrix multiplication. Every choice gives the same bits.
 *
 * <p>The system property {@code lanescope.matmul.sizes} overrules it for experiments: {@code vectors,k,m,n}, such as
 * {@code 4,256,64,512}.
 *
 * @param vectors how many vectors of C a register tile is wide, 1 to 4; it is four rows high
 * @param k       rows of B in a block
 * @param m       rows of A in a block, a multiple of four
 * @param n       columns of B in a block, a multiple of the tile's width
 */
record TileSizes(int vectors, int k, int m, int n) {

    /** From this many rows of A on, B is read often enough to be packed, if it is not small. */
    private static final int ROWS_WORTH_PACKING = 64;

    /** A whole B of up to this many elements is read as it lies. */
    private static final int SMALL = 64 * 64;

    /** Without a known cache. */
    private static final long L1_BYTES = 32 << 10;

    /** The sizes for elements of 4 or 8 bytes. */
    static TileSizes of(int bytes) {
        int bits = VectorShape.preferredShape().vectorBitSize();
        boolean manyRegisters = bits >= 512 || System.getProperty("os.arch").equals("aarch64");
        // 4 × 4 accumulators, 4 of B and one of A need 21 registers; 4 × 3 need 16
        int vectors = manyRegisters ? 4 : 3;
        // a panel of B takes three quarters of L1; the rest is for what streams by
        long l1 = CpuInfo.read().caches().stream().filter(c -> c.level() == 1).mapToLong(CpuInfo.Cache::bytes)
                .findFirst().orElse(L1_BYTES);
        int k = (int) Math.clamp(l1 * 3 / 4 / ((long) vectors * bits / Byte.SIZE) / 32 * 32, 96, 256);
        // so many rows that a block of C and one of A stay in L2, and their pages in the first TLB
        int m = 64;
        int n = 512;
        String wish = System.getProperty("lanescope.matmul.sizes");
        if (wish != null) {
            String[] parts = wish.split(",");
            if (!wish.matches("[1-4](,[1-9][0-9]{0,5}){3}") || Integer.parseInt(parts[2]) % 4 != 0) {
                throw new IllegalArgumentException(
                        "lanescope.matmul.sizes=" + wish + " is not vectors,k,m,n with 1 to 4"
                                + " vectors and a multiple of four for m, such as 3,256,64,512");
            }
            vectors = Integer.parseInt(parts[0]);
            k = Integer.parseInt(parts[1]);
            m = Integer.parseInt(parts[2]);
            n = Integer.parseInt(parts[3]);
        }
        int width = vectors * bits / Byte.SIZE / bytes;
        return new TileSizes(vectors, k, m, Math.max(width, n / width * width));
    }

    boolean worthPacking(int rows, int columns, int depth) {
        return rows >= ROWS_WORTH_PACKING && (long) columns * depth > SMALL;
    }
}

package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.VectorShape;

import io.lanescope.simd.CpuInfo;

/**
 * The one table of sizes in matrix multiplication. Every choice gives the same bits.
 *
 * <p>The system property {@code lanescope.matmul.sizes} overrules it for experiments: {@code vectors,k,m,n}, such as
 * {@code 3,768,64,528}.
 *
 * @param vectors how many vectors of C a register tile is wide, 1 to 4; it is four rows high
 * @param k       rows of B in a block, at most {@link FloatTiles#DEEPEST}
 * @param m       rows of A in a block, a multiple of four
 * @param n       columns of B in a block, a multiple of the tile's width
 */
record TileSizes(int vectors, int k, int m, int n) {

    /** From this many rows of A on, B is read often enough to be packed, if it is not small. */
    private static final int ROWS_WORTH_PACKING = 64;

    /** A whole B of up to this many elements is read as it lies. */
    private static final int SMALL = 64 * 64;

    /** Without a known cache: that of most cores is at least as large. */
    private static final long L1_BYTES = 32 << 10;
    private static final long L2_BYTES = 256 << 10;

    /** The sizes for elements of 4 or 8 bytes. */
    static TileSizes of(int bytes) {
        int bits = VectorShape.preferredShape().vectorBitSize();
        boolean manyRegisters = bits >= 512 || System.getProperty("os.arch").equals("aarch64");
        // 4 × 4 accumulators, 4 of B and one of A need 21 registers; 4 × 3 need 16
        int vectors = manyRegisters ? 4 : 3;
        int width = vectors * bits / Byte.SIZE / bytes;
        int m = 64;
        // what a tile with 16 registers takes of a panel of B in each step, L2 can deliver, so a block of A decides: it takes
        // a fifth of L2; a wider tile's panel has to stay in L1, and takes three quarters of it
        int k = (int) (manyRegisters
                ? Math.clamp(cache(1, L1_BYTES) * 3 / 4 / ((long) width * bytes) / 32 * 32, 96, 256)
                : Math.clamp(cache(2, L2_BYTES) * 3 / 16 / ((long) m * bytes), 96, 3072 / bytes));
        // a block of C takes 132 KiB beside it (of doubles 264); B comes from L3 once for all rows of a block of A
        int n = 528;
        String wish = System.getProperty("lanescope.matmul.sizes");
        if (wish != null) {
            if (!wish.matches("[1-4](,[1-9][0-9]{0,5}){3}")) {
                throw new IllegalArgumentException(
                        "lanescope.matmul.sizes=" + wish + " is not vectors,k,m,n, such as 3,768,64,528");
            }
            String[] parts = wish.split(",");
            vectors = Integer.parseInt(parts[0]);
            k = Integer.parseInt(parts[1]);
            m = Integer.parseInt(parts[2]);
            n = Integer.parseInt(parts[3]);
            width = vectors * bits / Byte.SIZE / bytes;
        }
        return new TileSizes(vectors, k, m, Math.max(width, n / width * width));
    }

    TileSizes {
        if (k > FloatTiles.DEEPEST || m % FloatBlocks.ROWS != 0) {
            throw new IllegalArgumentException(
                    "lanescope.matmul.sizes: blocks of " + k + " rows of B and " + m + " of A: there can be at most "
                            + FloatTiles.DEEPEST + " of B, and those of A must be a multiple of " + FloatBlocks.ROWS);
        }
    }

    private static long cache(int level, long otherwise) {
        return CpuInfo.read().caches().stream().filter(c -> c.level() == level).mapToLong(CpuInfo.Cache::bytes)
                .findFirst().orElse(otherwise);
    }

    boolean worthPacking(int rows, int columns, int depth) {
        return rows >= ROWS_WORTH_PACKING && (long) columns * depth > SMALL;
    }
}

package io.lanescope.simd.kernel;

/**
 * The arguments of one product {@code C = alpha·A·B + beta·C} of {@code float[]}, in one object that is filled anew for
 * each call, so that a call allocates nothing. Transposed operands are strides that change places.
 */
public final class FloatProduct {

    private static final float[] NONE = {};

    /** Rows of A and C. */
    public int m;
    /** Columns of B and C. */
    public int n;
    /** Columns of A, rows of B. */
    public int k;

    public float alpha;
    public float[] a = NONE;
    public int aOffset;
    /** From one row of A to the next, and from one column to the next. */
    public int aRow;
    public int aColumn;

    /** Either B as it lies, or all of B in panels (see {@link MatMulKernels#pack}). */
    public float[] b = NONE;
    public int bOffset;
    public int bRow;
    public int bColumn;
    public boolean packed;

    public float beta;
    public float[] c = NONE;
    public int cOffset;
    public int cRow;

    /** What follows on the rows of a finished block. */
    public BlockEnd end = BlockEnd.NOTHING;
}

package io.lanescope.simd.kernel;

/**
 * The arguments of one product {@code C = alpha·A·B + beta·C} of {@code double[]}, in one object that is filled anew for
 * each call, so that a call allocates nothing. Transposed operands are strides that change places.
 */
public final class DoubleProduct {

    private static final double[] NONE = {};

    /** Rows of A and C. */
    public int m;
    /** Columns of B and C. */
    public int n;
    /** Columns of A, rows of B. */
    public int k;

    public double alpha;
    public double[] a = NONE;
    public int aOffset;
    /** From one row of A to the next, and from one column to the next. */
    public int aRow;
    public int aColumn;

    public double[] b = NONE;
    public int bOffset;
    /** From one row of B to the next, and from one column to the next. */
    public int bRow;
    public int bColumn;

    public double beta;
    public double[] c = NONE;
    public int cOffset;
    public int cRow;

    /** What follows on the rows of a finished block. */
    public BlockEnd end = BlockEnd.NOTHING;
}

package io.lanescope.simd;

/** Checks of the matrices that a product is made of, with messages that name the argument and its value. */
final class Matrices {

    private Matrices() {}

    /** Checks a dimension. */
    static void checkSize(String name, int size) {
        if (size < 0) {
            throw new IllegalArgumentException(name + " must not be negative, but is " + size);
        }
    }

    /** Checks {@code rows} rows of {@code columns} elements, {@code stride} apart, in an array of {@code length}. */
    static void check(String name, int length, int offset, int stride, String strideName, int rows, int columns) {
        if (stride < columns) {
            throw new IllegalArgumentException(strideName + " must be at least the " + columns + " columns of " + name
                    + " as stored, but is " + stride);
        }
        if (offset < 0) {
            throw new IndexOutOfBoundsException(name + "Offset must not be negative, but is " + offset);
        }
        if (offset > length - extent(stride, rows, columns)) {
            throw new IndexOutOfBoundsException(
                    name + " has " + length + " elements, but " + rows + " rows of " + columns
                            + ", " + stride + " apart, from " + name + "Offset = " + offset + " on are asked for");
        }
    }

    /** Refuses two matrices in one array that share elements. */
    static void checkApart(
            String name, int offset, int stride, int rows, int columns,
            String other, int otherOffset, int otherStride, int otherRows, int otherColumns) {
        if (offset >= otherOffset + extent(otherStride, otherRows, otherColumns)
                || otherOffset >= offset + extent(stride, rows, columns)
                || rows == 0 || columns == 0 || otherRows == 0 || otherColumns == 0) {
            return;
        }
        if (stride == otherStride) {
            // side by side in the same rows
            int shift = Math.floorMod(otherOffset - offset, stride);
            if (shift >= columns && shift + otherColumns <= stride) {
                return;
            }
        }
        throw new IllegalArgumentException(name + " must not overlap " + other + ", but they are one array, with "
                + name + "Offset = " + offset + " and " + other + "Offset = " + otherOffset);
    }

    private static long extent(int stride, int rows, int columns) {
        return rows == 0 || columns == 0 ? 0 : (rows - 1) * (long) stride + columns;
    }
}

package io.lanescope.simd;

/** Checks that a range lies within an array or a segment, with messages that name the argument and its value. */
final class Ranges {

    private Ranges() {}

    /**
     * Checks {@code n} elements from {@code offset}. Small, so that it is inlined; the messages are made elsewhere.
     *
     * @param length how many elements there are
     * @param name   of the array; its offset is named after it
     */
    static void check(int length, String name, int offset, int n) {
        if ((offset | n) < 0 || offset > length - n) {
            throw outside(length, name, offset, n, "elements");
        }
    }

    /** Checks {@code n} floats from byte {@code offset}. */
    static void checkBytes(long bytes, String name, long offset, int n) {
        if ((offset | n) < 0 || offset > bytes - (long) n * Float.BYTES) {
            throw outside(bytes, name, offset, (long) n * Float.BYTES, "bytes");
        }
    }

    /** Checks rows of {@code n} elements, {@code stride} apart. */
    static void checkRows(int length, String name, int offset, int stride, int rows, int n) {
        if ((stride | rows) < 0) {
            throw new IllegalArgumentException(
                    (stride < 0 ? "stride" : "the number of rows") + " must not be negative, but is "
                            + (stride < 0 ? stride : rows));
        }
        long needed = rows == 0 ? 0 : (long) (rows - 1) * stride + n;
        if ((offset | n) < 0 || offset > length - needed) {
            throw outside(length, name, offset, n < 0 ? n : needed, "elements");
        }
    }

    /** Checks that there is at least one element. */
    static void checkSome(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be at least 1, but is " + n);
        }
    }

    /** Checks that two whole arrays go together. */
    static void checkSameLength(int a, int b) {
        if (a != b) {
            throw new IllegalArgumentException(
                    "a and b must be of one length, but have " + a + " and " + b + " elements");
        }
    }

    private static RuntimeException outside(long length, String name, long offset, long n, String unit) {
        if (n < 0) {
            return new IllegalArgumentException(
                    "n must not be negative, but is " + (unit.equals("bytes") ? n / Float.BYTES : n));
        }
        if (offset < 0) {
            return new IndexOutOfBoundsException(name + "Offset must not be negative, but is " + offset);
        }
        return new IndexOutOfBoundsException(
                name + " has " + length + " " + unit + ", but " + n + " from " + name + "Offset = "
                        + offset + " on are asked for");
    }
}

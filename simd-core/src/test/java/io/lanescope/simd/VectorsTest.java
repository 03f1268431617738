package io.lanescope.simd;

import java.lang.foreign.MemorySegment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** What is said to wrong arguments, and what the methods give where mathematics gives nothing. */
class VectorsTest {

    private static final float[] TEN = new float[10];

    @Test
    void rangesOutsideAnArrayAreRefusedWithTheirNumbers() {
        assertMessage("a has 10 elements, but 8 from aOffset = 3 on are asked for", IndexOutOfBoundsException.class,
                () -> Vectors.dot(TEN, 3, TEN, 0, 8));
        assertMessage("bOffset must not be negative, but is -1", IndexOutOfBoundsException.class,
                () -> Vectors.squaredDistance(TEN, 0, TEN, -1, 8));
        assertMessage("x has 10 elements, but 2147483647 from xOffset = 1 on are asked for",
                IndexOutOfBoundsException.class,
                () -> Vectors.sum(TEN, 1, Integer.MAX_VALUE));
        assertMessage("n must not be negative, but is -2", IllegalArgumentException.class,
                () -> Vectors.cosine(TEN, 0, TEN, 0, -2));
        assertMessage("x has 40 bytes, but 44 from xOffset = 0 on are asked for", IndexOutOfBoundsException.class,
                () -> SegmentVectors.sum(MemorySegment.ofArray(TEN), 0, 11));
        assertMessage("n must not be negative, but is -3", IllegalArgumentException.class,
                () -> SegmentVectors.sum(MemorySegment.ofArray(TEN), 0, -3));
        assertMessage("b has 2 elements, but 3 from bOffset = 0 on are asked for", IndexOutOfBoundsException.class,
                () -> DoubleVectors.dot(new double[3], 0, new double[2], 0, 3));
    }

    @Test
    void rowsOutsideAnArrayAreRefusedEvenWhereAnIntWouldOverflow() {
        assertMessage("rows has 10 elements, but 4611686011984936972 from rowsOffset = 0 on are asked for",
                IndexOutOfBoundsException.class,
                () -> Vectors.dotRows(TEN, 0, TEN, 0, Integer.MAX_VALUE, Integer.MAX_VALUE, 10, TEN, 0));
        assertMessage("stride must not be negative, but is -1", IllegalArgumentException.class,
                () -> Vectors.addRows(2, 3, TEN, 0, -1, TEN, 0));
        assertMessage("the number of rows must not be negative, but is -2", IllegalArgumentException.class,
                () -> Vectors.addRows(-2, 3, TEN, 0, 3, TEN, 0));
        assertMessage("out has 10 elements, but 3 from outOffset = 9 on are asked for", IndexOutOfBoundsException.class,
                () -> Vectors.dotRows(TEN, 0, TEN, 0, 2, 3, 2, TEN, 9));
    }

    @Test
    void wholeArraysMustBeOfOneLength() {
        assertMessage("a and b must be of one length, but have 10 and 9 elements", IllegalArgumentException.class,
                () -> Vectors.dot(TEN, new float[9]));
    }

    @Test
    void whatNeedsAnElementRefusesNone() {
        for (Executable call : new Executable[]{() -> Vectors.mean(TEN, 0, 0), () -> Vectors.variance(TEN, 0, 0),
            () -> Vectors.min(TEN, 0, 0), () -> Vectors.argMax(TEN, 0, 0)}) {
            assertMessage("n must be at least 1, but is 0", IllegalArgumentException.class, call);
        }
    }

    @Test
    void clampRefusesBoundsThatAreNotInOrder() {
        assertMessage("low must be at most high, but low = 2.0 and high = 1.0", IllegalArgumentException.class,
                () -> Vectors.clamp(2, 1, TEN, 0, TEN, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> Vectors.clamp(Float.NaN, 1, TEN, 0, TEN, 0, 10));
    }

    @Test
    void emptySumsAreZeroAndTheCosineOfNothingIsNotANumber() {
        assertEquals(0, Vectors.dot(TEN, 10, TEN, 10, 0));
        assertEquals(0, Vectors.l2Norm(TEN, 10, 0));
        assertEquals(Float.NaN, Vectors.cosine(TEN, 0, TEN, 0, 10));
    }

    private static void assertMessage(String message, Class<? extends RuntimeException> type, Executable call) {
        assertEquals(message, assertThrows(type, call).getMessage());
    }
}

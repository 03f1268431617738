package io.lanescope.nn.data;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

class DatasetTest {

    private static final List<String> NAMES = List.of("a", "b");
    private static final Dataset THREE_ROWS = new Dataset(new float[]{1, 2, 3, 4, 5, 6}, NAMES, null,
            new Dataset.Classes(new int[]{0, 1, 0}, List.of("no", "yes")));

    @Test
    void rowsAndColumnsFollowFromTheFeatures() {
        assertEquals(3, THREE_ROWS.rows());
        assertEquals(2, THREE_ROWS.columns());
    }

    @Test
    void aSubsetHasTheRowsInTheOrderAskedForWithTheirLabels() {
        Dataset subset = THREE_ROWS.subset(new int[]{2, 1, 2});
        assertArrayEquals(new float[]{5, 6, 3, 4, 5, 6}, subset.features());
        assertArrayEquals(new int[]{0, 1, 0}, assertInstanceOf(Dataset.Classes.class, subset.target()).labels());
    }

    @Test
    void aSubsetOfNumbersKeepsEachRowsNumber() {
        Dataset data = new Dataset(new float[]{1, 2, 3}, List.of("x"), null, new Dataset.Values(new float[]{10, 20, 30},
                "y"));
        Dataset.Values values = assertInstanceOf(Dataset.Values.class, data.subset(new int[]{2, 0}).target());
        assertArrayEquals(new float[]{30, 10}, values.values());
        assertEquals("y", values.names().getFirst());
    }

    @Test
    void aRangeIsTheSubsetOfItsRows() {
        Dataset range = THREE_ROWS.range(1, 3);
        Dataset subset = THREE_ROWS.subset(new int[]{1, 2});
        assertArrayEquals(subset.features(), range.features());
        assertArrayEquals(((Dataset.Classes) subset.target()).labels(), ((Dataset.Classes) range.target()).labels());
        assertEquals(0, THREE_ROWS.range(3, 3).rows());
    }

    @Test
    void rowsThatAreNotThereAreRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> THREE_ROWS.subset(new int[]{3}));
        assertThrows(IndexOutOfBoundsException.class, () -> THREE_ROWS.subset(new int[]{-1}));
        assertThrows(IndexOutOfBoundsException.class, () -> THREE_ROWS.range(2, 4));
    }

    @Test
    void partsThatDoNotFitTogetherAreRefused() {
        Dataset.None none = new Dataset.None();
        assertThrows(IllegalArgumentException.class, () -> new Dataset(new float[3], NAMES, null, none));
        assertThrows(IllegalArgumentException.class, () -> new Dataset(new float[2], List.of("a", "a"), null, none));
        assertThrows(IllegalArgumentException.class, () -> new Dataset(new float[2], List.of("a", ""), null, none));
        assertThrows(IllegalArgumentException.class, () -> new Dataset(new float[0], List.of(), null, none));
        assertThrows(IllegalArgumentException.class,
                () -> new Dataset(new float[2], NAMES, new Dataset.ImageShape(2, 2), none));
        assertThrows(IllegalArgumentException.class,
                () -> new Dataset(new float[2], NAMES, null, new Dataset.Values(new float[2], "y")));
        assertThrows(IllegalArgumentException.class, () -> new Dataset.Classes(new int[]{2}, List.of("no", "yes")));
        assertThrows(IllegalArgumentException.class, () -> new Dataset.ImageShape(1 << 16, 1 << 16));
    }
}

package io.lanescope.nn.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Rows that are read block by block, with what belongs to them, are those of the whole file. */
class DatasetReaderTest {

    private static final List<String> FEATURES = List.of("colour=red", "size", "colour=blue");

    @TempDir
    Path folder;

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    private static void assertSame(Dataset whole, Supplier<DatasetReader> open) {
        for (int block : new int[]{1, 3, whole.rows(), whole.rows() + 5}) {
            try (DatasetReader rows = open.get()) {
                assertEquals(whole.featureNames(), rows.featureNames());
                int at = 0;
                for (Dataset part = rows.read(block); part.rows() > 0; part = rows.read(block)) {
                    assertEquals(Math.min(block, whole.rows() - at), part.rows());
                    Dataset expected = whole.range(at, at + part.rows());
                    assertArrayEquals(expected.features(), part.features());
                    assertEquals(expected.image(), part.image());
                    assertSame(expected.target(), part.target());
                    at += part.rows();
                }
                assertEquals(whole.rows(), at);
                assertEquals(0, rows.read(block).rows());
            }
        }
    }

    private static void assertSame(Dataset.Target expected, Dataset.Target actual) {
        switch (expected) {
            case Dataset.Classes(int[] labels, List<String> names) -> {
                Dataset.Classes classes = (Dataset.Classes) actual;
                assertArrayEquals(labels, classes.labels());
                assertEquals(names, classes.names());
            }
            case Dataset.Values(float[] values, List<String> names) -> {
                Dataset.Values numbers = (Dataset.Values) actual;
                assertArrayEquals(values, numbers.values());
                assertEquals(names, numbers.names());
            }
            case Dataset.None() -> assertEquals(expected, actual);
        }
    }

    @Test
    void aTableWithKnownClassesAndCategories() throws IOException {
        Path file = csv("size,class,colour\n1,b,red\n2,a,blue\n\n3,b,blue\n4,c,red\n5,a,red\n");
        CsvLabel label = new CsvLabel.KnownClasses("class", List.of("c", "b", "a"));
        Missing missing = new Missing.Refused();
        assertSame(CsvReader.readFeatures(file, FEATURES, label, missing),
                () -> CsvReader.streamFeatures(file, FEATURES, label, missing));
    }

    @Test
    void aTableWithNumbersOfWhichRowsAreLeftOut() throws IOException {
        Path file = csv("y,size,colour,z\n1.5,1,red,0\n,2,blue,1\n3,,red,1\n4,5,NA,1\n5,6,blue,7\n6,7,red,8\n");
        CsvLabel label = new CsvLabel.Values("y,z");
        Missing missing = new Missing.DropRow();
        assertSame(CsvReader.readFeatures(file, FEATURES, label, missing),
                () -> CsvReader.streamFeatures(file, FEATURES, label, missing));
    }

    @Test
    void aTableThatMustBeReadAsAWhole() throws IOException {
        Path file = csv("size,colour,y\n1,red,b\n,blue,a\n4,red,c\n");
        assertSame(CsvReader.readFeatures(file, FEATURES, new CsvLabel.Guessed("y"), new Missing.Mean()),
                () -> CsvReader.streamFeatures(file, FEATURES, new CsvLabel.Guessed("y"), new Missing.Mean()));
    }

    @Test
    void whatIsWrongFarDownIsSaidWithItsLine() throws IOException {
        Path file = csv("size,colour,y\n1,red,2\n2,red,3\n3,blue,many\n");
        try (DatasetReader rows = CsvReader.streamFeatures(file, FEATURES, new CsvLabel.Values("y"),
                new Missing.Refused())) {
            assertEquals(2, rows.read(2).rows());
            var error = assertThrows(InputException.class, () -> rows.read(2));
            assertTrue(String.valueOf(error.getMessage()).contains("line 4, column \"y\""), error.getMessage());
        }
    }

    @Test
    void imagesWithTheirLabels() throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + 7 * 6).putInt(0x803).putInt(7).putInt(2).putInt(3);
        ByteBuffer labels = ByteBuffer.allocate(8 + 7).putInt(0x801).putInt(7);
        for (int i = 0; i < 7; i++) {
            labels.put((byte) (3 * i % 10));
            for (int j = 0; j < 6; j++) {
                images.put((byte) (31 * i + j));
            }
        }
        Files.write(folder.resolve("train-images-idx3-ubyte"), images.array());
        Path labelled = Files.write(folder.resolve("train-labels-idx1-ubyte"), labels.array());
        assertSame(IdxReader.readFolder(folder), () -> IdxReader.streamFolder(folder));
        Files.write(labelled, labels.putInt(4, 6).array());
        assertThrows(InputException.class, () -> IdxReader.streamFolder(folder));
    }
}

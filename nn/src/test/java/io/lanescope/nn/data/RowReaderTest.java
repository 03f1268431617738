package io.lanescope.nn.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Rows that are read block by block are those of the whole file. */
class RowReaderTest {

    private static final CsvLabel NONE = new CsvLabel.None();

    @TempDir
    Path folder;

    private Path csv(String text) {
        try {
            return Files.writeString(folder.resolve("data.csv"), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path npy(boolean fortran, String shape, int values) throws IOException {
        byte[] header = ("{'descr': '<f4', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': (" + shape
                + "), }\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(10 + header.length + 4 * values).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0)
                .putShort((short) header.length).put(header);
        for (int i = 0; i < values; i++) {
            bytes.putFloat(i + 0.5f);
        }
        return Files.write(folder.resolve("data.npy"), bytes.array());
    }

    private Path idx(boolean zipped, int images) throws IOException {
        byte[] bytes = new byte[16 + 6 * images];
        ByteBuffer.wrap(bytes).putInt(0x803).putInt(images).putInt(2).putInt(3);
        for (int i = 16; i < bytes.length; i++) {
            bytes[i] = (byte) (7 * i);
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return Files.write(folder.resolve("images"), zipped ? packed.toByteArray() : bytes);
    }

    /** Reads to the end in blocks of several sizes, each with a place beside whole rows. */
    private static void assertSame(Dataset whole, Supplier<RowReader> open) {
        for (int block : new int[]{1, 3, whole.rows(), whole.rows() + 5}) {
            try (RowReader rows = open.get()) {
                assertEquals(whole.columns(), rows.columns());
                assertEquals(whole.featureNames(), rows.featureNames());
                float[] read = new float[whole.features().length];
                float[] x = new float[block * whole.columns() + (whole.columns() > 1 ? 1 : 0)];
                int at = 0;
                for (int count = rows.read(x); count > 0; count = rows.read(x)) {
                    assertEquals(Math.min(block, whole.rows() - at), count);
                    System.arraycopy(x, 0, read, at * whole.columns(), count * whole.columns());
                    at += count;
                }
                assertEquals(whole.rows(), at);
                assertArrayEquals(whole.features(), read);
                assertEquals(0, rows.read(x));
                if (whole.columns() > 1) {
                    assertThrows(IllegalArgumentException.class, () -> rows.read(new float[1]));
                }
            }
        }
    }

    @Test
    void numbersOfATableComeInBlocks() {
        Path file = csv("\uFEFFa,y,b\n1,0,2\n\n3,1,4\n-5,0,6\n7,1,8\n");
        assertSame(CsvReader.read(file, NONE), () -> CsvReader.stream(file, NONE, new Missing.Refused()));
        CsvLabel label = new CsvLabel.Classes("y");
        assertSame(CsvReader.read(file, label), () -> CsvReader.stream(file, label, new Missing.Refused()));
        List<String> features = List.of("b", "a");
        assertSame(CsvReader.readFeatures(file, features, NONE),
                () -> CsvReader.streamFeatures(file, features, new Missing.Refused()));
    }

    @Test
    void categoriesAreTheSameWhenNobodyKnowsThemYetAndWhenAModelDoes() {
        Path file = csv("colour,size\nred,1\nblue,2\nred,3\n,4\ngreen,\n");
        for (Missing missing : List.of(new Missing.Zero(), new Missing.Mean(), new Missing.DropRow())) {
            Dataset whole = CsvReader.read(file, NONE, missing);
            assertEquals(List.of("colour=blue", "colour=green", "colour=red", "size"), whole.featureNames());
            assertSame(whole, () -> CsvReader.stream(file, NONE, missing));
        }
        List<String> features = List.of("size", "colour=red", "colour=blue", "colour=green");
        Missing known = new Missing.Known(new float[]{9, 0.5f, 0.25f, 0.125f});
        assertSame(CsvReader.readFeatures(file, features, NONE, known),
                () -> CsvReader.streamFeatures(file, features, known));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void arraysOfNumPysComeInBlocks(boolean fortran) throws IOException {
        for (String shape : List.of("8, 3", "24,", "24, 1", "1, 24", "4, 2, 3")) {
            Path file = npy(fortran, shape, 24);
            assertSame(NpyReader.read(file, NONE), () -> NpyReader.stream(file));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void imagesComeOneByOne(boolean zipped) throws IOException {
        Path file = idx(zipped, 7);
        assertSame(IdxReader.readImages(file), () -> IdxReader.stream(file));
    }

    @Test
    void dataInMemoryCanBeReadInBlocksToo() {
        Dataset data = new Dataset(new float[]{1, 2, 3, 4, 5, 6}, List.of("a", "b"), null, new Dataset.None());
        assertSame(data, () -> RowReader.of(data));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b\n", "a,a\n1,2\n", "a,b\n1,2\n3\n", "a,b\n1,2\n3,x\n", "a,b\n1,\"2\n",
        "a,b\n1,2\nx,4\n", "a;b\n1;2\n"})
    void whatIsWrongWithATableIsSaidInTheSameWords(String text) {
        Path file = csv(text);
        assertSameError(() -> CsvReader.read(file, NONE), () -> CsvReader.stream(file, NONE, new Missing.Refused()));
        assertSameError(() -> CsvReader.readFeatures(file, List.of("b", "a"), NONE),
                () -> CsvReader.streamFeatures(file, List.of("b", "a"), new Missing.Refused()));
    }

    @Test
    void filesThatEndTooSoonOrTooLateAreRefusedInTheSameWords() throws IOException {
        for (Path file : List.of(npy(false, "7, 4", 24), idx(false, 3))) {
            boolean images = file.endsWith("images");
            byte[] bytes = Files.readAllBytes(file);
            for (int length : new int[]{3, bytes.length - 1, bytes.length + (images ? 1 : 20)}) {
                Files.write(file, Arrays.copyOf(bytes, length));
                assertSameError(() -> images ? IdxReader.readImages(file) : NpyReader.read(file, NONE),
                        () -> images ? IdxReader.stream(file) : NpyReader.stream(file));
            }
        }
    }

    private static void assertSameError(Supplier<Dataset> whole, Supplier<RowReader> open) {
        String expected = assertThrows(InputException.class, whole::get).getMessage();
        InputException found = assertThrows(InputException.class, () -> {
            try (RowReader rows = open.get()) {
                float[] block = new float[2 * rows.columns()];
                while (rows.read(block) > 0) {
                    assertTrue(Float.isFinite(block[0]));
                }
            }
        });
        assertEquals(expected, found.getMessage());
    }
}

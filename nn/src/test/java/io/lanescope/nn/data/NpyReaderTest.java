package io.lanescope.nn.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NpyReaderTest {

    private static final CsvLabel GUESSED = new CsvLabel.Guessed("y");

    @TempDir
    Path folder;

    private static byte[] array(int version, String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + (version == 1 ? 2 : 4) + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.UTF_8)).put((byte) version).put((byte) 0);
        if (version == 1) {
            bytes.putShort((short) text.length);
        } else {
            bytes.putInt(text.length);
        }
        return bytes.put(text).put(data).array();
    }

    private static byte[] array(String type, boolean fortran, String shape, double... values) {
        int size = type.charAt(2) - '0';
        ByteBuffer data = ByteBuffer.allocate(size * values.length)
                .order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            switch (type.substring(1)) {
                case "f2" -> data.putShort(Float.floatToFloat16((float) value));
                case "f4" -> data.putFloat((float) value);
                case "f8" -> data.putDouble(value);
                case "i1", "u1", "b1" -> data.put((byte) value);
                case "i2", "u2" -> data.putShort((short) value);
                case "i4", "u4" -> data.putInt((int) (long) value);
                default -> data.putLong((long) value);
            }
        }
        return array(1, "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': ("
                + shape + "), }   \n", data.array());
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("data"), bytes);
    }

    private Path archive(Map<String, byte[]> arrays) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                ((OutputStream) zip).write(entry.getValue());
            }
        }
        return write(bytes.toByteArray());
    }

    @ParameterizedTest
    @CsvSource({"<f4", "<f8", ">f4", ">f8", "<f2", "<i2", ">i4", "<i8", "|i1", "|u1", "<u2", "<u4", "<u8"})
    void numbersOfEveryTypeAreRead(String type) throws IOException {
        Dataset data = NpyReader.read(write(array(type, false, "2, 3", 1, 2, 3, 4, 5, 100)), GUESSED);
        assertArrayEquals(new float[]{1, 2, 3, 4, 5, 100}, data.features());
        assertEquals(List.of("x0", "x1", "x2"), data.featureNames());
        assertInstanceOf(Dataset.None.class, data.target());
    }

    @Test
    void unsignedNumbersAreNotNegativeAndBooleansAreOneOrZero() throws IOException {
        assertArrayEquals(new float[]{200, 255},
                NpyReader.read(write(array("|u1", false, "1, 2", 200, 255)), GUESSED).features());
        assertArrayEquals(new float[]{0x1p63f},
                NpyReader.read(write(array("<u8", false, "1, 1", Long.MIN_VALUE)), GUESSED).features());
        assertArrayEquals(new float[]{1, 0},
                NpyReader.read(write(array("|b1", false, "1, 2", 1, 0)), GUESSED).features());
    }

    @Test
    void fortransOrderIsTurnedIntoRows() throws IOException {
        assertArrayEquals(new float[]{1, 2, 3, 4, 5, 6},
                NpyReader.read(write(array("<f8", true, "2, 3", 1, 4, 2, 5, 3, 6)), GUESSED).features());
    }

    @Test
    void aVectorIsARowAndThreeDimensionsArePictures() throws IOException {
        assertEquals(1, NpyReader.read(write(array("<f4", false, "3,", 1, 2, 3)), GUESSED).rows());
        Dataset pictures = NpyReader.read(write(array("|u1", false, "1, 2, 2", 1, 2, 3, 4)), GUESSED);
        assertEquals(new Dataset.ImageShape(2, 2), pictures.image());
        assertEquals("pixel_1_0", pictures.featureNames().get(2));
    }

    @Test
    void laterVersionsHaveLongerLengths() throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }\n";
        byte[] one = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(7).array();
        for (int version = 1; version <= 3; version++) {
            assertArrayEquals(new float[]{7}, NpyReader.read(write(array(version, header, one)), GUESSED).features());
        }
        refused(array(4, header, one), "version 4");
    }

    @Test
    void anArchiveHasFeaturesAndTargets() throws IOException {
        byte[] x = array("<f8", false, "3, 1", 1, 2, 3);
        Path classes = archive(Map.of("x.npy", x, "y.npy", array("<i8", false, "3,", 10, -2, 10)));
        Dataset.Classes guessed = assertInstanceOf(Dataset.Classes.class, NpyReader.read(classes, GUESSED).target());
        assertEquals(List.of("-2", "10"), guessed.names());
        assertArrayEquals(new int[]{1, 0, 1}, guessed.labels());
        Dataset.Classes known = assertInstanceOf(Dataset.Classes.class,
                NpyReader.read(classes, new CsvLabel.KnownClasses("", List.of("10", "a", "-2"))).target());
        assertArrayEquals(new int[]{0, 2, 0}, known.labels());
        assertThrows(InputException.class,
                () -> NpyReader.read(classes, new CsvLabel.KnownClasses("", List.of("10"))));
        assertInstanceOf(Dataset.Values.class, NpyReader.read(classes, new CsvLabel.Values("")).target());

        Path values = archive(Map.of("X.npy", x, "y.npy", array("<f4", false, "3, 1", 0.5, 1, 2)));
        Dataset.Values numbers = assertInstanceOf(Dataset.Values.class, NpyReader.read(values, GUESSED).target());
        assertArrayEquals(new float[]{0.5f, 1, 2}, numbers.values());
        assertThrows(InputException.class, () -> NpyReader.read(values, new CsvLabel.Classes("")));
    }

    @Test
    void anArchiveMayHaveSeveralTargetsForEachRow() throws IOException {
        byte[] x = array("<f8", false, "3, 1", 1, 2, 3);
        Path file = archive(Map.of("x.npy", x, "y.npy", array("<i8", false, "3, 2", 1, 2, 3, 4, 5, 6)));
        Dataset.Values values = assertInstanceOf(Dataset.Values.class, NpyReader.read(file, GUESSED).target());
        assertEquals(List.of("y0", "y1"), values.names());
        assertArrayEquals(new float[]{1, 2, 3, 4, 5, 6}, values.values());
        assertThrows(InputException.class, () -> NpyReader.read(file, new CsvLabel.Classes("")));
        Path flat = archive(Map.of("x.npy", x, "y.npy", array("<i8", false, "2, 3", 1, 2, 3, 4, 5, 6)));
        assertThrows(InputException.class, () -> NpyReader.read(flat, GUESSED));
    }

    @Test
    void whatIsWrongIsSaid() throws IOException {
        refused(array("<f4", false, "2, 3", 1, 2), "ends after 2 of the 6 numbers");
        refused(array("<f4", false, "1, 1", 1, 2), "goes on after its array");
        refused(array("<f4", false, "1, 1", Double.NaN), "number 0 of an array is NaN");
        refused(array("<f4", false, "0, 1"), "an array of the shape (0, 1)");
        refused(array(1, "{'descr': '<U5', 'fortran_order': False, 'shape': (1,), }", new byte[20]), "no numbers");
        refused(array(1, "{'descr': '<f4'}", new byte[4]), "does not tell");
        InputException error = assertThrows(InputException.class,
                () -> NpyReader.read(archive(Map.of("z.npy", array("<f4", false, "1,", 1))), GUESSED));
        assertTrue(String.valueOf(error.getMessage()).contains("no array x.npy"), error.getMessage());
    }

    private void refused(byte[] bytes, String problem) throws IOException {
        Path file = write(bytes);
        InputException error = assertThrows(InputException.class, () -> NpyReader.read(file, GUESSED));
        String message = String.valueOf(error.getMessage());
        assertTrue(message.startsWith(file.toString()) && message.contains(problem), message);
    }
}

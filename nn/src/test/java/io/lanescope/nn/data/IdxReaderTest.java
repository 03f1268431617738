package io.lanescope.nn.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class IdxReaderTest {

    private static final byte[] TWO_IMAGES = idx(8, new int[]{2, 1, 3}, 0, 51, 255, 1, 2, 3);
    private static final byte[] TWO_LABELS = idx(8, new int[]{2}, 7, 0);

    @TempDir
    Path folder;

    @Test
    void pixelsAreDividedBy255AndLabelsNameTheDigits() throws IOException {
        Dataset data = IdxReader.read(file("i", TWO_IMAGES), file("l", TWO_LABELS));
        assertArrayEquals(new float[]{0, 0.2f, 1, 1 / 255f, 2 / 255f, 3 / 255f}, data.features());
        assertEquals(List.of("pixel_0_0", "pixel_0_1", "pixel_0_2"), data.featureNames());
        assertEquals(new Dataset.ImageShape(1, 3), data.image());
        Dataset.Classes classes = (Dataset.Classes) data.target();
        assertArrayEquals(new int[]{7, 0}, classes.labels());
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), classes.names());
    }

    @Test
    void labelsBeyondNineHaveNamesToo() throws IOException {
        Dataset data = IdxReader.read(file("i", TWO_IMAGES), file("l", idx(8, new int[]{2}, 255, 0)));
        assertEquals(256, ((Dataset.Classes) data.target()).names().size());
    }

    @Test
    void compressedFilesAreKnownByTheirContent() throws IOException {
        Dataset data = IdxReader.read(file("i", gzip(TWO_IMAGES)), file("l.gz", gzip(TWO_LABELS)));
        assertEquals(2, data.rows());
    }

    @Test
    void aFolderIsReadFromItsTrainingPairAndSaysSo() throws IOException {
        for (String name : List.of("t10k", "train")) {
            file(name + "-images-idx3-ubyte.gz", gzip(TWO_IMAGES));
            file(name + "-labels.idx1-ubyte", TWO_LABELS);
        }
        assertEquals("train-images-idx3-ubyte.gz with train-labels.idx1-ubyte (not used: t10k)",
                IdxPair.find(folder).description());
        assertEquals("t10k", IdxPair.find(folder, "t10k").name());
        assertEquals(2, IdxReader.readFolder(folder).rows());
    }

    @Test
    void aFolderWithOnePairNeedsNoName() throws IOException {
        file("t10k-images-idx3-ubyte", TWO_IMAGES);
        file("t10k-images-idx3-ubyte.gz", gzip(TWO_IMAGES));
        file("t10k-labels-idx1-ubyte", TWO_LABELS);
        IdxPair pair = IdxPair.find(folder);
        assertEquals("t10k-images-idx3-ubyte", pair.images().getFileName().toString());
        assertEquals(List.of(), pair.others());
    }

    @Test
    void aFolderWithoutAPairOrWithoutAClearChoiceIsRefused() throws IOException {
        file("a-images-idx3-ubyte", TWO_IMAGES);
        assertMessage("has no pair of IDX files", () -> IdxPair.find(folder));
        file("a-labels-idx1-ubyte", TWO_LABELS);
        file("b-images-idx3-ubyte", TWO_IMAGES);
        file("b-labels-idx1-ubyte", TWO_LABELS);
        assertMessage("named a, b, but none named train", () -> IdxPair.find(folder));
        assertMessage("named a, b, but none named c", () -> IdxPair.find(folder, "c"));
        assertMessage("there is no such file", () -> IdxPair.find(folder.resolve("missing")));
    }

    @Test
    void otherElementTypesAreRefusedByName() throws IOException {
        Path floats = file("f", idx(0x0D, new int[]{1, 1, 1}, 0, 0, 0, 0));
        assertMessage("byte 2: the elements are of the type 32-bit float (0x0D)", () -> IdxReader.readImages(floats));
        Path unknown = file("u", idx(0x42, new int[]{1, 1, 1}, 0));
        assertMessage("0x42, which IDX does not know", () -> IdxReader.readImages(unknown));
    }

    @Test
    void whatIsNoIdxFileIsRefused() throws IOException {
        assertMessage("not an IDX file", () -> IdxReader.readImages(file("text", "hello".getBytes())));
        assertMessage("not an IDX file", () -> IdxReader.readImages(file("empty", new byte[0])));
        assertMessage("this is a folder", () -> IdxReader.readImages(folder));
        assertMessage("there is no such file", () -> IdxReader.readImages(folder.resolve("missing")));
        assertMessage("has 1 dimensions, but images have 3", () -> IdxReader.readImages(file("l", TWO_LABELS)));
    }

    @Test
    void dataThatDoesNotMatchTheHeaderIsRefused() throws IOException {
        byte[] shorter = Arrays.copyOf(TWO_IMAGES, TWO_IMAGES.length - 1);
        byte[] longer = Arrays.copyOf(TWO_IMAGES, TWO_IMAGES.length + 1);
        assertMessage("ends after 5 of the 6 bytes", () -> IdxReader.readImages(file("s", shorter)));
        assertMessage("goes on after the 6 bytes", () -> IdxReader.readImages(file("l", longer)));
        assertMessage("ends within its header",
                () -> IdxReader.readImages(file("h", Arrays.copyOf(TWO_IMAGES, 9))));
        assertMessage("announces a size of 0", () -> IdxReader.readImages(file("z", idx(8, new int[]{0, 28, 28}))));
        byte[] zipped = gzip(TWO_IMAGES);
        assertThrows(InputException.class,
                () -> IdxReader.readImages(file("g", Arrays.copyOf(zipped, zipped.length - 3))));
    }

    @Test
    void countsOfImagesAndLabelsThatDifferAreRefused() throws IOException {
        Path images = file("i", TWO_IMAGES);
        Path labels = file("l", idx(8, new int[]{3}, 1, 2, 3));
        assertMessage("there are 3 labels for the 2 images", () -> IdxReader.read(images, labels));
    }

    @Test
    void sizesThatOverflowAreRefused() throws IOException {
        assertMessage("more than fit into one array",
                () -> IdxReader.readImages(file("a", idx(8, new int[]{1 << 30, 1 << 10, 1 << 10}))));
        assertMessage("more than fit into one array",
                () -> IdxReader.readImages(file("b", idx(8, new int[]{-1, -1, -1}))));
        assertMessage("too large",
                () -> IdxReader.readImages(file("d", idx(8, new int[]{1 << 16, 1 << 16, 1 << 16}))));
        assertMessage("too large", () -> IdxReader.readImages(file("c", idx(8, new int[]{1, 1 << 15, 1 << 15}))));
    }

    private interface Reading {
        void run() throws IOException;
    }

    private static void assertMessage(String part, Reading reading) {
        InputException e = assertThrows(InputException.class, reading::run);
        assertTrue(String.valueOf(e.getMessage()).contains(part), e::getMessage);
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] idx(int type, int[] sizes, int... data) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + data.length);
        bytes.put((byte) 0).put((byte) 0).put((byte) type).put((byte) sizes.length);
        for (int size : sizes) {
            bytes.putInt(size);
        }
        for (int value : data) {
            bytes.put((byte) value);
        }
        return bytes.array();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}

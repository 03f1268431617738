package io.lanescope.properties;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.sun.management.ThreadMXBean;
import io.lanescope.nn.data.CsvLabel;
import io.lanescope.nn.data.CsvReader;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.DatasetReader;
import io.lanescope.nn.data.Glyphs;
import io.lanescope.nn.data.IdxReader;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.data.Missing;
import io.lanescope.nn.data.NpyReader;
import io.lanescope.nn.data.RowReader;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.nn.exchange.Safetensors;
import io.lanescope.simd.Activation;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Whatever bytes a file has, each reader gives what it holds or an {@link InputException} that names the file; never
 * anything else, and never more memory than the file's own size warrants.
 */
class HostileFilesProperties {

    /** What a reader may take besides what follows the file's size: its buffers, and what its parser loads on first use. */
    private static final long CONSTANT = 8 << 20;

    /** What the readers state: a file of one-letter cells takes up to 200 bytes for each of its own. */
    private static final long PER_BYTE = 200;

    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Path file = Path.of("");

    /** The readers, each by the name that a failure shows. */
    enum Reader {
        CSV(path -> CsvReader.read(path, new CsvLabel.None())),
        CSV_WITH_LABEL(path -> CsvReader.read(path, new CsvLabel.Guessed("y"))),
        CSV_OF_A_MODEL(path -> CsvReader.readFeatures(path, List.of("a", "b"),
                new CsvLabel.KnownClasses("y", List.of("no", "yes")))),
        IDX_IMAGES(IdxReader::readImages),
        NUMPY(path -> NpyReader.read(path, new CsvLabel.Guessed("y"))),
        IDX_PAIR(path -> IdxReader.read(path, path)),
        CSV_ROW_BY_ROW(path -> readOn(CsvReader.stream(path, new CsvLabel.None(), new Missing.Zero()))),
        CSV_OF_A_MODEL_ROW_BY_ROW(path -> readOn(CsvReader.streamFeatures(path, List.of("a", "b"),
                new CsvLabel.KnownClasses("y", List.of("no", "yes")), new Missing.Zero()))),
        IDX_ROW_BY_ROW(path -> readOn(IdxReader.stream(path))),
        NUMPY_ROW_BY_ROW(path -> readOn(NpyReader.stream(path))),
        SAFETENSORS(Safetensors::read),
        STATE_DICT(path -> ModelFiles.loadStateDict(path, new Activation.Relu())),
        MODEL(ModelFiles::load);

        private static final int WIDEST = 784;

        private final Consumer<Path> read;

        Reader(Consumer<Path> read) {
            this.read = read;
        }

        /** As a model reads on that knows how wide its rows are. */
        private static void readOn(RowReader rows) {
            try (rows) {
                float[] block = new float[2 * WIDEST];
                while (rows.columns() <= WIDEST && rows.read(block) > 0) {
                    assertTrue(Float.isFinite(block[0]));
                }
            }
        }

        private static void readOn(DatasetReader blocks) {
            try (blocks) {
                int rows = 1;
                while (rows > 0) {
                    Dataset block = blocks.read(2);
                    rows = block.rows();
                    assertTrue(rows == 0 || Float.isFinite(block.features()[0]));
                }
            }
        }
    }

    @BeforeContainer
    static void makeFile() throws IOException {
        file = Files.createTempFile("hostile", ".bin");
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    @Provide
    Arbitrary<byte[]> randomBytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(400);
    }

    @Provide
    Arbitrary<byte[]> randomText() {
        return Arbitraries
                .of("a", "b", "y", ",", "\n", "\r\n", "\"", "1", "-2.5", "1e99", "NaN", " ", "é", "\u0000", "no",
                        "{", "}", "[", "]", ":", "__metadata__", "\"dtype\":\"F32\"")
                .list().ofMaxSize(60).map(parts -> String.join("", parts).getBytes(StandardCharsets.UTF_8));
    }

    /** Valid files with some bytes changed, and perhaps cut off or repeated. */
    @Provide
    Arbitrary<byte[]> mutatedFiles() {
        List<byte[]> valid = List.of(csv(), idx(3), idx(1), gzip(idx(3)), model(".safetensors", new Activation.Relu()),
                npy(2, 3), npz(), model(".onnx", new Activation.LogSigmoid()), model(".onnx", new Activation.Silu()));
        return Combinators.combine(Arbitraries.of(valid), Arbitraries.longs(), Arbitraries.integers().between(0, 6))
                .as((bytes, seed, changes) -> mutate(bytes.clone(), RandomNetworks.random(seed), changes));
    }

    /** Headers that announce far more than there is. */
    @Provide
    Arbitrary<byte[]> boastingHeaders() {
        Arbitrary<byte[]> idx = Arbitraries.integers().array(int[].class).ofSize(3)
                .map(sizes -> ByteBuffer.allocate(20).putInt(0x0803).putInt(sizes[0]).putInt(sizes[1]).putInt(sizes[2])
                        .array());
        Arbitrary<byte[]> safetensors = Combinators.combine(Arbitraries.longs(), Arbitraries.longs().greaterOrEqual(0),
                Arbitraries.longs().greaterOrEqual(0)).as((length, size, end) -> {
                    byte[] header = ("{\"t\":{\"dtype\":\"F32\",\"shape\":[" + size + "],\"data_offsets\":[0," + end
                            + "]}}")
                            .getBytes(StandardCharsets.UTF_8);
                    long announced = length % 2 == 0 ? header.length : length;
                    return ByteBuffer.allocate(8 + header.length).putLong(Long.reverseBytes(announced)).put(header)
                            .array();
                });
        return Arbitraries.oneOf(idx, idx.map(HostileFilesProperties::gzip), safetensors);
    }

    @Property(tries = 1000)
    void randomBytesAreReadOrRefused(@ForAll Reader reader, @ForAll("randomBytes") byte[] bytes) {
        check(reader, bytes);
    }

    @Property(tries = 1000)
    void randomTextIsReadOrRefused(@ForAll Reader reader, @ForAll("randomText") byte[] bytes) {
        check(reader, bytes);
    }

    @Property(tries = 2000)
    void mutatedFilesAreReadOrRefused(@ForAll Reader reader, @ForAll("mutatedFiles") byte[] bytes) {
        check(reader, bytes);
    }

    @Property(tries = 1000)
    void aHeaderIsNotTakenAtItsWord(@ForAll Reader reader, @ForAll("boastingHeaders") byte[] bytes) {
        check(reader, bytes);
    }

    private static void check(Reader reader, byte[] bytes) {
        write(bytes);
        long before = MEMORY.getCurrentThreadAllocatedBytes();
        try {
            reader.read.accept(file);
        } catch (InputException e) {
            assertTrue(String.valueOf(e.getMessage()).contains(file.toString()), e.getMessage());
        }
        long taken = MEMORY.getCurrentThreadAllocatedBytes() - before;
        long allowed = CONSTANT + PER_BYTE * Math.max(bytes.length, unzipped(bytes));
        assertTrue(taken <= allowed, reader + " took " + taken + " bytes for a file of " + bytes.length);
    }

    private static void write(byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** gzip and zip pack at most about a thousand to one. */
    private static long unzipped(byte[] bytes) {
        boolean zipped = bytes.length > 2 && (bytes[0] == 0x1F && bytes[1] == (byte) 0x8B
                || bytes[0] == 'P' && bytes[1] == 'K');
        return zipped ? 1032L * bytes.length / PER_BYTE : 0;
    }

    private static byte[] mutate(byte[] bytes, RandomGenerator random, int changes) {
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 64));
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    int half = bytes.length;
                    bytes = Arrays.copyOf(bytes, half + half - at);
                    System.arraycopy(bytes, at, bytes, half, half - at);
                }
            }
            bytes = bytes.length > 20_000 ? Arrays.copyOf(bytes, 20_000) : bytes;
        }
        return bytes;
    }

    private static byte[] csv() {
        return "a,b,y\n1,2,no\n-3.5,4e-3,yes\n\"5\",6,\"no\"\n".getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] idx(int dimensions) {
        float[] pixels = Glyphs.generate(1, 2).data().features();
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions + (dimensions == 3 ? 2 * 784 : 2));
        buffer.putInt(0x0800 + dimensions).putInt(2);
        for (int i = 1; i < dimensions; i++) {
            buffer.putInt(28);
        }
        for (int i = 0; buffer.hasRemaining(); i++) {
            buffer.put((byte) (dimensions == 3 ? 255 * pixels[i] : i));
        }
        return buffer.array();
    }

    private static byte[] npy(int... shape) {
        String sizes = Arrays.stream(shape).mapToObj(size -> size + ", ").collect(Collectors.joining());
        byte[] header = ("{'descr': '<f4', 'fortran_order': True, 'shape': (" + sizes + "), }\n")
                .getBytes(StandardCharsets.US_ASCII);
        int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        ByteBuffer bytes = ByteBuffer.allocate(10 + header.length + 4 * count).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
        return bytes.putShort((short) header.length).put(header).array();
    }

    private static byte[] npz() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            out.putNextEntry(new ZipEntry("x.npy"));
            out.write(npy(4, 2));
            out.putNextEntry(new ZipEntry("y.npy"));
            out.write(npy(4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] model(String suffix, Activation activation) {
        try {
            Path model = Files.createTempFile("model", suffix);
            RandomGenerator random = RandomNetworks.random(1);
            ModelFiles.save(RandomNetworks.behindScaler(random, RandomNetworks.classifier(random, 2, 1, 3, activation)),
                    model);
            byte[] bytes = Files.readAllBytes(model);
            Files.delete(model);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

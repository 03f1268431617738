package io.lanescope.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.lanescope.nn.exchange.ModelFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Predictions and measurements of rows that do not fit into the memory of the Java that makes them. */
class LargeDataTest {

    /** In MiB. */
    private static final int HEAP = 24;

    /** As many as an image of 16 × 16 has pixels. */
    private static final int WIDTH = 256;

    private static final int TABLE_ROWS = 11_000;
    private static final int ARRAY_ROWS = 28_000;
    private static final int IMAGES = 110_000;

    @TempDir
    Path folder;

    private Path model = Path.of("");

    /** Its features have the names of pixels, so it takes tables, arrays and images. */
    @BeforeEach
    void makeAModel() {
        String names = String.join(",", Stream.iterate(0, j -> j + 1).limit(WIDTH)
                .map(j -> "pixel_" + j / 16 + "_" + j % 16).toList());
        Path small = Tables.write(folder, "small.csv", names + ",y\n" + line(0) + ",1.5\n" + line(1) + ",2.5\n"
                + line(2) + ",0.5\n");
        model = folder.resolve("model.safetensors");
        Commands.Result trained = Commands.run("train", small, "--label", "y", "--hidden", "4", "--epochs", "1",
                "--validation", "0", "-o", model);
        assertEquals(0, trained.code(), trained.err());
        assertEquals(WIDTH, ModelFiles.load(model).inputs());
    }

    /** Pixels of a row, each of 255. */
    private static int pixel(int row, int column) {
        return (31 * row + 7 * column) % 256;
    }

    private static String line(int row) {
        StringBuilder text = new StringBuilder();
        for (int j = 0; j < WIDTH; j++) {
            text.append(j == 0 ? "" : ",").append(pixel(row, j) / 255f);
        }
        return text.toString();
    }

    private List<String> predicted(Path data) throws IOException, InterruptedException {
        Path out = folder.resolve("out.csv");
        runInSmallHeap(data, "predict", model.toString(), data.toString(), "-o", out.toString());
        return Files.readAllLines(out);
    }

    private static String runInSmallHeap(Path data, String... arguments) throws IOException, InterruptedException {
        assertTrue(Files.size(data) > HEAP << 20, () -> data + " is too small a test");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + HEAP + "m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--add-modules=jdk.incubator.vector", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.lanescope.cli.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @Test
    void tablesArraysAndImagesAreReadAsTheyAreUsed() throws IOException, InterruptedException {
        Path table = folder.resolve("large.csv");
        Path array = folder.resolve("large.npy");
        try (OutputStream csv = new BufferedOutputStream(Files.newOutputStream(table));
                OutputStream npy = new BufferedOutputStream(Files.newOutputStream(array))) {
            csv.write(Files.readAllLines(folder.resolve("small.csv")).getFirst().replace(",y", "\n")
                    .getBytes(StandardCharsets.US_ASCII));
            npy.write(Tables.npyHeader(ARRAY_ROWS, WIDTH));
            for (int r = 0; r < ARRAY_ROWS; r++) {
                if (r < TABLE_ROWS) {
                    csv.write((line(r % 256) + "\n").getBytes(StandardCharsets.US_ASCII));
                }
                float[] x = new float[WIDTH];
                for (int j = 0; j < WIDTH; j++) {
                    x[j] = pixel(r % 256, j) / 255f;
                }
                byte[] row = Tables.npy(WIDTH, x);
                npy.write(row, row.length - 4 * WIDTH, 4 * WIDTH);
            }
        }
        List<String> ofTable = predicted(table);
        List<String> ofArray = predicted(array);
        assertEquals(TABLE_ROWS + 1, ofTable.size());
        assertEquals(ARRAY_ROWS + 1, ofArray.size());
        assertEquals(ofArray.subList(0, ofTable.size()), ofTable);
        assertEquals(ofArray.subList(1, 257), ofArray.subList(257, 513));

        Path images = folder.resolve("large-idx");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(images))) {
            out.write(ByteBuffer.allocate(16).putInt(0x803).putInt(IMAGES).putInt(16).putInt(16).array());
            byte[] image = new byte[WIDTH];
            for (int r = 0; r < IMAGES; r++) {
                for (int j = 0; j < WIDTH; j++) {
                    image[j] = (byte) pixel(r % 256, j);
                }
                out.write(image);
            }
        }
        List<String> ofImages = predicted(images);
        assertEquals(IMAGES + 1, ofImages.size());
        assertEquals(ofArray.subList(0, 257), ofImages.subList(0, 257));
        assertEquals(ofImages.get(1 + 100 * 256), ofImages.get(1));
    }

    @Test
    void aTableIsMeasuredOnAsItIsRead() throws IOException, InterruptedException {
        Path table = folder.resolve("large.csv");
        try (OutputStream csv = new BufferedOutputStream(Files.newOutputStream(table))) {
            csv.write((Files.readAllLines(folder.resolve("small.csv")).getFirst() + "\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int r = 0; r < TABLE_ROWS; r++) {
                csv.write((line(r % 256) + "," + r % 7 + ".5\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
        Commands.Result whole = Commands.run("evaluate", model, table, "--label", "y", "--json");
        assertEquals(0, whole.code(), whole.err());
        assertTrue(whole.out().contains("\"rows\" : " + TABLE_ROWS), whole.out());
        String said = runInSmallHeap(table, "evaluate", model.toString(), table.toString(), "--label", "y", "--json");
        assertTrue(said.contains(whole.out().strip()), said);
    }

    @Test
    void aBadRowFarDownLeavesTheOldResult() throws IOException {
        Path bad = folder.resolve("bad.csv");
        StringBuilder text = new StringBuilder(Files.readAllLines(folder.resolve("small.csv")).getFirst()
                .replace(",y", "\n"));
        for (int r = 0; r < 600; r++) {
            text.append(line(r % 256)).append('\n');
        }
        Files.writeString(bad, text + "x" + line(0) + "\n");
        Path out = Tables.write(folder, "out.csv", "old");
        Commands.Result result = Commands.run("predict", model, bad, "-o", out);
        assertEquals(2, result.code());
        assertTrue(result.err().contains("bad.csv, line 602, column \"pixel_0_0\""), result.err());
        assertArrayEquals("old".getBytes(StandardCharsets.US_ASCII), Files.readAllBytes(out));
    }
}

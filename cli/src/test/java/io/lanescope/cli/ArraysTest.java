package io.lanescope.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Arrays of NumPy's where an option takes a file of rows. */
class ArraysTest {

    @TempDir
    Path folder;

    private Path table = Path.of("");
    private Path model = Path.of("");

    @BeforeEach
    void trainAModel() {
        table = Tables.clouds(folder);
        model = folder.resolve("model.safetensors");
        assertEquals(0, Commands.run("train", table, "--label", "kind", "--epochs", "2", "-o", model).code());
    }

    private Path npy(int columns, float... values) throws IOException {
        return Files.write(folder.resolve("rows.npy"), Tables.npy(columns, values));
    }

    private Path npz(int columns, float... values) throws IOException {
        Path file = folder.resolve("rows.npz");
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            ((OutputStream) zip).write(Tables.npy(columns, values));
        }
        return file;
    }

    private String explained(String method, String option, Path file) {
        Commands.Result result = Commands.run("explain", model, table, "--rows", "0-4", "--method", method, option,
                file);
        assertEquals(0, result.code(), result.err());
        return result.out();
    }

    @Test
    void aBaselineABackgroundAndAMaskMayBeArrays() throws IOException {
        Path row = Tables.write(folder, "row.csv", "b,a\n0.5,-2\n");
        String expected = explained("deeplift", "--baseline", row);
        assertEquals(expected, explained("deeplift", "--baseline", npy(2, -2, 0.5f)));
        assertEquals(expected, explained("deeplift", "--baseline", npz(2, -2, 0.5f)));

        Path rows = Tables.write(folder, "rows.csv", "a,b\n1,2\n-3,4\n0.5,0\n");
        String averaged = explained("deepshap", "--background", rows);
        assertEquals(averaged, explained("deepshap", "--background", npy(2, 1, 2, -3, 4, 0.5f, 0)));
        assertEquals(averaged, explained("deepshap", "--background", npz(2, 1, 2, -3, 4, 0.5f, 0)));

        Path groups = Tables.write(folder, "groups.csv", "a,b\n0,0\n");
        String grouped = explained("shapley", "--mask", groups);
        assertEquals(grouped, explained("shapley", "--mask", npy(2, 0, 0)));
        assertEquals(grouped, explained("shapley", "--mask", npz(2, 0, 0)));
    }

    @Test
    void anArrayThatDoesNotFitTheModelIsRefusedByName() throws IOException {
        for (String option : new String[]{"--baseline", "--background", "--mask"}) {
            String method = option.equals("--mask") ? "shapley" : "deepshap";
            for (Path file : new Path[]{npy(3, 1, 2, 3), npz(3, 1, 2, 3)}) {
                refused(file + ": there are 3 features, but the model takes 2", method, option, file);
            }
            refused("narrow.csv, line 1: the model needs a column \"b\"", method, option,
                    Tables.write(folder, "narrow.csv", "a\n1\n"));
        }
        refused("a mask is one row, but there are 2", "shapley", "--mask", npy(2, 0, 0, 1, 1));
        refused("a baseline is one row, but there are 2", "deeplift", "--baseline", npz(2, 0, 0, 1, 1));
        refused("must be a whole number from 0 on, but is 0.5", "shapley", "--mask", npy(2, 0, 0.5f));
    }

    private void refused(String said, String method, String option, Path file) {
        Commands.Result result = Commands.run("explain", model, table, "--method", method, option, file);
        assertEquals(2, result.code(), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains(said), result.err());
    }
}

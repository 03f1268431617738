package io.lanescope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ConvertTest {

    @TempDir
    Path folder;

    private Path trained(Path table) {
        Path model = folder.resolve("model.safetensors");
        Commands.Result result = Commands.run("train", table, "--label", "kind", "--hidden", "8", "--activation",
                "gelu", "--epochs", "3", "-o", model);
        assertEquals(0, result.code(), result.err());
        return model;
    }

    @Test
    void aModelIsTheSameBytesAfterAWayThroughOnnx() throws IOException {
        Path model = trained(Tables.clouds(folder));
        Path onnx = folder.resolve("model.onnx");
        Path back = folder.resolve("back.safetensors");
        assertEquals(0, Commands.run("convert", model, "-o", onnx).code());
        Commands.Result converted = Commands.run("convert", onnx, "-o", back);
        assertEquals(0, converted.code(), converted.err());
        assertEquals("", converted.out());
        assertArrayEquals(Files.readAllBytes(model), Files.readAllBytes(back));
    }

    @Test
    void everyCommandTakesAnOnnxModelWhateverItsFileIsCalled() throws IOException {
        Path table = Tables.clouds(folder);
        Path model = trained(table);
        Path onnx = folder.resolve("model.onnx");
        Commands.run("convert", model, "-o", onnx);
        Path renamed = Files.move(onnx, folder.resolve("model.bin"));
        for (String command : new String[]{"predict", "explain"}) {
            Commands.Result expected = Commands.run(command, model, table);
            Commands.Result found = Commands.run(command, renamed, table);
            assertEquals(0, found.code(), found.err());
            assertEquals(expected.out(), found.out());
        }
        assertEquals(Commands.run("evaluate", model, table, "--label", "kind").out(),
                Commands.run("evaluate", renamed, table, "--label", "kind").out());
        assertEquals(Commands.run("summary", model).out(), Commands.run("summary", renamed).out());
    }

    @Test
    void standardOutputDoesNotSayWhichKindOfFileIsMeant() {
        Commands.Result result = Commands.run("convert", trained(Tables.clouds(folder)), "-o", "-");
        assertEquals(2, result.code());
        assertTrue(result.err().contains("--output must name a file"), result.err());
    }
}

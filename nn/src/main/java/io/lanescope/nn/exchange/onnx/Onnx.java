package io.lanescope.nn.exchange.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import io.lanescope.nn.data.InputException;

/** Networks in ONNX files (<a href="https://onnx.ai">onnx.ai</a>). */
public final class Onnx {

    private Onnx() {}

    /**
     * Reads the network of a graph. Memory follows the size of the file, and of those beside it that hold its weights.
     *
     * @param file the file
     * @return the network
     * @throws InputException if the file cannot be read, is no ONNX file, or holds something else than dense layers; the
     *                        node that does is named
     */
    public static OnnxNetwork read(Path file) {
        byte[] bytes;
        try {
            if (Files.size(file) > Integer.MAX_VALUE - 8) {
                throw InputException.in(file, "an ONNX file cannot have more than 2 GiB");
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
        return GraphReader.read(file, OnnxParser.parse(file, bytes));
    }

    /**
     * Writes a network as the bytes of a file, with operators of ONNX's version 13, or of the first one that has what the
     * network needs: 14 for hard swish, 18 for mish, 20 for GELU. Its input and output are floats of the shape
     * {@code [batch, features]}.
     *
     * @param network the network
     * @param out     where to; not closed
     * @throws IOException if it cannot be written, or would have more than 2 GiB
     */
    public static void write(OnnxNetwork network, OutputStream out) throws IOException {
        GraphWriter.write(network, out);
    }
}

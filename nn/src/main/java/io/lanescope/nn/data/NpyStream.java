package io.lanescope.nn.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The rows of an array of NumPy's that stand one after another in its file. */
final class NpyStream implements RowReader {

    private final Path file;
    private final NpyHeader header;
    private final InputStream in;
    private final NpyElements elements;
    private int left;

    /** Those that follow a header. */
    NpyStream(Path file, NpyHeader header, InputStream in) {
        this.file = file;
        this.header = header;
        this.in = in;
        elements = new NpyElements(file, header, in);
        left = header.rows();
    }

    @Override
    public int columns() {
        return header.rowLength();
    }

    @Override
    public List<String> featureNames() {
        return NpyReader.names(header.shape(), columns());
    }

    @Override
    public int read(float[] block) {
        int count = Math.min(RowReader.space(block, columns()), left);
        try {
            for (int i = 0; i < count * columns(); i++) {
                block[i] = elements.next();
            }
            left -= count;
            if (left == 0 && in.read() >= 0) {
                throw InputException.in(file, "the file goes on after its array");
            }
            return count;
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }
}

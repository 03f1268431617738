package io.lanescope.nn.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The elements of an array of NumPy's, one after another as they stand in the file. */
final class NpyElements {

    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final NpyHeader header;
    private final InputStream in;
    private final long count;
    private final ByteBuffer chunk;
    private long done;

    /** Those that follow a header. */
    NpyElements(Path file, NpyHeader header, InputStream in) {
        this.file = file;
        this.header = header;
        this.in = in;
        count = (long) header.rows() * header.rowLength();
        chunk = ByteBuffer.allocate((int) Math.min(CHUNK, count * header.bytes())).order(header.order()).limit(0);
    }

    long count() {
        return count;
    }

    /** The next one, of as many as there are. */
    float next() throws IOException {
        if (chunk.remaining() < header.bytes()) {
            int wanted = (int) Math.min(chunk.capacity(), (count - done) * header.bytes());
            chunk.clear().limit(in.readNBytes(chunk.array(), 0, wanted));
            if (chunk.remaining() < header.bytes()) {
                throw InputException.in(file, "the file ends after " + done + " of the " + count
                        + " numbers that an array has by its header");
            }
        }
        float value = header.next(chunk);
        if (!Float.isFinite(value)) {
            throw InputException.in(file, "number " + done + " of an array is " + value
                    + ", and only finite floats can be used");
        }
        done++;
        return value;
    }
}

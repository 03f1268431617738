package io.lanescope.nn.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The images of an IDX file, one after another. */
final class IdxStream implements RowReader {

    private final Path file;
    private final InputStream in;
    private final int[] sizes;
    private final byte[] image;
    private int done;

    /** Those that follow a header, which announces so many images of some height and width. */
    IdxStream(Path file, InputStream in, int[] sizes) {
        this.file = file;
        this.in = in;
        this.sizes = sizes;
        image = new byte[columns()];
    }

    /** How many images there are. */
    int count() {
        return sizes[0];
    }

    Dataset.ImageShape shape() {
        return new Dataset.ImageShape(sizes[1], sizes[2]);
    }

    @Override
    public int columns() {
        return sizes[1] * sizes[2];
    }

    @Override
    public List<String> featureNames() {
        return IdxReader.names(sizes[1], sizes[2]);
    }

    @Override
    public int read(float[] block) {
        int count = Math.min(RowReader.space(block, columns()), sizes[0] - done);
        try {
            for (int r = 0; r < count; r++) {
                readImage(block, r * image.length);
            }
            if (done == sizes[0] && in.read() >= 0) {
                throw InputException.in(file, "the file goes on after the " + announced()
                        + " bytes of data that its header announces");
            }
            return count;
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    private void readImage(float[] block, int offset) throws IOException {
        int got = in.readNBytes(image, 0, image.length);
        if (got < image.length) {
            throw InputException.in(file, "the file ends after " + ((long) done * image.length + got) + " of the "
                    + announced() + " bytes of data that its header announces");
        }
        for (int i = 0; i < image.length; i++) {
            block[offset + i] = (image[i] & 0xFF) / 255f;
        }
        done++;
    }

    private long announced() {
        return (long) sizes[0] * image.length;
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

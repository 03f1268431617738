package io.lanescope.nn.data;

import java.util.List;

/**
 * Rows of features that are read a block at a time, so that a file may be larger than memory. Each is the rows that the
 * reader of whole files of its kind gives, in the same order and with the same errors, which come when their rows are
 * read. A reader serves one thread.
 */
public interface RowReader extends AutoCloseable {

    /**
     * How many features a row has.
     *
     * @return the number of columns, at least 1
     */
    int columns();

    /**
     * What the features are called.
     *
     * @return a name for each column
     */
    List<String> featureNames();

    /**
     * Reads the next rows.
     *
     * @param block receives {@code [rows, columns]}, as many whole rows as there is space for
     * @return how many rows were read; less than there is space for only at the end, and 0 after it
     * @throws InputException           if the file is not what it should be
     * @throws IllegalArgumentException if there is no space for a row
     */
    int read(float[] block);

    @Override
    void close();

    /**
     * Rows that are in memory.
     *
     * @param data the rows
     * @return a reader from the first on
     */
    static RowReader of(Dataset data) {
        return new RowReader() {

            private int next;

            @Override
            public int columns() {
                return data.columns();
            }

            @Override
            public List<String> featureNames() {
                return data.featureNames();
            }

            @Override
            public int read(float[] block) {
                int count = Math.min(space(block, data.columns()), data.rows() - next);
                System.arraycopy(data.features(), next * data.columns(), block, 0, count * data.columns());
                next += count;
                return count;
            }

            @Override
            public void close() {}
        };
    }

    /**
     * How many rows a block has space for.
     *
     * @param block   the block
     * @param columns how many features a row has
     * @return at least 1
     * @throws IllegalArgumentException if there is no space for a row
     */
    static int space(float[] block, int columns) {
        if (block.length < columns) {
            throw new IllegalArgumentException("a block of " + block.length + " numbers has no space for a row of "
                    + columns);
        }
        return block.length / columns;
    }
}

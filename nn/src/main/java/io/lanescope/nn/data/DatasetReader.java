package io.lanescope.nn.data;

import java.util.List;

/**
 * Rows of features with what belongs to them, read a block at a time, so that a file may be larger than memory. They are
 * the rows that the reader of whole files of its kind gives, in the same order and with the same errors, which come when
 * their rows are read. A reader serves one thread.
 */
public interface DatasetReader extends AutoCloseable {

    /**
     * What the features are called.
     *
     * @return a name for each column
     */
    List<String> featureNames();

    /**
     * Reads the next rows.
     *
     * @param rows how many, at least 1
     * @return that many rows; less only at the end, and none after it
     * @throws InputException if the file is not what it should be
     */
    Dataset read(int rows);

    @Override
    void close();

    /**
     * Rows that are in memory.
     *
     * @param data the rows
     * @return a reader from the first on
     */
    static DatasetReader of(Dataset data) {
        return new DatasetReader() {

            private int next;

            @Override
            public List<String> featureNames() {
                return data.featureNames();
            }

            @Override
            public Dataset read(int rows) {
                int from = next;
                next += Math.min(rows, data.rows() - from);
                return data.range(from, next);
            }

            @Override
            public void close() {}
        };
    }
}

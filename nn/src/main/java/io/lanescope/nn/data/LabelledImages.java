package io.lanescope.nn.data;

import java.util.Arrays;
import java.util.List;

/** Images block by block, with their labels, which are in memory. */
final class LabelledImages implements DatasetReader {

    private final RowReader images;
    private final List<String> names;
    private final Dataset.ImageShape shape;
    private final Dataset.Classes labels;
    private int next;

    LabelledImages(RowReader images, Dataset.ImageShape shape, Dataset.Classes labels) {
        this.images = images;
        names = images.featureNames();
        this.shape = shape;
        this.labels = labels;
    }

    @Override
    public List<String> featureNames() {
        return names;
    }

    @Override
    public Dataset read(int rows) {
        float[] block = new float[Math.multiplyExact(rows, images.columns())];
        int from = next;
        next += images.read(block);
        return new Dataset(Arrays.copyOf(block, (next - from) * images.columns()), names, shape,
                new Dataset.Classes(Arrays.copyOfRange(labels.labels(), from, next), labels.names()));
    }

    @Override
    public void close() {
        images.close();
    }
}

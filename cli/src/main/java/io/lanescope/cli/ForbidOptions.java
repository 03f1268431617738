package io.lanescope.cli;

import io.lanescope.nn.data.CsvLabel;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.train.ForbiddenFeatures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Features that must not matter. */
final class ForbidOptions {

    private static final double USUAL_STRENGTH = 1;

    @Option(names = "--forbid", paramLabel = "FILE", description = "Features that must not matter: a file with 1 for them and 0 for the others, one row for all rows of the "
            + "data, or a row for each. A CSV file may leave out features that may matter.")
    private @Nullable String file;

    @Option(names = "--forbid-strength", paramLabel = "X", description = "How much a decision that leans on forbidden features costs: adds X · Σ(∂ Σ log p / ∂x)² over them to a "
            + "row's loss (default: " + USUAL_STRENGTH + ").")
    private @Nullable Double strength;

    /** What is forbidden in learning from some rows. */
    ForbiddenFeatures of(Dataset rows) {
        if (file == null) {
            if (strength != null) {
                throw new UsageException("--forbid-strength is nothing without --forbid");
            }
            return ForbiddenFeatures.NONE;
        }
        DataSource source = DataSource.parse(file);
        Dataset marks = source.read(new CsvLabel.None());
        if (marks.rows() != 1 && marks.rows() != rows.rows()) {
            throw new InputException(file + ": there must be one row for all, or a row for each of " + rows.rows()
                    + ", but there are " + marks.rows());
        }
        float[] mask = source instanceof DataSource.Csv
                ? byName(marks, rows, file)
                : inOrder(marks, rows, file);
        try {
            return new ForbiddenFeatures(strength == null ? USUAL_STRENGTH : strength, mask);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--forbid: " + e.getMessage());
        }
    }

    private static float[] inOrder(Dataset marks, Dataset rows, String file) {
        if (marks.columns() != rows.columns()) {
            throw new InputException(file + ": there are " + marks.columns() + " features, but the data has "
                    + rows.columns());
        }
        return marks.features();
    }

    private static float[] byName(Dataset marks, Dataset rows, String file) {
        float[] mask = new float[Math.multiplyExact(marks.rows(), rows.columns())];
        for (int j = 0; j < marks.columns(); j++) {
            int feature = rows.featureNames().indexOf(marks.featureNames().get(j));
            if (feature < 0) {
                throw new InputException(file + ": the data has no feature "
                        + InputException.quote(marks.featureNames().get(j)));
            }
            for (int r = 0; r < marks.rows(); r++) {
                mask[r * rows.columns() + feature] = marks.features()[r * marks.columns() + j];
            }
        }
        return mask;
    }
}

package io.lanescope.cli;

/** What the help says in more than one command. */
final class DataText {

    static final String DATA = "A CSV file with a header, a folder with IDX images and labels (plain or .gz), a .npy or .npz, "
            + "or glyphs[:N[:SEED]], the built-in digits.";

    static final String MISSING = "What becomes of values that a CSV file leaves out: error (the default), zero, mean "
            + "(of the column; with a trained model, of what it was trained on) or drop-row.";

    static final String THREADS = "How many threads to use (default: one a processor). The result is always the same.";

    private DataText() {}
}

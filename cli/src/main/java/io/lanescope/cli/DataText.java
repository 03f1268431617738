package io.lanescope.cli;

/** What the help says in more than one command. */
final class DataText {

    static final String DATA = "A CSV file with a header, a folder with IDX images and labels (plain or .gz), "
            + "or glyphs[:N[:SEED]], the built-in digits.";

    static final String THREADS = "How many threads to use (default: one a processor). The result is always the same.";

    private DataText() {}
}

package io.lanescope.cli;

import java.util.Locale;

import io.lanescope.nn.Task;

/** What is predicted, as typed with {@code --task}. */
enum Kind {
    CLASSIFICATION,
    REGRESSION;

    /** The task of a network of so many outputs. */
    Task of(int outputs) {
        return this == REGRESSION ? Task.REGRESSION : outputs == 1 ? Task.BINARY : Task.MULTICLASS;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.lanescope.nn;

/** How a model's raw outputs are to be read. */
public enum Task {
    /** One logit per class; softmax makes them probabilities. */
    MULTICLASS,
    /** One logit for the second of two classes; a sigmoid makes it a probability. */
    BINARY,
    /** Numbers as they stand. */
    REGRESSION
}

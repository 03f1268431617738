/** A minimal multi-layer perceptron: immutable models, and predictions without garbage. */
package io.lanescope.nn;

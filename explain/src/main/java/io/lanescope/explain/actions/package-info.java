/**
 * Explanations that change something: each finds what is wrong with a model or its data, mends it, and measures the
 * effect.
 */
package io.lanescope.explain.actions;

/**
 * Explanations by gradients: at the row itself, with noise, and along paths from a reference (integrated and expected gradients).
 */
package io.lanescope.explain.gradient;

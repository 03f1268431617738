/**
 * Says why a trained network decides as it does: attribution methods, each one file, run by an
 * {@link io.lanescope.explain.Explainer} on batches of rows.
 */
package io.lanescope.explain;

/**
 * How good an explanation is: each {@link io.lanescope.explain.metrics.Metric} is a record with its settings, which gives
 * every row of an {@link io.lanescope.explain.Explanation} a score.
 */
package io.lanescope.explain.metrics;

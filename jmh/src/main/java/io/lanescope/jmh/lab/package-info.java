/** The laboratory: benchmarks over a matrix of JVM flags, in an interleaved order, with effect sizes and intervals. */
@org.jspecify.annotations.NullMarked
package io.lanescope.jmh.lab;

/** Benchmarks of the kernels, networks and explanations beside their peers, and of the machine's limits. */
@org.jspecify.annotations.NullMarked
package io.lanescope.jmh;

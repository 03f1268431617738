/**
 * Properties of the kernels. The build runs this package five times: at the CPU's own lane width, at 256 and at 128
 * bits, without the Vector API, and, for what is tagged {@code cold}, in the interpreter alone. A property here compares
 * what the gate picked ({@link io.lanescope.simd.kernel.Kernels}) with the scalar implementation or with a reference, so
 * the five runs together say that all lane widths give the same bits. It leaves the number of tries to the default.
 */
package io.lanescope.properties.kernel;

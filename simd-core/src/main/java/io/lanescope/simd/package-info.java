/**
 * SIMD kernels with the same bits everywhere: dot products, matrix multiplication, activation maps and reductions.
 */
package io.lanescope.simd;

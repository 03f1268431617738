package io.lanescope.simd;

/** What {@link Maps} can apply to every element: an activation of a network, or an elementary function. */
public sealed interface ElementwiseFunction permits Activation, Elementary {}

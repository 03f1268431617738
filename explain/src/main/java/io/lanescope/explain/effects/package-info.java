/**
 * How the output answers to inputs, and which inputs bring about an output: partial dependence, accumulated effects,
 * counterfactuals and activation maximisation.
 */
package io.lanescope.explain.effects;

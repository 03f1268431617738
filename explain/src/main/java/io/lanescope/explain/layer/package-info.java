/**
 * Explanations of and through hidden layers: their activations, conductance and internal influence.
 */
package io.lanescope.explain.layer;

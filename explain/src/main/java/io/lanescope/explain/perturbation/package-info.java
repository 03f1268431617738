/**
 * Explanations by what the network answers when features are replaced: ablation, occlusion, Shapley values, KernelSHAP, LIME,
 * and permutation importance.
 */
package io.lanescope.explain.perturbation;

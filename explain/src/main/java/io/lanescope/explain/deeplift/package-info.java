/**
 * DeepLIFT, and its mean over a background (DeepSHAP).
 */
package io.lanescope.explain.deeplift;

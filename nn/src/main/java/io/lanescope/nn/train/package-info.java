/** Trains networks: losses, backpropagation, optimisers, and measures of what came of it. */
package io.lanescope.nn.train;

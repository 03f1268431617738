/**
 * Starts Lanescope on a new enough Java, whatever Java it was itself started with. Compiled for Java 11, and free of
 * everything else of Lanescope.
 */
package io.lanescope.launcher;

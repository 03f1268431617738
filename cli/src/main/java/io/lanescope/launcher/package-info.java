/** Starts Lanescope on a new enough Java, whatever Java it was itself started with. */
package io.lanescope.launcher;

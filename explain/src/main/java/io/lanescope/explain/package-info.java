/** explain. */
package io.lanescope.explain;

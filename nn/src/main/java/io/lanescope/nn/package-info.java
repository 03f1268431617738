/** nn. */
package io.lanescope.nn;

/** Files that other programs read and write too, and models in them. */
@NullMarked
package io.lanescope.nn.exchange;

import org.jspecify.annotations.NullMarked;

/**
 * Data in memory and the readers that bring it there: CSV, IDX and digits that the program draws itself. Whatever is
 * wrong with a file is an {@link io.lanescope.nn.data.InputException}: one sentence with the place.
 */
@NullMarked
package io.lanescope.nn.data;

import org.jspecify.annotations.NullMarked;

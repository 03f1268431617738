package io.lanescope.nn.exchange;

import java.util.Arrays;

/**
 * Numbers with a shape.
 *
 * @param shape  the sizes of the dimensions, the last one running fastest; empty for a single number. Not copied
 * @param values as many as the product of the sizes, row-major. Not copied
 */
@SuppressWarnings("ArrayRecordComponent") // the bulk of a file, copied by no accessor
public record Tensor(int[] shape, float[] values) {

    /**
     * Checks that shape and values fit together.
     *
     * @throws IllegalArgumentException if a size is negative or the product of the sizes is not the number of values
     */
    public Tensor {
        boolean fits = Arrays.stream(shape).noneMatch(size -> size < 0);
        boolean empty = Arrays.stream(shape).anyMatch(size -> size == 0);
        long count = empty ? 0 : 1;
        for (int i = 0; fits && i < shape.length && count <= values.length; i++) {
            count *= shape[i];
        }
        if (!fits || count != values.length) {
            throw new IllegalArgumentException(
                    "the shape " + Arrays.toString(shape) + " is not that of " + values.length
                            + " values");
        }
    }
}

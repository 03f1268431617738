package io.lanescope.explain.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.lanescope.nn.data.Dataset;

/**
 * What slides over the features in {@link Occlusion}. Windows begin at every multiple of the stride until one reaches the
 * end; that one may be cut short. So with a stride of at most the size every feature is in one window at least.
 */
public sealed interface Window {

    /**
     * A run of features that follow on one another.
     *
     * @param size   how many features or groups
     * @param stride how far the next window is
     */
    record Run(int size, int stride) implements Window {
        /**
         * Checks the sizes.
         *
         * @throws IllegalArgumentException if one is not positive
         */
        public Run {
            check(size, stride);
        }
    }

    /**
     * A rectangle of an image's pixels.
     *
     * @param image        the image's shape
     * @param height       lines of the window
     * @param width        pixels of a line of the window
     * @param strideDown   how far the next window below is
     * @param strideAcross how far the next window to the right is
     */
    record Rectangle(
            Dataset.ImageShape image, int height, int width, int strideDown, int strideAcross) implements Window {
        /**
         * Checks the sizes.
         *
         * @throws IllegalArgumentException if one is not positive
         */
        public Rectangle {
            check(height, strideDown);
            check(width, strideAcross);
        }
    }

    private static void check(int size, int stride) {
        if (size < 1 || stride < 1) {
            throw new IllegalArgumentException(
                    "a window and its stride must be positive, but are " + size + " and " + stride);
        }
        if (stride > size) {
            throw new IllegalArgumentException("a stride of " + stride + " would leave features between windows of "
                    + size + " that nothing covers");
        }
    }

    /**
     * The features of each window.
     *
     * @param groups the features' groups, which stay together
     * @return a window an entry
     * @throws IllegalArgumentException if the image does not have as many pixels as there are groups
     */
    default int[][] over(int[][] groups) {
        List<int[]> windows = new ArrayList<>();
        switch (this) {
            case Run(int size, int stride) -> {
                for (int from : starts(groups.length, size, stride)) {
                    windows.add(union(groups, IntStream.range(from, Math.min(groups.length, from + size))));
                }
            }
            case Rectangle(Dataset.ImageShape image, int height, int width, int strideDown, int strideAcross) -> {
                if (image.height() * image.width() != groups.length) {
                    throw new IllegalArgumentException("an image of " + image.height() + " × " + image.width()
                            + " pixels does not have " + groups.length + " features or groups");
                }
                for (int top : starts(image.height(), height, strideDown)) {
                    int bottom = Math.min(image.height(), top + height);
                    for (int left : starts(image.width(), width, strideAcross)) {
                        int right = Math.min(image.width(), left + width);
                        windows.add(union(groups, IntStream.range(top, bottom).flatMap(
                                y -> IntStream.range(y * image.width() + left, y * image.width() + right))));
                    }
                }
            }
        }
        return windows.toArray(int[][]::new);
    }

    private static int[] starts(int length, int size, int stride) {
        int count = length <= size ? 1 : (length - size + stride - 1) / stride + 1;
        return IntStream.range(0, count).map(i -> i * stride).toArray();
    }

    private static int[] union(int[][] groups, IntStream chosen) {
        return chosen.boxed().flatMapToInt(g -> Arrays.stream(groups[g])).sorted().toArray();
    }
}

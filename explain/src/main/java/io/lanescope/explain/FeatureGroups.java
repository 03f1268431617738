package io.lanescope.explain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Which features come and go together when an explanation takes features away. All features of a group are given the
 * group's value (as by Captum's {@code feature_mask}), so it is the groups that add up, each counted once.
 */
public sealed interface FeatureGroups {

    /** Every feature by itself. */
    record Single() implements FeatureGroups {}

    /**
     * Features with the same id are one group.
     *
     * @param ids {@code [features]}, none negative; they need not follow on one another
     */
    @SuppressWarnings("ArrayRecordComponent") // a view of the caller's numbers; compared by identity on purpose
    record Mask(int[] ids) implements FeatureGroups {
        /**
         * Checks the ids.
         *
         * @throws IllegalArgumentException if one is negative
         */
        public Mask {
            Objects.requireNonNull(ids, "ids");
            for (int j = 0; j < ids.length; j++) {
                if (ids[j] < 0) {
                    throw new IllegalArgumentException("the group of feature " + j + " is " + ids[j]
                            + ", but groups are counted from 0");
                }
            }
        }
    }

    /**
     * The features of each group.
     *
     * @param features how many features there are
     * @return a group an entry, in the order of their first features; each one's features in rising order
     * @throws IllegalArgumentException if the mask is for another number of features
     */
    default int[][] members(int features) {
        return switch (this) {
            case Single() -> IntStream.range(0, features).mapToObj(j -> new int[]{j}).toArray(int[][]::new);
            case Mask(int[] ids) -> {
                if (ids.length != features) {
                    throw new IllegalArgumentException(
                            "the mask has " + ids.length + " groups' ids, but the model has " + features + " inputs");
                }
                Map<Integer, IntStream.Builder> groups = new LinkedHashMap<>();
                for (int j = 0; j < features; j++) {
                    groups.computeIfAbsent(ids[j], _ -> IntStream.builder()).add(j);
                }
                yield groups.values().stream().map(group -> group.build().toArray()).toArray(int[][]::new);
            }
        };
    }
}

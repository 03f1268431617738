package io.lanescope.explain.actions;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.lanescope.explain.pass.Deck;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Team;

/**
 * How far a {@link Diagnosis} of some rows can be trusted to find wrong labels: what became of labels that were made wrong
 * on purpose.
 *
 * @param wrong how many rows were given another class
 * @param found how many of them are among as many first suspects
 * @param rows  how many rows there are
 */
public record LabelTrial(int wrong, int found, int rows) {

    /**
     * Gives a share of the rows another class at random, and looks for them by each row's loss under a model of the same
     * shape that has not seen it, as a diagnosis does.
     *
     * @param model the network
     * @param data  at least 5 rows with classes
     * @param share of the rows that are made wrong, in (0, 1); at least one row is
     * @param seed  decides what is left to chance
     * @param team  the threads
     * @return how many were found
     * @throws IllegalArgumentException if the data does not fit the model, has fewer than 5 rows or no two classes, or the
     *                                  share is out of its range
     */
    public static LabelTrial of(Mlp model, Dataset data, double share, long seed, Team team) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share of wrong labels must be between 0 and 1, but is " + share);
        }
        if (!(data.target() instanceof Dataset.Classes(int[] labels, List<String> names)) || names.size() < 2) {
            throw new IllegalArgumentException("labels can be made wrong only where there are two classes or more");
        }
        SplittableRandom random = new SplittableRandom(seed).split(); // not the order in which a diagnosis deals the rows
        int wrong = Math.min(data.rows(), Math.max(1, (int) Math.round(share * data.rows())));
        int[] chosen = Arrays.copyOf(new Deck(data.rows()).shuffle(random), wrong);
        int[] changed = labels.clone();
        for (int row : chosen) {
            changed[row] = (changed[row] + 1 + random.nextInt(names.size() - 1)) % names.size();
        }
        Dataset noisy = new Dataset(data.features(), data.featureNames(), data.image(),
                new Dataset.Classes(changed, names));
        Set<Integer> suspects = IntStream.of(LabelNoise.suspects(Diagnosis.unseenLosses(model, noisy, seed, team)))
                .limit(wrong).boxed().collect(Collectors.toSet());
        return new LabelTrial(wrong, (int) Arrays.stream(chosen).filter(suspects::contains).count(), data.rows());
    }

    /**
     * How many of them as many rows drawn at random would hold, on average.
     *
     * @return {@code wrong² / rows}
     */
    public double byChance() {
        return (double) wrong * wrong / rows;
    }
}

package io.lanescope.explain.actions;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.Evaluation;
import io.lanescope.simd.Team;

/** What can be done about a {@link Diagnosis}. */
public enum Remedy {

    /** Removes dead, constant and unheard units, which changes no output of these rows beyond rounding. */
    REMOVE_UNITS,

    /**
     * Gives dead, constant, unheard and saturated units a new start and trains on, on four fifths of the rows; measured on the other
     * fifth beside the same training without the new start.
     */
    RESET_UNITS,

    /** Removes the units of least relevance, as far as {@link Diagnosis#prunable} says. */
    PRUNE,

    /**
     * Trains a model of the same shape anew on four fifths of the rows without the suspicious ones; measured on the other
     * fifth, without its suspicious ones, beside the same training with all of them.
     */
    DROP_SUSPECTS;

    /**
     * What came of it.
     *
     * @param model   the changed model
     * @param changed how many units or rows were removed or reset
     * @param before  how good the model was, or is without the change
     * @param after   how good the changed model is, on the same rows
     * @param rows    how many rows that was measured on
     */
    public record Effect(Mlp model, int changed, Evaluation before, Evaluation after, int rows) {}

    /**
     * Does it, and measures the effect.
     *
     * @param diagnosis what was found
     * @param model     the model that was examined
     * @param data      the rows that it was examined on
     * @param seed      decides what is left to chance
     * @param team      the threads
     * @return the effect, which may be none
     * @throws IllegalArgumentException if the model would have to be trained and cannot be
     */
    public Effect apply(Diagnosis diagnosis, Mlp model, Dataset data, long seed, Team team) {
        return switch (this) {
            case REMOVE_UNITS -> {
                List<HiddenUnit> useless = diagnosis.units(HiddenUnit.State.DEAD, HiddenUnit.State.CONSTANT,
                        HiddenUnit.State.UNHEARD);
                Mlp smaller = UnitSurgery.remove(model, useless);
                yield new Effect(smaller, useless.size(), diagnosis.evaluation(), Evaluation.of(smaller, data),
                        data.rows());
            }
            case PRUNE -> {
                int gone = diagnosis.units().size() - diagnosis.prunable().units();
                Deal halves = Diagnosis.halves(data, seed);
                Dataset judging = data.subset(halves.part(0));
                Mlp smaller = UnitSurgery.remove(model,
                        Pruning.RELEVANCE.order(model, judging, seed, team).subList(0, gone));
                Dataset measuring = data.subset(halves.part(1));
                yield new Effect(smaller, gone, Evaluation.of(model, measuring), Evaluation.of(smaller, measuring),
                        measuring.rows());
            }
            case RESET_UNITS -> resetUnits(diagnosis, model, data, seed, team);
            case DROP_SUSPECTS -> dropSuspects(diagnosis, model, data, seed, team);
        };
    }

    private static Effect resetUnits(Diagnosis diagnosis, Mlp model, Dataset data, long seed, Team team) {
        Retraining.checkReplaceable(model);
        Retraining retraining = Retraining.of(model, seed, team);
        Deal fifths = Deal.of(data.rows(), 5, seed);
        Dataset seen = data.subset(fifths.allBut(0));
        Dataset heldOut = data.subset(fifths.part(0));
        List<HiddenUnit> useless = diagnosis.units(HiddenUnit.State.DEAD, HiddenUnit.State.CONSTANT,
                HiddenUnit.State.UNHEARD, HiddenUnit.State.SATURATED);
        Mlp restarted = retraining.trainOn(UnitSurgery.reset(model, useless, seed), seen);
        return new Effect(restarted, useless.size(), Evaluation.of(retraining.trainOn(model, seen), heldOut),
                Evaluation.of(restarted, heldOut), heldOut.rows());
    }

    private static Effect dropSuspects(Diagnosis diagnosis, Mlp model, Dataset data, long seed, Team team) {
        Retraining.checkReplaceable(model);
        Retraining retraining = Retraining.of(model, seed, team);
        Set<Integer> suspects = new HashSet<>();
        Arrays.stream(diagnosis.suspects()).forEach(suspects::add);
        Deal fifths = Deal.of(data.rows(), 5, seed);
        Dataset seen = data.subset(fifths.allBut(0));
        Dataset clean = data.subset(without(suspects, fifths.allBut(0)));
        Dataset heldOut = data.subset(without(suspects, fifths.part(0)));
        if (clean.rows() == 0 || heldOut.rows() == 0) {
            throw new IllegalArgumentException("nearly all rows are suspicious: there is nothing to learn from");
        }
        Mlp cleaned = retraining.train(clean);
        return new Effect(cleaned, seen.rows() - clean.rows(), Evaluation.of(retraining.train(seen), heldOut),
                Evaluation.of(cleaned, heldOut), heldOut.rows());
    }

    private static int[] without(Set<Integer> suspects, int[] rows) {
        return Arrays.stream(rows).filter(row -> !suspects.contains(row)).toArray();
    }
}

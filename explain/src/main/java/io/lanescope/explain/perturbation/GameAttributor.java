package io.lanescope.explain.perturbation;

import java.util.Arrays;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.FeatureGroups;
import io.lanescope.explain.Reference;
import io.lanescope.explain.Rows;
import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;
import org.jspecify.annotations.Nullable;

/** One thread's attributions by a game between groups of features. */
final class GameAttributor implements Attributor {

    private final CoalitionGame game;
    private final int[][] groups;
    private final boolean everyonePlays;
    private final Coalitions.Plan plan;
    private final Aftermath aftermath;
    private @Nullable Coalitions coalitions;
    private int planned;
    private final double[] phi;
    private final double[] featureSums;
    /** How many groups a feature is in. */
    private final int[] memberships;

    /** What is to be done when a row's attributions are known. */
    @FunctionalInterface
    interface Aftermath {
        void concluded(Coalitions coalitions, Rows rows, int row);
    }

    private GameAttributor(
            Mlp model, Target target, Reference reference, int[][] groups, boolean everyonePlays,
            Coalitions.Plan plan, Aftermath aftermath) {
        this.game = new CoalitionGame(model, target, reference, groups);
        this.groups = groups;
        this.everyonePlays = everyonePlays;
        this.plan = plan;
        this.aftermath = aftermath;
        phi = new double[groups.length];
        featureSums = new double[model.inputs()];
        memberships = new int[model.inputs()];
        for (int[] group : groups) {
            for (int j : group) {
                memberships[j]++;
            }
        }
    }

    /** Among those groups only that can change anything for the row; the others get exactly 0. */
    static GameAttributor amongDifferent(
            Mlp model, Target target, Reference reference, FeatureGroups groups, Coalitions.Plan plan) {
        return amongDifferent(model, target, reference, groups, plan, (_, _, _) -> {});
    }

    /** The same, with something to be done for each row. */
    static GameAttributor amongDifferent(
            Mlp model, Target target, Reference reference, FeatureGroups groups, Coalitions.Plan plan,
            Aftermath aftermath) {
        return new GameAttributor(model, target, reference, groups.members(model.inputs()), false, plan, aftermath);
    }

    /** Each group against the whole row. Groups may share features, which then get the mean of their groups' values. */
    static GameAttributor leavingOut(Mlp model, Target target, Reference reference, int[][] groups) {
        return new GameAttributor(model, target, reference, groups, true, LeaveOneOut::new, (_, _, _) -> {});
    }

    @Override
    public void attribute(Rows rows, int from, int to) {
        for (int row = from; row < to;) {
            int limit = Math.min(game.rowsAtOnce(), to - row);
            int count = limit;
            if (everyonePlays) {
                game.everyonePlays();
            } else {
                count = game.choosePlayers(rows.x(), row, limit);
            }
            attributeTogether(rows, row, count);
            row += count;
        }
    }

    private void attributeTogether(Rows rows, int first, int count) {
        game.evaluateEnds(rows, first, count);
        if (game.playing() == 0) {
            Arrays.fill(rows.values(), first * rows.features(), (first + count) * rows.features(), 0);
            return;
        }
        Coalitions current = coalitions(game.playing());
        game.play(current, rows, first, count);
        for (int r = 0; r < count; r++) {
            current.conclude(r, phi);
            spread(rows.values(), (first + r) * rows.features());
            aftermath.concluded(current, rows, first + r);
        }
    }

    private Coalitions coalitions(int players) {
        Coalitions current = coalitions;
        if (current == null || planned != players) {
            current = plan.of(players);
            coalitions = current;
            planned = players;
        }
        return current;
    }

    /** Gives each feature the mean of its groups' values. */
    private void spread(float[] values, int at) {
        Arrays.fill(featureSums, 0);
        for (int p = 0; p < game.playing(); p++) {
            for (int j : groups[game.group(p)]) {
                featureSums[j] += phi[p];
            }
        }
        for (int j = 0; j < featureSums.length; j++) {
            values[at + j] = memberships[j] == 0 ? 0 : (float) (featureSums[j] / memberships[j]);
        }
    }
}

package io.lanescope.explain.actions;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Glyphs;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DiagnosisTest {

    private static final Dataset DATA = withWrongLabels(Glyphs.generate(21, 1000).data(), 100);

    private static final Mlp MODEL = lame();
    private static final Diagnosis DIAGNOSIS = Diagnosis.of(MODEL, DATA, 1, Team.single());

    @Test
    void theDeadUnitsAndTheWrongLabelsAreFound() {
        assertTrue(DIAGNOSIS.units(HiddenUnit.State.DEAD).stream().map(HiddenUnit::unit).toList()
                .containsAll(List.of(3, 4, 5)));
        int[] suspects = DIAGNOSIS.suspects();
        long wrong = Arrays.stream(suspects).filter(row -> row % 10 == 7).count();
        assertTrue(wrong >= 70 && wrong >= 0.5 * suspects.length, wrong + " of " + suspects.length);
        for (int i = 1; i < suspects.length; i++) {
            assertTrue(DIAGNOSIS.unseenLosses()[suspects[i]] <= DIAGNOSIS.unseenLosses()[suspects[i - 1]]);
        }
    }

    @Test
    void removingUnitsChangesNoPrediction() {
        Remedy.Effect effect = Remedy.REMOVE_UNITS.apply(DIAGNOSIS, MODEL, DATA, 1, Team.single());
        assertTrue(effect.changed() >= 3);
        assertEquals(DIAGNOSIS.units().size() - effect.changed(), effect.model().layers().getFirst().out());
        assertEquals(effect.before().loss(), effect.after().loss());
        assertArrayEquals(outputs(MODEL), outputs(effect.model()));
    }

    @Test
    void pruningGoesAsFarAsTheCurveSays() {
        Remedy.Effect effect = Remedy.PRUNE.apply(DIAGNOSIS, MODEL, DATA, 1, Team.single());
        Pruning.Point prunable = DIAGNOSIS.prunable();
        assertEquals(prunable.parameters(), effect.model().parameters());
        assertEquals(prunable.evaluation().score(), effect.after().score());
        assertEquals(DIAGNOSIS.pruned().getFirst().evaluation().score(), effect.before().score());
        assertTrue(effect.after().score() >= effect.before().score() - 0.005);
    }

    @Test
    void trainingWithoutTheSuspectsIsBetterOnTheOthers() {
        Remedy.Effect effect = Remedy.DROP_SUSPECTS.apply(DIAGNOSIS, MODEL, DATA, 1, Team.single());
        assertTrue(effect.changed() > 10);
        assertTrue(effect.after().loss() < effect.before().loss(),
                effect.after().loss() + " against " + effect.before().loss());
    }

    @Test
    void unitsThatStartAnewLiveAgain() {
        Remedy.Effect effect = Remedy.RESET_UNITS.apply(DIAGNOSIS, MODEL, DATA, 1, Team.single());
        assertEquals(MODEL.parameters(), effect.model().parameters());
        long dead = HiddenUnit.of(effect.model(), DATA, Team.single()).stream()
                .filter(unit -> unit.state() == HiddenUnit.State.DEAD).count();
        assertTrue(dead < DIAGNOSIS.units(HiddenUnit.State.DEAD).size());
    }

    @Test
    void mostLabelsThatAreMadeWrongOnPurposeAreAmongTheFirstSuspects() {
        LabelTrial trial = LabelTrial.of(MODEL, Glyphs.generate(22, 600).data(), 0.1, 3, Team.single());
        assertEquals(60, trial.wrong());
        assertEquals(6, trial.byChance());
        assertTrue(trial.found() > 36 && trial.found() <= 60, "found " + trial.found());
        assertEquals(trial,
                LabelTrial.of(MODEL, Glyphs.generate(22, 600).data(), 0.1, 3, Team.of(ForkJoinPool.commonPool(), 2)));
    }

    @Test
    void labelsThatCannotBeMadeWrongAreRefused() {
        Dataset numbers = new Dataset(new float[10], List.of("x"), null, new Dataset.Values(new float[10], "y"));
        for (double share : new double[]{0, 1, -0.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> LabelTrial.of(MODEL, DATA, share, 1, Team.single()));
        }
        assertThrows(IllegalArgumentException.class, () -> LabelTrial.of(MODEL, numbers, 0.1, 1, Team.single()));
        for (int rows : new int[]{0, 4}) {
            assertThrows(IllegalArgumentException.class,
                    () -> LabelTrial.of(MODEL, DATA.range(0, rows), 0.1, 1, Team.single()));
        }
    }

    @Test
    void tooFewRowsAndModelsThatCannotBeTrainedAreRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> Diagnosis.of(MODEL, DATA.range(0, 4), 1, Team.single()));
        Dense last = MODEL.layers().getLast();
        Mlp ended = MODEL.withLayers(List.of(MODEL.layers().getFirst(),
                new Dense(last.in(), last.out(), last.weights(), last.bias(), new Activation.Tanh())));
        assertThrows(IllegalArgumentException.class,
                () -> Remedy.DROP_SUSPECTS.apply(DIAGNOSIS, ended, DATA, 1, Team.single()));
    }

    /** A trained model three of whose units are dead. */
    private static Mlp lame() {
        Architecture shape = Architecture.of(Glyphs.PIXELS).dense(32, new Activation.Relu()).dense(10);
        TrainingOptions options = TrainingOptions.builder(2).epochs(15).scaling(TrainingOptions.Scaling.NONE).build();
        Mlp trained = new Trainer(shape, DATA, options, Team.single(), TrainingListener.NONE).train().model();
        Dense first = trained.layers().getFirst();
        float[] bias = first.bias().clone();
        Arrays.fill(bias, 3, 6, -1000);
        return trained.withLayers(List.of(
                new Dense(first.in(), first.out(), first.weights(), bias, first.activation()),
                trained.layers().getLast()));
    }

    private static Dataset withWrongLabels(Dataset data, int wrong) {
        Dataset.Classes classes = (Dataset.Classes) data.target();
        int[] labels = classes.labels().clone();
        for (int i = 0; i < wrong; i++) {
            labels[10 * i + 7] = (labels[10 * i + 7] + 3) % 10;
        }
        return new Dataset(data.features(), data.featureNames(), data.image(),
                new Dataset.Classes(labels, classes.names()));
    }

    private static float[] outputs(Mlp model) {
        float[] y = new float[DATA.rows() * 10];
        new Predictor(model, 64).predict(DATA.features(), 0, DATA.rows(), y, 0);
        return y;
    }
}

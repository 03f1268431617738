package io.lanescope.explain.actions;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.lanescope.explain.deeplift.DeepLift;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Glyphs;
import io.lanescope.nn.train.Evaluation;
import io.lanescope.nn.train.ForbiddenFeatures;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.nn.train.Validation;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RightReasonsTest {

    private static final TrainingOptions TRAINING = TrainingOptions.builder(1).epochs(10)
            .scaling(TrainingOptions.Scaling.NONE).validation(new Validation.None()).build();

    /** Lights one of the first ten pixels: that of the digit, or one by chance. */
    private static Dataset marked(long seed, int rows, boolean truly) {
        Dataset digits = Glyphs.generate(seed, rows).data();
        SplittableRandom random = new SplittableRandom(5);
        Dataset.Classes classes = (Dataset.Classes) digits.target();
        float[] x = digits.features().clone();
        for (int r = 0; r < rows; r++) {
            int at = r * Glyphs.PIXELS;
            Arrays.fill(x, at, at + 10, 0);
            x[at + (truly ? classes.labels()[r] : random.nextInt(10))] = 1;
        }
        return new Dataset(x, digits.featureNames(), digits.image(), classes);
    }

    private static boolean[] marks() {
        boolean[] marks = new boolean[Glyphs.PIXELS];
        Arrays.fill(marks, 0, 10, true);
        return marks;
    }

    private static Trainer trainer(Dataset rows, Activation activation, TrainingOptions options) {
        Architecture shape = Architecture.of(Glyphs.PIXELS).dense(48, activation).dense(10);
        return new Trainer(shape, rows, options, Team.single(), TrainingListener.NONE);
    }

    private static Mlp misled(Dataset rows, Activation activation) {
        return trainer(rows, activation, TRAINING).train().model();
    }

    /** The numbers that the documentation quotes. */
    @Test
    void aMarkThatGivesTheDigitAwayIsNoLongerLookedAt() {
        Dataset rows = marked(31, 3000, true);
        Dataset test = marked(32, 1000, false);
        RightReasons.Outcome outcome = new RightReasons(1, TRAINING, new DeepLift())
                .apply(misled(rows, new Activation.Relu()), rows, test, marks(), Team.single());
        assertEquals(0.719, outcome.before().evaluation().score(), 5e-4);
        assertEquals(0.871, outcome.after().evaluation().score(), 5e-4);
        assertEquals(0.0607, outcome.before().share(), 5e-5);
        assertEquals(0.00008, outcome.after().share(), 5e-6);
    }

    @ParameterizedTest
    @MethodSource("activations")
    void itIsThePenaltyThatHelps(Activation activation) {
        Dataset rows = marked(31, 1000, true);
        Dataset test = marked(32, 500, false);
        Mlp misled = misled(rows, activation);
        RightReasons.Outcome without = new RightReasons(0, TRAINING, new DeepLift())
                .apply(misled, rows, test, marks(), Team.single());
        RightReasons.Outcome with = new RightReasons(0.1, TRAINING, new DeepLift())
                .apply(misled, rows, test, marks(), Team.single());
        assertEquals(without.before().evaluation().loss(), without.after().evaluation().loss());
        assertEquals(without.before().share(), without.after().share());
        assertTrue(with.after().evaluation().score() > with.before().evaluation().score() + 0.03);
        assertTrue(with.after().share() < with.before().share() / 4);
    }

    static Stream<Activation> activations() {
        return Stream.of(new Activation.LeakyRelu(0.1f), new Activation.Tanh(), new Activation.Elu(1));
    }

    @Test
    void aModelThatIsSureAlreadyCanBeTrainedOnWithASmallPenalty() {
        Dataset rows = marked(31, 3000, true);
        Dataset test = marked(32, 1000, false);
        Mlp misled = misled(rows, new Activation.Relu());
        float[] mask = new float[Glyphs.PIXELS];
        Arrays.fill(mask, 0, 10, 1);
        TrainingOptions options = TRAINING.toBuilder().forbidden(new ForbiddenFeatures(0.001, mask)).build();
        Mlp right = trainer(rows, new Activation.Relu(), options).startFrom(misled).train().model();
        assertEquals(0.870, Evaluation.of(right, test).score(), 5e-4);
    }

    @Test
    void whatItCannotTrainIsRefused() {
        Dataset rows = marked(1, 20, true);
        RightReasons reasons = new RightReasons(1, TRAINING, new DeepLift());
        Mlp curved = misled(rows, new Activation.Gelu());
        assertThrows(IllegalArgumentException.class,
                () -> reasons.apply(curved, rows, rows, marks(), Team.single()));
        Mlp model = misled(rows, new Activation.Relu());
        assertThrows(IllegalArgumentException.class,
                () -> reasons.apply(model, rows, rows, new boolean[3], Team.single()));
        assertThrows(IllegalArgumentException.class, () -> new RightReasons(-1, TRAINING, new DeepLift())
                .apply(model, rows, rows, marks(), Team.single()));
    }
}

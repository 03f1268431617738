package io.lanescope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.nn.exchange.Safetensors;
import io.lanescope.nn.exchange.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TrainTest {

    @TempDir
    private Path folder = Path.of("");

    private Path model(String name) {
        return folder.resolve(name + ".safetensors");
    }

    private static Commands.Result run(int code, List<Object> words) {
        Commands.Result result = Commands.run(words.toArray());
        assertEquals(code, result.code(), result.err());
        return result;
    }

    private Commands.Result train(int code, Path table, Path to, String options) {
        List<Object> words = new ArrayList<>(List.of("train", table, "-o", to));
        words.addAll(List.of(options.split(" ")));
        return run(code, words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--optimizer sgd --momentum 0.5", "--optimizer momentum", "--optimizer nesterov",
        "--optimizer adagrad", "--optimizer rmsprop", "--optimizer adam --weight-decay 0.01", "--optimizer amsgrad",
        "--optimizer adamw", "--schedule step:1:0.5", "--schedule exponential:0.9", "--schedule cosine:0.1",
        "--schedule one-cycle", "--schedule plateau:1:0.5 --patience 2", "--l1 0.001 --l2 0.001 --max-norm 2",
        "--clip-norm 1", "--clip-value 0.1", "--dropout 0.2 --batch-norm", "--label-smoothing 0.1",
        "--class-weights balanced", "--class-weights 1,2", "--loss binary-cross-entropy", "--batch-size 0",
        "--validation 0 --no-shuffle --no-scale", "--activation gelu --hidden 5,4"})
    void everyOptionTrainsAModelThatCanBeMeasured(String options) {
        Path table = Tables.clouds(folder);
        train(0, table, model("a"), "--label kind --epochs 3 --hidden 6 --seed 5".replace("--hidden 6 ",
                options.contains("--hidden") ? "" : "--hidden 6 ") + " " + options);
        Commands.Result measured = run(0, List.of("evaluate", model("a"), table, "--label", "kind", "--json"));
        assertTrue(measured.out().contains("\"accuracy\""), measured.out());
    }

    @ParameterizedTest
    @CsvSource({"--schedule sometimes,constant", "--schedule step,step:EPOCHS", "--schedule step:0,at least 1",
        "--loss hinge,cross-entropy", "--loss huber:-1,positive", "--optimizer adam --momentum 0.9,--momentum is for",
        "--loss mae --label-smoothing 0.1,--label-smoothing", "--class-weights some,balanced",
        "--class-weights '1,2,3',2 classes", "--clip-norm 1 --clip-value 1,--clip-value", "--dropout 1,dropout",
        "--learning-rate 0,positive", "--batch-norm --batch-size 1,at least 2 rows", "--init-from nowhere,nowhere",
        "--checkpoint-every 0 --checkpoint c,at least 1"})
    void whatMakesNoSenseIsRefused(String options, String sentence) {
        Path table = Tables.clouds(folder);
        String typed = options.replace("'", "");
        Commands.Result refused = train(2, table, model("a"), "--label kind --epochs 1 " + typed);
        assertTrue(refused.err().contains(sentence), refused.err());
        assertFalse(Files.exists(model("a")));
    }

    @Test
    void twoClassesHaveOneOutputWithBinaryCrossEntropy() {
        train(0, Tables.clouds(folder), model("a"), "--label kind --epochs 1 --loss binary-cross-entropy");
        assertEquals(Task.BINARY, ModelFiles.load(model("a")).task());
    }

    /** Gradient descent with momentum on a line, from a PyTorch state dict, as a loop in double does it. */
    @Test
    void fullBatchStepsFromAStateDictAreThoseOfTheFormulas() throws IOException {
        Path table = Files.writeString(folder.resolve("line.csv"), "x,y\n1,2.5\n2,3\n3,5.5\n4,6.5\n");
        Path start = folder.resolve("start.safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("0.weight", new Tensor(new int[]{1, 1}, new float[]{0.5f}));
        tensors.put("0.bias", new Tensor(new int[]{1}, new float[]{-1}));
        new Safetensors(Map.of(), tensors).write(start);
        train(0, table, model("a"), "--label y --task regression --hidden none --init-from " + start + " --epochs 30 "
                + "--batch-size 0 --no-shuffle --no-scale --validation 0 --optimizer sgd --momentum 0.9 "
                + "--learning-rate 0.01 --weight-decay 0.1 --l2 0.05");
        double[] x = {1, 2, 3, 4};
        double[] y = {2.5, 3, 5.5, 6.5};
        double w = 0.5;
        double b = -1;
        double rolledW = 0;
        double rolledB = 0;
        for (int step = 0; step < 30; step++) {
            double gradientW = 2 * 0.05 * w + 0.1 * w;
            double gradientB = 0.1 * b;
            for (int i = 0; i < 4; i++) {
                gradientW += 2 * (w * x[i] + b - y[i]) * x[i] / 4;
                gradientB += 2 * (w * x[i] + b - y[i]) / 4;
            }
            rolledW = 0.9 * rolledW + gradientW;
            rolledB = 0.9 * rolledB + gradientB;
            w -= 0.01 * rolledW;
            b -= 0.01 * rolledB;
        }
        Mlp model = ModelFiles.load(model("a"));
        assertEquals(w, model.layers().getFirst().weights()[0], 1e-5);
        assertEquals(b, model.layers().getFirst().bias()[0], 1e-5);
    }

    @Test
    void forbiddenFeaturesDoNotDecide() {
        Path training = Tables.marked(folder, "training.csv", 1, true);
        Path test = Tables.marked(folder, "test.csv", 2, false);
        String options = "--label kind --hidden 8 --epochs 60 --learning-rate 0.01 --batch-size 20";
        train(0, training, model("misled"), options);
        Path forbidden = Tables.write(folder, "forbidden.csv", "marker\n1\n");
        train(0, training, model("right"), options + " --forbid " + forbidden);
        assertTrue(accuracy(model("misled"), test) < 0.7);
        assertTrue(accuracy(model("right"), test) > 0.85);
        Path each = Tables.write(folder, "each.csv", "marker,a\n" + "1,0\n".repeat(200));
        train(0, training, model("each"), options + " --forbid " + each + " --forbid-strength 1");
        assertArrayEquals(ModelFiles.load(model("right")).layers().getFirst().weights(),
                ModelFiles.load(model("each")).layers().getFirst().weights());
    }

    private static double accuracy(Path model, Path table) {
        String json = run(0, List.of("evaluate", model, table, "--label", "kind", "--json")).out();
        return Double.parseDouble(json.replaceAll("(?s).*\"accuracy\" : ([0-9.]+).*", "$1"));
    }

    @Test
    void whatCannotBeForbiddenIsRefused() {
        Path table = Tables.clouds(folder);
        refusesForbidding(table, "b\n1\n1\n", "", "there must be one row for all, or a row for each of 60");
        refusesForbidding(table, "c\n1\n", "", "the data has no feature \"c\"");
        refusesForbidding(table, "b\n-1\n", "", "negative");
        refusesForbidding(table, "b\n1\n", "--activation gelu", "but this one has gelu");
        refusesForbidding(table, "b\n1\n", "--batch-norm", "batch normalisation");
        refusesForbidding(table, "b\n1\n", "--forbid-strength -1", "must not be negative");
        String alone = train(2, table, model("a"), "--label kind --forbid-strength 2").err();
        assertTrue(alone.contains("nothing without --forbid"), alone);
    }

    private void refusesForbidding(Path table, String mask, String options, String sentence) {
        Path file = Tables.write(folder, "mask.csv", mask);
        String said = train(2, table, model("a"), ("--label kind --forbid " + file + " " + options).trim()).err();
        assertTrue(said.contains(sentence), said);
    }

    @Test
    void trainingStartsFromAModelWithItsShape() {
        Path table = Tables.clouds(folder);
        train(0, table, model("a"), "--label kind --epochs 1 --hidden 5,3 --activation tanh");
        train(0, table, model("b"), "--label kind --epochs 1 --learning-rate 1e-30 --init-from " + model("a"));
        Mlp start = ModelFiles.load(model("a"));
        Mlp end = ModelFiles.load(model("b"));
        assertEquals(start.layers().get(1).activation(), end.layers().get(1).activation());
        for (int l = 0; l < 3; l++) {
            assertArrayEquals(start.layers().get(l).weights(), end.layers().get(l).weights());
        }
        Commands.Result refused = train(2, table, model("c"), "--label kind --hidden 5 --init-from " + model("a"));
        assertTrue(refused.err().contains("5 → 3"), refused.err());
    }

    @Test
    void aTrainingGoesOnFromItsCheckpointWithoutItsOptions() throws IOException {
        Path table = Tables.clouds(folder);
        String options = "--label kind --hidden 6 --dropout 0.1 --optimizer Nesterov --patience 4 --seed 9";
        Path checkpoint = folder.resolve("checkpoint");
        train(0, table, model("whole"), options + " --epochs 6");
        String both = " --checkpoint " + checkpoint + " --resume " + checkpoint;
        train(0, table, model("part"), options + " --epochs 2" + both);
        Commands.Result resumed = train(0, table, model("rest"), "--epochs 6 --threads 2 --resume " + checkpoint);
        assertTrue(resumed.err().contains("going on after epoch 2"), resumed.err());
        assertArrayEquals(Files.readAllBytes(model("whole")), Files.readAllBytes(model("rest")));
        Commands.Result refused = train(2, table, model("x"), "--seed 8 --resume " + checkpoint);
        assertTrue(refused.err().contains("its seed is 9, not 8"), refused.err());
        assertTrue(train(2, table, model("x"), "--resume " + folder.resolve("none")).err().contains("none"));
    }
}

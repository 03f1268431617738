package io.lanescope.nn.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.lanescope.nn.History;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.exchange.Safetensors;
import io.lanescope.nn.exchange.Tensor;

/**
 * A training that was interrupted: all that it had learned and remembered after some epoch. The file is a safetensors file:
 * the numbers of the network, the optimiser and the best epoch as tensors, the history, the settings and the caller's notes as
 * metadata. What chance decides follows from the seed and the numbers of epoch and step, so no generator is kept.
 */
public final class Checkpoint {

    private static final String VERSION = "lanescope.checkpoint";
    private static final String SETTING = "setting.";
    private static final String NOTE = "note.";

    private final Path file;
    private final Safetensors content;

    private Checkpoint(Path file, Safetensors content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Reads a checkpoint.
     *
     * @param file the file
     * @return what it holds
     * @throws InputException if the file cannot be read, or is no checkpoint
     */
    public static Checkpoint read(Path file) {
        Checkpoint checkpoint = new Checkpoint(file, Safetensors.read(file));
        String version = checkpoint.content.metadata().get(VERSION);
        if (version == null) {
            throw InputException.in(file, "this is no checkpoint of a training");
        }
        if (!version.equals("1")) {
            throw InputException.in(file, "this checkpoint is of a version that is not known here: "
                    + InputException.quote(version));
        }
        return checkpoint;
    }

    /**
     * What the caller wrote down.
     *
     * @return texts by name, in their order
     */
    public Map<String, String> notes() {
        return withPrefix(NOTE);
    }

    /**
     * How far the training had come.
     *
     * @return the number of epochs that are done
     */
    public int epoch() {
        return history().size();
    }

    private Map<String, String> withPrefix(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        content.metadata().forEach((name, text) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), text);
            }
        });
        return found;
    }

    /** Refuses a training that is another one. */
    void checkSettings(Map<String, String> settings) {
        Map<String, String> there = withPrefix(SETTING);
        settings.forEach((name, here) -> {
            String text = there.getOrDefault(name, "none");
            if (!text.equals(here)) {
                throw InputException.in(file, "this is the checkpoint of another training: its " + name + " is "
                        + text + ", not " + here);
            }
        });
    }

    /** Copies a tensor into an array of the same length. */
    void copy(String name, float[] to) {
        Tensor tensor = content.tensors().get(name);
        if (tensor == null || tensor.values().length != to.length) {
            throw InputException.in(file, "the tensor " + InputException.quote(name) + " is missing, or has not "
                    + to.length + " elements");
        }
        System.arraycopy(tensor.values(), 0, to, 0, to.length);
    }

    /** Some numbers. */
    double[] numbers(String name, int count) {
        return parse(name, content.metadata().getOrDefault(name, ""), count);
    }

    List<History.Epoch> history() {
        List<History.Epoch> epochs = new ArrayList<>();
        for (String line : content.metadata().getOrDefault("history", "").lines().toList()) {
            double[] n = parse("history", line, 5);
            epochs.add(new History.Epoch((int) n[0], n[1], n[2], n[3], n[4]));
        }
        return epochs;
    }

    private double[] parse(String name, String text, int count) {
        String[] parts = text.split(" ", -1);
        if (parts.length == count) {
            try {
                double[] numbers = new double[count];
                for (int i = 0; i < count; i++) {
                    numbers[i] = Double.parseDouble(parts[i]);
                }
                return numbers;
            } catch (NumberFormatException _) {
                // said below
            }
        }
        throw InputException.in(file, InputException.quote(name) + " should be " + count + " numbers, but is "
                + InputException.quote(text));
    }

    /** Collects what a checkpoint holds. */
    static final class Draft {

        private final Map<String, String> metadata = new LinkedHashMap<>(Map.of(VERSION, "1"));
        private final Map<String, Tensor> tensors = new LinkedHashMap<>();

        Draft settings(Map<String, String> settings) {
            settings.forEach((name, text) -> metadata.put(SETTING + name, text));
            return this;
        }

        Draft notes(Map<String, String> notes) {
            notes.forEach((name, text) -> metadata.put(NOTE + name, text));
            return this;
        }

        /** Adds an array, which is not copied. */
        void tensor(String name, float[] values) {
            tensors.put(name, new Tensor(new int[]{values.length}, values));
        }

        Draft numbers(String name, double... numbers) {
            metadata.put(name, line(numbers));
            return this;
        }

        Draft history(List<History.Epoch> epochs) {
            StringBuilder text = new StringBuilder();
            for (History.Epoch e : epochs) {
                text.append(line(e.number(), e.loss(), e.validationLoss(), e.validationScore(), e.rate())).append('\n');
            }
            metadata.put("history", text.toString());
            return this;
        }

        private static String line(double... numbers) {
            StringBuilder text = new StringBuilder();
            for (double number : numbers) {
                text.append(text.isEmpty() ? "" : " ").append(number);
            }
            return text.toString();
        }

        /** Writes everything, as a whole or not at all. */
        void write(Path file) {
            new Safetensors(metadata, tensors).write(file);
        }
    }
}

package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.lanescope.nn.ActivationNames;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.train.History;

/** What the network is and how it was trained. */
final class NetworkSection {

    private NetworkSection() {}

    static Section of(Subject subject) {
        List<Figure> figures = new ArrayList<>();
        figures.add(layers(subject.model()));
        History history = subject.history();
        if (history != null) {
            figures.add(loss(history));
            if (Double.isFinite(history.epochs().getLast().validationScore())) {
                figures.add(score(history, subject.model().isClassifier()));
            }
        }
        return new Section("network", "The network", "What it is made of"
                + (history == null ? "." : ", and how it learned: the held-out rows were never learned from."),
                figures);
    }

    private static Figure layers(Mlp model) {
        List<List<Object>> rows = new ArrayList<>();
        for (int l = 0; l < model.layers().size(); l++) {
            Dense layer = model.layers().get(l);
            rows.add(List.of("dense " + l, layer.in() + " → " + layer.out(),
                    ActivationNames.format(layer.activation()), layer.weights().length + layer.bias().length));
        }
        return new Table(new Caption("Layers", String.format(Locale.ROOT, "%,d numbers were learned.",
                model.parameters()), ""), List.of("layer", "shape", "activation", "parameters"), rows);
    }

    private static Figure loss(History history) {
        List<Lines.Curve> curves = new ArrayList<>();
        double[] epochs = history.epochs().stream().mapToDouble(History.Epoch::number).toArray();
        double[] training = history.epochs().stream().mapToDouble(History.Epoch::loss).toArray();
        curves.add(new Lines.Curve("training", epochs, training));
        double[] held = history.epochs().stream().mapToDouble(History.Epoch::validationLoss).toArray();
        boolean measured = Double.isFinite(held[held.length - 1]);
        if (measured) {
            curves.add(new Lines.Curve("held out", epochs, held));
        }
        String alt = String.format(Locale.ROOT, "Over %d epochs the training loss goes from %.3g to %.3g%s.",
                epochs.length, training[0], training[training.length - 1], measured
                        ? String.format(Locale.ROOT, ", the held-out loss from %.3g to %.3g", held[0],
                                held[held.length - 1])
                        : "");
        return new Lines(new Caption("Loss", "Mean over the rows. Where the curves part, the network learns by heart.",
                alt), new Lines.Axis("epoch"), new Lines.Axis("loss"), curves);
    }

    private static Figure score(History history, boolean classifier) {
        String name = classifier ? "accuracy" : "R²";
        double[] epochs = history.epochs().stream().mapToDouble(History.Epoch::number).toArray();
        double[] score = history.epochs().stream().mapToDouble(History.Epoch::validationScore).toArray();
        String alt = String.format(Locale.ROOT, "Over %d epochs the held-out %s goes from %.3g to %.3g.", epochs.length,
                name, score[0], score[score.length - 1]);
        return new Lines(new Caption("Held-out " + name, "Measured after each epoch.", alt), new Lines.Axis("epoch"),
                new Lines.Axis(name), List.of(new Lines.Curve("held out", epochs, score)));
    }
}

package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.lanescope.nn.ActivationNames;
import io.lanescope.nn.Dense;
import io.lanescope.nn.History;
import io.lanescope.nn.Mlp;

/** What the network is and how it was trained. */
final class NetworkSection {

    private NetworkSection() {}

    static Section of(Subject subject) {
        List<Figure> figures = new ArrayList<>();
        figures.add(layers(subject.model()));
        History history = subject.model().history();
        if (history == null) {
            return new Section("network", "The network",
                    "What it is made of. How it was trained is not written in its file.", figures);
        }
        figures.add(settings(history));
        figures.add(loss(history));
        if (history.epochs().stream().anyMatch(epoch -> Double.isFinite(epoch.validationScore()))) {
            figures.add(score(history, subject.model().isClassifier()));
        }
        if (history.epochs().stream().mapToDouble(History.Epoch::rate).distinct().count() > 1) {
            figures.add(rate(history));
        }
        return new Section("network", "The network",
                "What it is made of, and how it learned" + (isMeasured(history)
                        ? ": the held-out rows were never learned from."
                        : "."),
                figures);
    }

    private static boolean isMeasured(History history) {
        return history.epochs().stream().anyMatch(epoch -> Double.isFinite(epoch.validationLoss()));
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

    private static Figure settings(History history) {
        List<Fact> facts = history.settings().entrySet().stream()
                .map(setting -> new Fact(setting.getKey(), setting.getValue())).toList();
        int epochs = history.length();
        String weights = history.kept() == epochs
                ? "Its weights are those after the last epoch."
                : "Its weights are those after epoch " + history.kept() + " of " + epochs
                        + ", when the held-out loss was smallest.";
        return new Facts(new Caption("Training",
                "From the same start, the same data and settings always give the same network. " + weights, ""), facts);
    }

    private static Figure loss(History history) {
        List<Lines.Curve> curves = new ArrayList<>();
        curves.add(curve("training", history, History.Epoch::loss));
        if (isMeasured(history)) {
            curves.add(curve("held out", history, History.Epoch::validationLoss));
        }
        String alt = curves.stream().map(curve -> course("the " + curve.name() + " loss", curve))
                .collect(Collectors.joining(", ", "", "."));
        return lines("Loss", "Mean over the rows. Where the curves part, the network learns by heart.", alt, "loss",
                curves);
    }

    private static Figure score(History history, boolean classifier) {
        String name = classifier ? "accuracy" : "R²";
        Lines.Curve curve = curve("held out", history, History.Epoch::validationScore);
        return lines("Held-out " + name, "Measured after each epoch.", course("The held-out " + name, curve) + ".",
                name, List.of(curve));
    }

    private static Figure rate(History history) {
        Lines.Curve curve = curve("learning rate", history, History.Epoch::rate);
        return lines("Learning rate", "Of the last step of each epoch.", course("The learning rate", curve) + ".",
                "learning rate", List.of(curve));
    }

    private static Lines.Curve curve(String name, History history, ToDoubleFunction<History.Epoch> of) {
        return new Lines.Curve(name, history.epochs().stream().mapToDouble(History.Epoch::number).toArray(),
                history.epochs().stream().mapToDouble(of).toArray());
    }

    private static String course(String what, Lines.Curve curve) {
        double[] y = curve.y();
        return String.format(Locale.ROOT, "%s goes from %.3g to %.3g over %s", what, y[0], y[y.length - 1],
                Counted.of((long) curve.x()[y.length - 1], "epoch"));
    }

    private static Figure lines(String title, String note, String alt, String unit, List<Lines.Curve> curves) {
        return new Lines(new Caption(title, note, alt), new Lines.Axis("epoch"), new Lines.Axis(unit), curves);
    }
}

package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;

/** What is inside the network. */
final class InsideSection {

    private static final int UNITS = 24;

    private InsideSection() {}

    static Section of(Subject subject, Dataset.ImageShape shape) {
        return new Section("inside", "What is inside", "What single units have learned.",
                List.of(weights(subject.model(), shape)));
    }

    private static Figure weights(Mlp model, Dataset.ImageShape shape) {
        Dense first = model.layers().getFirst();
        double[] strength = IntStream.range(0, first.out()).mapToDouble(k -> strength(model, k)).toArray();
        List<Pictures.Panel> panels = new ArrayList<>();
        IntStream.range(0, first.out()).boxed().sorted(Comparator.comparingDouble((Integer k) -> -strength[k]))
                .limit(UNITS).forEach(k -> {
                    float[] weights = new float[first.in()];
                    for (int j = 0; j < weights.length; j++) {
                        weights[j] = first.weights()[j * first.out() + k];
                    }
                    panels.add(new Pictures.Panel("unit " + k, "Weights of unit " + k, null, weights));
                });
        return new Pictures(new Caption("Weights of the first layer", String.format(Locale.ROOT,
                "The %d units of %d whose weights, in and out, are largest. Ink on orange excites a unit, ink on blue "
                        + "calms it.",
                panels.size(), first.out()), "", true), shape, List.of(new Pictures.Row("", panels)),
                new Pictures.Ends("calms", "excites"));
    }

    /** The norm of the weights into a unit times that of the weights out of it, which rescaling a unit leaves as is. */
    private static double strength(Mlp model, int unit) {
        Dense first = model.layers().getFirst();
        double in = 0;
        for (int j = 0; j < first.in(); j++) {
            double w = first.weights()[j * first.out() + unit];
            in += w * w;
        }
        double out = 0;
        if (model.layers().size() > 1) {
            Dense next = model.layers().get(1);
            for (int j = 0; j < next.out(); j++) {
                double w = next.weights()[unit * next.out() + j];
                out += w * w;
            }
        } else {
            out = 1;
        }
        return Math.sqrt(in * out);
    }
}

package io.lanescope.explain.layer;

import java.util.List;
import java.util.Objects;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.explain.pass.Lines;
import io.lanescope.nn.Mlp;

/**
 * What a hidden layer's units say to each row: their activations {@code h_k(x)}, whatever is explained. The base value is
 * f of a row of zeros.
 *
 * @param layer the layer
 */
public record LayerActivation(HiddenLayer layer) implements Method {

    /** Refuses a missing layer. */
    public LayerActivation {
        Objects.requireNonNull(layer, "layer");
    }

    @Override
    public String name() {
        return "layer-activation";
    }

    @Override
    public List<String> columns(Mlp model) {
        return layer.unitNames(model);
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        Lines lines = new Lines(model, target, new float[model.inputs()]);
        int number = layer.in(model);
        int units = layer.units(model);
        return (rows, from, to) -> {
            for (int group = from; group < to; group += Lines.GROUP) {
                int count = Math.min(Lines.GROUP, to - group);
                lines.to(rows, group, count);
                System.arraycopy(lines.passes.a(number), 0, rows.values(), group * units, count * units);
            }
        };
    }
}

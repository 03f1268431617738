package io.lanescope.cli;

import java.util.Arrays;

import io.lanescope.nn.train.Weighting;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads class weights as typed: {@code balanced}, or a number for each class. */
final class WeightingConverter implements ITypeConverter<Weighting> {

    @Override
    public Weighting convert(String text) {
        if (text.equals("balanced")) {
            return new Weighting.Balanced();
        }
        try {
            return new Weighting.PerClass(
                    Arrays.stream(text.split(",", -1)).map(part -> Double.valueOf(part.strip())).toList());
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text
                    + "' is neither balanced nor a list of weights that are not negative, one for each class");
        }
    }
}

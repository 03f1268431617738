package io.lanescope.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.lanescope.explain.actions.Remedy;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what is to be done about a diagnosis. */
final class RemedyConverter implements ITypeConverter<Remedy> {

    @Override
    public Remedy convert(String text) {
        List<String> names = Arrays.stream(Remedy.values()).map(RemedyConverter::name).toList();
        return Arrays.stream(Remedy.values()).filter(remedy -> name(remedy).equals(text)).findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is none of " + String.join(", ", names)));
    }

    static String name(Remedy remedy) {
        return remedy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

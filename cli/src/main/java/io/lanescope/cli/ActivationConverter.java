package io.lanescope.cli;

import io.lanescope.nn.ActivationNames;
import io.lanescope.simd.Activation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads activations as model files write them. */
final class ActivationConverter implements ITypeConverter<Activation> {

    @Override
    public Activation convert(String text) {
        return ActivationNames.parse(text).orElseThrow(() -> new TypeConversionException(
                "'" + text + "' is none of " + ActivationNames.ALL));
    }
}

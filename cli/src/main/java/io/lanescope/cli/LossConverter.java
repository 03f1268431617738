package io.lanescope.cli;

import java.util.Locale;

import io.lanescope.nn.train.Loss;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads losses as typed. */
final class LossConverter implements ITypeConverter<Loss> {

    static final String NAMES = "cross-entropy, binary-cross-entropy (one output for two classes), mse, mae, huber[:DELTA]";

    private static final String HUBER = "huber:";

    @Override
    public Loss convert(String text) {
        String name = text.toLowerCase(Locale.ROOT).replace('_', '-');
        try {
            return switch (name) {
                case "cross-entropy" -> new Loss.CrossEntropy();
                case "binary-cross-entropy" -> new Loss.BinaryCrossEntropy();
                case "mse" -> new Loss.MeanSquaredError();
                case "mae" -> new Loss.MeanAbsoluteError();
                case "huber" -> new Loss.Huber();
                default -> {
                    if (name.startsWith(HUBER)) {
                        yield new Loss.Huber(Double.parseDouble(name.substring(HUBER.length())));
                    }
                    throw new TypeConversionException("'" + text + "' is none of " + NAMES);
                }
            };
        } catch (NumberFormatException _) {
            throw new TypeConversionException("'" + text + "' is none of " + NAMES);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' does not work: " + e.getMessage());
        }
    }
}

package io.lanescope.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Widths of hidden layers, as typed: {@code 128,64}, or {@code none}.
 *
 * @param widths from the input on
 */
record HiddenWidths(List<Integer> widths) {

    /** Reads them. */
    static final class Converter implements ITypeConverter<HiddenWidths> {

        private static final int WIDEST = 65_536;

        @Override
        public HiddenWidths convert(String text) {
            if (text.toLowerCase(Locale.ROOT).equals("none")) {
                return new HiddenWidths(List.of());
            }
            List<Integer> widths = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                try {
                    int width = Integer.parseInt(part.strip());
                    if (width < 1 || width > WIDEST) {
                        throw new TypeConversionException("a layer cannot have " + width + " units");
                    }
                    widths.add(width);
                } catch (NumberFormatException e) {
                    throw new TypeConversionException("'" + part + "' in '" + text
                            + "' is no number; widths are given as in 128,64, and none makes a linear model");
                }
            }
            return new HiddenWidths(widths);
        }
    }
}

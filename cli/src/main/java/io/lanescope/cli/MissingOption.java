package io.lanescope.cli;

import java.util.Locale;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Missing;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What becomes of values that a CSV file leaves out, as typed with {@code --missing}. */
enum MissingOption {
    ERROR,
    ZERO,
    MEAN,
    DROP_ROW;

    /** For rows that a model is to learn from. */
    Missing inNewData() {
        return switch (this) {
            case ERROR -> new Missing.Refused();
            case ZERO -> new Missing.Zero();
            case MEAN -> new Missing.Mean();
            case DROP_ROW -> new Missing.DropRow();
        };
    }

    /** For rows that a model is used on, whose means are those that it was standardised with. */
    Missing forModel(Mlp model) {
        if (this != MEAN) {
            return inNewData();
        }
        if (model.scaler().isNone()) {
            throw new UsageException("--missing mean needs a model that was trained on standardised features, since "
                    + "this one does not know their means");
        }
        return new Missing.Known(model.scaler().shift());
    }

    /** Refuses to leave rows out, where each row of the data has one in the result. */
    MissingOption keepingRows() {
        if (this == DROP_ROW) {
            throw new UsageException("--missing drop-row is not for this command, which writes a row for each row");
        }
        return this;
    }

    /** Reads it. */
    static final class Converter implements ITypeConverter<MissingOption> {

        @Override
        public MissingOption convert(String text) {
            for (MissingOption option : values()) {
                if (option.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
                    return option;
                }
            }
            throw new TypeConversionException("'" + text + "' is none of error, zero, mean, drop-row");
        }
    }
}

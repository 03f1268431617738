package io.lanescope.cli;

import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.Validation;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Which rows are held out, as typed: a share such as {@code 0.1}, a number of rows such as {@code 2000}, either with
 * {@code last:} before it for the last rows instead of random ones, or 0 for none.
 *
 * @param amount share or number of rows
 * @param last   whether it is the last ones
 */
record HeldOut(double amount, boolean last) {

    private static final String LAST = "last:";

    /** The rows as the trainer wants them told. */
    Validation of(Dataset data) {
        if (amount == 0) {
            return new Validation.None();
        }
        double share = amount < 1 ? amount : amount / Math.max(1, data.rows());
        if (share >= 1) {
            throw new UsageException("--validation would hold out " + (long) amount + " rows, but there are only "
                    + data.rows());
        }
        return last ? new Validation.Last(share) : new Validation.Stratified(share);
    }

    /** Reads it. */
    static final class Converter implements ITypeConverter<HeldOut> {

        @Override
        public HeldOut convert(String text) {
            boolean last = text.startsWith(LAST);
            try {
                double amount = Double.parseDouble(last ? text.substring(LAST.length()) : text);
                if (amount >= 0 && (amount < 1 || amount == Math.rint(amount)) && amount <= Integer.MAX_VALUE) {
                    return new HeldOut(amount, last);
                }
            } catch (NumberFormatException _) {
                // said below
            }
            throw new TypeConversionException("'" + text
                    + "' is neither a share below 1 nor a number of rows, with last: before it or without");
        }
    }
}

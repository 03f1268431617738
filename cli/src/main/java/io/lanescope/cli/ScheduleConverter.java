package io.lanescope.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.lanescope.nn.train.Schedule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads schedules as typed: a name, and after colons its numbers. */
final class ScheduleConverter implements ITypeConverter<Schedule> {

    static final String NAMES = "constant, step:EPOCHS[:FACTOR], exponential:FACTOR, cosine[:WARM-UP[:FLOOR]], "
            + "one-cycle[:RISE], plateau[:PATIENCE[:FACTOR]]";

    @Override
    public Schedule convert(String text) {
        List<String> parts = Arrays.asList(text.toLowerCase(Locale.ROOT).split(":", -1));
        try {
            double[] n = parts.stream().skip(1).mapToDouble(Double::parseDouble).toArray();
            return switch (parts.getFirst()) {
                case "constant" -> of(n, 0, 0, new Schedule.Constant());
                case "step" -> of(n, 1, 2, new Schedule.Step(whole(n[0]), n.length > 1 ? n[1] : 0.1));
                case "exponential" -> of(n, 1, 1, new Schedule.Exponential(n[0]));
                case "cosine" ->
                    of(n, 0, 2, new Schedule.Cosine(n.length > 0 ? n[0] : 0, n.length > 1 ? n[1] : 0));
                case "one-cycle" -> of(n, 0, 1, new Schedule.OneCycle(n.length > 0 ? n[0] : 0.3));
                case "plateau" -> of(n, 0, 2,
                        new Schedule.ReduceOnPlateau(n.length > 0 ? whole(n[0]) : 10, n.length > 1 ? n[1] : 0.1));
                default -> throw notUnderstood(text);
            };
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
            throw notUnderstood(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' does not work: " + e.getMessage());
        }
    }

    private static Schedule of(double[] numbers, int fewest, int most, Schedule schedule) {
        if (numbers.length < fewest || numbers.length > most) {
            throw new NumberFormatException();
        }
        return schedule;
    }

    private static int whole(double number) {
        if (number != (int) number) {
            throw new NumberFormatException();
        }
        return (int) number;
    }

    private static TypeConversionException notUnderstood(String text) {
        return new TypeConversionException("'" + text + "' is none of " + NAMES);
    }
}

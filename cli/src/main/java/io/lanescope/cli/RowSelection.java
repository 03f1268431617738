package io.lanescope.cli;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Some rows, as typed: {@code 0,5-9}, from 0.
 *
 * @param ranges first and last row of each part
 */
record RowSelection(List<int[]> ranges) {

    /** The rows' numbers in the order typed. */
    int[] of(int rows) {
        List<Integer> picked = new ArrayList<>();
        for (int[] range : ranges) {
            if (range[1] >= rows) {
                throw new UsageException("--rows names row " + range[1] + ", but the data has only " + rows
                        + " rows, numbered from 0");
            }
            for (int row = range[0]; row <= range[1]; row++) {
                picked.add(row);
            }
        }
        return picked.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Reads it. */
    static final class Converter implements ITypeConverter<RowSelection> {

        @Override
        public RowSelection convert(String text) {
            List<int[]> ranges = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                if (!part.strip().matches("\\d{1,9}(-\\d{1,9})?")) {
                    throw new TypeConversionException("'" + part + "' in '" + text
                            + "' is no row; rows are given as in 0,5-9");
                }
                String[] ends = part.strip().split("-");
                int first = Integer.parseInt(ends[0]);
                int last = Integer.parseInt(ends[ends.length - 1]);
                if (last < first) {
                    throw new TypeConversionException("'" + part + "' ends before it begins");
                }
                ranges.add(new int[]{first, last});
            }
            return new RowSelection(ranges);
        }
    }
}

package io.lanescope.nn.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the elements of an array of NumPy's
 * (<a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>), versions 1 to 3.
 *
 * @param kind    {@code f}, {@code i}, {@code u} or {@code b}: float, integer, unsigned integer, boolean
 * @param bytes   bytes of an element
 * @param order   their order
 * @param columns whether the elements stand column by column (Fortran's order)
 * @param shape   the sizes of the dimensions, at least 1; those after the first make a row, which fits into an array
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record NpyHeader(char kind, int bytes, ByteOrder order, boolean columns, int[] shape) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;
    private static final int MOST_DIMENSIONS = 8;
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    private static final Pattern TYPE = Pattern.compile("'descr' *: *'([<>|=]?)(f2|f4|f8|[iu][1248]|b1)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order' *: *(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape' *: *\\(([0-9, ]*)\\)");

    /** Whether a file begins as an array does. */
    static boolean isStart(byte[] bytes) {
        return bytes.length >= 6 && Arrays.equals(bytes, 0, 6, MAGIC, 0, 6);
    }

    static NpyHeader read(Path file, InputStream in) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !isStart(start)) {
            throw InputException.in(file, "this is no array of NumPy's, which begins with \\x93NUMPY");
        }
        if (start[6] < 1 || start[6] > 3) {
            throw InputException.atByte(file, 6, "the array is written in version " + (start[6] & 0xFF)
                    + " of NumPy's format, and versions 1 to 3 can be read");
        }
        byte[] announced = in.readNBytes(start[6] == 1 ? 2 : 4);
        long length = 0;
        for (int i = announced.length - 1; i >= 0; i--) {
            length = length << 8 | announced[i] & 0xFF;
        }
        if (length > LONGEST) {
            throw InputException.atByte(file, 8, "the array announces a header of " + length + " bytes, and " + LONGEST
                    + " are allowed");
        }
        byte[] header = in.readNBytes((int) length);
        if (header.length < length) {
            throw InputException.in(file, "the file ends within the array's header");
        }
        return parse(file, new String(header, StandardCharsets.UTF_8));
    }

    private static NpyHeader parse(Path file, String text) {
        Matcher type = TYPE.matcher(text);
        Matcher fortran = FORTRAN.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!fortran.find() || !shape.find()) {
            throw InputException.in(file, "the array's header " + InputException.quote(text)
                    + " does not tell its order and shape");
        }
        if (!type.find()) {
            throw InputException.in(file, "the array has elements that are no numbers: " + InputException.quote(text));
        }
        ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NpyHeader(type.group(2).charAt(0), type.group(2).charAt(1) - '0', order,
                fortran.group(1).equals("True"), sizes(file, shape.group(1)));
    }

    private static int[] sizes(Path file, String text) {
        String[] parts = text.isBlank() ? new String[0] : text.strip().split(" *, *", -1);
        int rank = parts.length > 0 && parts[parts.length - 1].isEmpty() ? parts.length - 1 : parts.length;
        if (rank > MOST_DIMENSIONS) {
            throw InputException.in(file, "the array has " + rank + " dimensions");
        }
        int[] sizes = new int[rank];
        long row = 1;
        for (int i = 0; i < rank; i++) {
            if (!parts[i].matches("[0-9]{1,10}")) {
                throw InputException.in(file, "the array's shape " + InputException.quote(text) + " is not understood");
            }
            long size = Long.parseLong(parts[i]);
            row = i == 0 && rank > 1 ? 1 : Math.min(MOST_VALUES, row) * size;
            if (size < 1 || size > MOST_VALUES || row > MOST_VALUES) {
                throw InputException.in(file,
                        "an array of the shape (" + text + ") cannot be used: a row must hold 1 to "
                                + MOST_VALUES + " numbers");
            }
            sizes[i] = (int) size;
        }
        return sizes;
    }

    /** How many rows there are; an array of one dimension is one. */
    int rows() {
        return shape.length < 2 ? 1 : shape[0];
    }

    /** How many numbers a row has. */
    int rowLength() {
        int length = 1;
        for (int d = shape.length < 2 ? 0 : 1; d < shape.length; d++) {
            length *= shape[d];
        }
        return length;
    }

    /** The next element, as the nearest float. */
    float next(ByteBuffer data) {
        return switch (kind) {
            case 'f' -> switch (bytes) {
                case 2 -> Float.float16ToFloat(data.getShort());
                case 4 -> data.getFloat();
                default -> (float) data.getDouble();
            };
            case 'i' -> switch (bytes) {
                case 1 -> data.get();
                case 2 -> data.getShort();
                case 4 -> data.getInt();
                default -> data.getLong();
            };
            case 'u' -> switch (bytes) {
                case 1 -> data.get() & 0xFF;
                case 2 -> data.getShort() & 0xFFFF;
                case 4 -> data.getInt() & 0xFFFF_FFFFL;
                default -> unsigned(data.getLong());
            };
            default -> data.get() == 0 ? 0 : 1;
        };
    }

    private static float unsigned(long value) {
        return value >= 0 ? value : (float) (value >>> 1 | value & 1) * 2;
    }
}

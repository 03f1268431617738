package io.lanescope.nn.exchange.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.jspecify.annotations.Nullable;

/**
 * A tensor of a file, whose elements stay where they are until somebody asks for one.
 *
 * @param name    how the file calls it
 * @param type    ONNX's number of the element type
 * @param shape   the sizes of the dimensions
 * @param data    the elements, little-endian
 * @param widened whether each integer takes 8 bytes, whatever its type
 * @param problem why the elements cannot be used, or null
 */
record OnnxTensor(
        String name, int type, int[] shape, ByteBuffer data, boolean widened, @Nullable String problem) {

    static final int FLOAT = 1;
    static final int INT64 = 7;
    static final int DOUBLE = 11;
    private static final int FLOAT16 = 10;
    private static final int BFLOAT16 = 16;

    /** Bytes of an element, or 0 for a type that cannot be used. */
    static int bytes(int type) {
        return switch (type) {
            case INT64, DOUBLE -> 8;
            case FLOAT, 6 -> 4; // 6: INT32
            case FLOAT16, BFLOAT16, 5 -> 2; // 5: INT16
            case 3, 9 -> 1; // INT8 and BOOL
            default -> 0;
        };
    }

    static OnnxTensor of(long... values) {
        ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            data.putLong(value);
        }
        return new OnnxTensor("", INT64, new int[]{values.length}, data.flip(), true, null);
    }

    static OnnxTensor of(double value) {
        ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).flip();
        return new OnnxTensor("", DOUBLE, new int[0], data, false, null);
    }

    OnnxTensor reshaped(int... shape) {
        return new OnnxTensor(name, type, shape, data, widened, problem);
    }

    int size() {
        int size = 1;
        for (int length : shape) {
            size *= length;
        }
        return size;
    }

    double at(int i) {
        return switch (type) {
            case FLOAT -> data.getFloat(4 * i);
            case DOUBLE -> data.getDouble(8 * i);
            case FLOAT16 -> Float.float16ToFloat((short) integer(i));
            case BFLOAT16 -> Float.intBitsToFloat((int) integer(i) << 16);
            default -> integer(i);
        };
    }

    long integer(int i) {
        return switch (widened ? 8 : bytes(type)) {
            case 8 -> data.getLong(8 * i);
            case 4 -> data.getInt(4 * i);
            case 2 -> data.getShort(2 * i);
            default -> data.get(i);
        };
    }
}

package io.lanescope.nn.exchange;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/** The element types of a safetensors file that can be read as floats. */
enum ElementType {

    F32(4) {
        @Override
        float read(ByteBuffer bytes) {
            return bytes.getFloat();
        }
    },
    F64(8) {
        @Override
        float read(ByteBuffer bytes) {
            return (float) bytes.getDouble();
        }
    },
    F16(2) {
        @Override
        float read(ByteBuffer bytes) {
            return Float.float16ToFloat(bytes.getShort());
        }
    },
    BF16(2) {
        @Override
        float read(ByteBuffer bytes) {
            return Float.intBitsToFloat(bytes.getShort() << 16);
        }
    };

    final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** The type of that name, or null. */
    static @Nullable ElementType named(String name) {
        for (ElementType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }

    /** The next element, as the nearest float. */
    abstract float read(ByteBuffer bytes);
}

package io.lanescope.nn.exchange.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

import com.google.protobuf.CodedOutputStream;

/** A message of ONNX while its fields are put together; numbers and types of fields are those of {@link OnnxParser}. */
final class OnnxMessage {

    private static final int FLOAT_TYPE = 1;
    private static final int INT_TYPE = 2;
    private static final int STRING_TYPE = 3;
    private static final int LENGTH_DELIMITED = 2;

    /** A field that knows its length before it is written. */
    private interface Field {

        long size();

        void writeTo(CodedOutputStream out) throws IOException;
    }

    private final List<Field> fields = new ArrayList<>();

    /** A node's constant. */
    record Attribute(OnnxMessage message) {

        static Attribute real(String name, float value) {
            return new Attribute(new OnnxMessage().text(1, name).real(2, value).integer(20, FLOAT_TYPE));
        }

        static Attribute integer(String name, long value) {
            return new Attribute(new OnnxMessage().text(1, name).integer(3, value).integer(20, INT_TYPE));
        }

        static Attribute text(String name, String value) {
            return new Attribute(new OnnxMessage().text(1, name).text(4, value).integer(20, STRING_TYPE));
        }
    }

    private record Int(int number, long value) implements Field {

        @Override
        public long size() {
            return CodedOutputStream.computeInt64Size(number, value);
        }

        @Override
        public void writeTo(CodedOutputStream out) throws IOException {
            out.writeInt64(number, value);
        }
    }

    private record Real(int number, float value) implements Field {

        @Override
        public long size() {
            return CodedOutputStream.computeFloatSize(number, value);
        }

        @Override
        public void writeTo(CodedOutputStream out) throws IOException {
            out.writeFloat(number, value);
        }
    }

    private record Text(int number, String value) implements Field {

        @Override
        public long size() {
            return CodedOutputStream.computeStringSize(number, value);
        }

        @Override
        public void writeTo(CodedOutputStream out) throws IOException {
            out.writeString(number, value);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Floats(int number, float[] values) implements Field {

        @Override
        public long size() {
            return delimited(number, (long) Float.BYTES * values.length);
        }

        @Override
        public void writeTo(CodedOutputStream out) throws IOException {
            out.writeTag(number, LENGTH_DELIMITED);
            out.writeUInt32NoTag(Float.BYTES * values.length);
            for (float value : values) {
                out.writeFloatNoTag(value);
            }
        }
    }

    private record Message(int number, OnnxMessage content) implements Field {

        @Override
        public long size() {
            return delimited(number, content.size());
        }

        @Override
        public void writeTo(CodedOutputStream out) throws IOException {
            out.writeTag(number, LENGTH_DELIMITED);
            out.writeUInt32NoTag((int) content.size());
            content.writeFields(out);
        }
    }

    private static long delimited(int number, long length) {
        return CodedOutputStream.computeTagSize(number) + CodedOutputStream.computeUInt64SizeNoTag(length) + length;
    }

    OnnxMessage integer(int number, long value) {
        fields.add(new Int(number, value));
        return this;
    }

    OnnxMessage real(int number, float value) {
        fields.add(new Real(number, value));
        return this;
    }

    OnnxMessage text(int number, String value) {
        fields.add(new Text(number, value));
        return this;
    }

    /** The bytes of floats, little-endian. */
    OnnxMessage floats(int number, float[] values) {
        fields.add(new Floats(number, values));
        return this;
    }

    OnnxMessage message(int number, OnnxMessage content) {
        fields.add(new Message(number, content));
        return this;
    }

    long size() {
        return fields.stream().mapToLong(Field::size).sum();
    }

    private void writeFields(CodedOutputStream out) throws IOException {
        for (Field field : fields) {
            field.writeTo(out);
        }
    }

    /** Writes the message as a file. */
    void writeTo(OutputStream out) throws IOException {
        if (size() > Integer.MAX_VALUE) {
            throw new IOException("an ONNX file cannot have more than 2 GiB");
        }
        CodedOutputStream coded = CodedOutputStream.newInstance(out);
        writeFields(coded);
        coded.flush();
    }
}

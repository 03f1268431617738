package io.lanescope.nn.exchange.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.CodedInputStream;
import io.lanescope.nn.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the protocol buffers of an ONNX file
 * (<a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>). Numbers of fields stand beside the
 * wire type that they must have; everything else is skipped.
 */
final class OnnxParser {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int EXTERNAL = 1;

    private final CodedInputStream in;
    private final ExternalData external;

    private final Map<String, Long> opsets = new HashMap<>();
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, OnnxTensor> initializers = new HashMap<>();
    private final List<OnnxGraph.Port> inputs = new ArrayList<>();
    private final List<OnnxGraph.Port> outputs = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private OnnxParser(Path file, byte[] bytes) {
        external = new ExternalData(file);
        in = CodedInputStream.newInstance(bytes);
        in.enableAliasing(true);
    }

    static OnnxGraph parse(Path file, byte[] bytes) {
        OnnxParser parser = new OnnxParser(file, bytes);
        try {
            parser.fields(parser::model);
        } catch (IOException e) {
            throw new InputException(file + ", byte " + parser.in.getTotalBytesRead()
                    + ": this is not a whole ONNX file", e);
        }
        return new OnnxGraph(parser.opsets, parser.nodes, parser.initializers, parser.inputs, parser.outputs,
                parser.metadata, bytes.length + parser.external.size());
    }

    /** Takes a field whose tag was read, or says that it does not know it. */
    @FunctionalInterface
    private interface Fields {
        boolean take(int tag) throws IOException;
    }

    private void fields(Fields fields) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!fields.take(tag) && !in.skipField(tag)) {
                throw new IOException("a group ends that did not begin");
            }
        }
    }

    private void message(Fields fields) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        fields(fields);
        in.popLimit(limit);
    }

    private boolean model(int tag) throws IOException {
        switch (tag) {
            case 7 << 3 | BYTES -> message(this::graph);
            case 8 << 3 | BYTES -> opset();
            case 14 << 3 | BYTES -> entry(metadata);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void opset() throws IOException {
        String[] domain = {""};
        long[] version = {0};
        message(tag -> {
            switch (tag) {
                case 1 << 3 | BYTES -> domain[0] = in.readString();
                case 2 << 3 | VARINT -> version[0] = in.readInt64();
                default -> {
                    return false;
                }
            }
            return true;
        });
        opsets.put(plain(domain[0]), version[0]);
    }

    /** ONNX's own operators have an empty domain, which may be spelled out. */
    private static String plain(String domain) {
        return domain.equals("ai.onnx") ? "" : domain;
    }

    private void entry(Map<String, String> entries) throws IOException {
        String[] entry = {"", ""};
        message(tag -> {
            switch (tag) {
                case 1 << 3 | BYTES -> entry[0] = in.readString();
                case 2 << 3 | BYTES -> entry[1] = in.readString();
                default -> {
                    return false;
                }
            }
            return true;
        });
        entries.put(entry[0], entry[1]);
    }

    private boolean graph(int tag) throws IOException {
        switch (tag) {
            case 1 << 3 | BYTES -> nodes.add(node());
            case 5 << 3 | BYTES -> {
                OnnxTensor tensor = tensor();
                initializers.put(tensor.name(), tensor);
            }
            case 11 << 3 | BYTES -> inputs.add(port());
            case 12 << 3 | BYTES -> outputs.add(port());
            default -> {
                return false;
            }
        }
        return true;
    }

    private OnnxNode node() throws IOException {
        String[] texts = {"", "", ""};
        List<String> takes = new ArrayList<>(2);
        List<String> gives = new ArrayList<>(1);
        Map<String, OnnxNode.Attribute> attributes = new HashMap<>();
        message(tag -> {
            switch (tag) {
                case 1 << 3 | BYTES -> takes.add(in.readString());
                case 2 << 3 | BYTES -> gives.add(in.readString());
                case 3 << 3 | BYTES -> texts[0] = in.readString();
                case 4 << 3 | BYTES -> texts[1] = in.readString();
                case 5 << 3 | BYTES -> attribute(attributes);
                case 7 << 3 | BYTES -> texts[2] = plain(in.readString());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return new OnnxNode(texts[0], nodes.size(), texts[1], texts[2], takes, gives, attributes);
    }

    private void attribute(Map<String, OnnxNode.Attribute> attributes) throws IOException {
        String[] texts = {"", null};
        Float[] real = {null};
        Long[] integer = {null};
        OnnxTensor[] tensor = {null};
        List<Float> reals = new ArrayList<>(0);
        List<Long> integers = new ArrayList<>(0);
        List<String> strings = new ArrayList<>(0);
        message(tag -> {
            switch (tag) {
                case 1 << 3 | BYTES -> texts[0] = in.readString();
                case 2 << 3 | FIXED32 -> real[0] = in.readFloat();
                case 3 << 3 | VARINT -> integer[0] = in.readInt64();
                case 4 << 3 | BYTES -> texts[1] = in.readString();
                case 5 << 3 | BYTES -> tensor[0] = tensor();
                case 7 << 3 | FIXED32 -> reals.add(in.readFloat());
                case 7 << 3 | BYTES -> packed(() -> reals.add(in.readFloat()));
                case 8 << 3 | VARINT -> integers.add(in.readInt64());
                case 8 << 3 | BYTES -> packed(() -> integers.add(in.readInt64()));
                case 9 << 3 | BYTES -> strings.add(in.readString());
                default -> {
                    return false;
                }
            }
            return true;
        });
        attributes.put(String.valueOf(texts[0]),
                new OnnxNode.Attribute(real[0], integer[0], texts[1], tensor[0], reals, integers, strings));
    }

    /** Reads one of several numbers that stand together. */
    @FunctionalInterface
    private interface Element {
        void take() throws IOException;
    }

    private void packed(Element element) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
            element.take();
        }
        in.popLimit(limit);
    }

    private OnnxTensor tensor() throws IOException {
        return new TensorFields().read();
    }

    /** A tensor while its fields come in, in whatever order. */
    private final class TensorFields {

        private String name = "";
        private int type;
        private final List<Long> dims = new ArrayList<>(2);
        private @Nullable ByteBuffer raw;
        private final ByteArrayOutputStream typed = new ByteArrayOutputStream(0);
        private boolean integers;
        private boolean elsewhere;
        private final Map<String, String> place = new HashMap<>(0);

        OnnxTensor read() throws IOException {
            message(this::take);
            String missing = null;
            if (elsewhere) {
                try {
                    raw = external.read(place);
                } catch (IOException e) {
                    missing = e.getMessage();
                }
            }
            ByteBuffer data = raw == null ? ByteBuffer.wrap(typed.toByteArray()) : raw;
            int[] shape = new int[dims.size()];
            String problem = missing == null ? problem(shape, data.remaining()) : missing;
            return new OnnxTensor(name, type, shape, data.order(ByteOrder.LITTLE_ENDIAN), raw == null && integers,
                    problem);
        }

        private boolean take(int tag) throws IOException {
            switch (tag) {
                case 1 << 3 | VARINT -> dims.add(in.readInt64());
                case 1 << 3 | BYTES -> packed(() -> dims.add(in.readInt64()));
                case 2 << 3 | VARINT -> type = in.readInt32();
                case 4 << 3 | BYTES, 10 << 3 | BYTES -> typed.writeBytes(in.readByteArray());
                case 4 << 3 | FIXED32 -> put(4, in.readFixed32());
                case 10 << 3 | FIXED64 -> put(8, in.readFixed64());
                case 5 << 3 | VARINT, 7 << 3 | VARINT -> integer();
                case 5 << 3 | BYTES, 7 << 3 | BYTES -> packed(this::integer);
                case 8 << 3 | BYTES -> name = in.readString();
                case 9 << 3 | BYTES -> raw = in.readByteBuffer();
                case 13 << 3 | BYTES -> entry(place);
                case 14 << 3 | VARINT -> elsewhere = in.readInt32() == EXTERNAL;
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void integer() throws IOException {
            integers = true;
            put(8, in.readInt64());
        }

        private void put(int bytes, long value) {
            for (int i = 0; i < bytes; i++) {
                typed.write((int) (value >>> 8 * i));
            }
        }

        /** Fills the shape, and says what is wrong. */
        private @Nullable String problem(int[] shape, int found) {
            int bytes = raw == null && integers ? 8 : OnnxTensor.bytes(type);
            if (OnnxTensor.bytes(type) == 0) {
                return "has elements of ONNX's type " + type + ", which is not understood";
            }
            long elements = 1;
            for (int i = 0; i < shape.length; i++) {
                long size = dims.get(i);
                if (size < 1 || size > Integer.MAX_VALUE || elements * size > Integer.MAX_VALUE) {
                    return "has a dimension of " + size;
                }
                shape[i] = (int) size;
                elements *= size;
            }
            return elements * bytes == found
                    ? null
                    : "has " + elements + " elements by its shape, but " + found + " bytes";
        }
    }

    private OnnxGraph.Port port() throws IOException {
        String[] name = {""};
        int[] type = {0};
        List<Integer> shape = new ArrayList<>(2);
        message(tag -> {
            switch (tag) {
                case 1 << 3 | BYTES -> name[0] = in.readString();
                case 2 << 3 | BYTES -> message(one(1, () -> message(tensorTag -> {
                    switch (tensorTag) {
                        case 1 << 3 | VARINT -> type[0] = in.readInt32();
                        case 2 << 3 | BYTES -> message(one(1, () -> shape.add(dimension())));
                        default -> {
                            return false;
                        }
                    }
                    return true;
                })));
                default -> {
                    return false;
                }
            }
            return true;
        });
        return new OnnxGraph.Port(name[0], type[0], shape);
    }

    /** The fields of a message in which only one sub-message matters. */
    private static Fields one(int number, Element element) {
        return tag -> {
            if (tag != (number << 3 | BYTES)) {
                return false;
            }
            element.take();
            return true;
        };
    }

    private int dimension() throws IOException {
        long[] size = {OnnxGraph.OPEN};
        message(tag -> {
            if (tag != (1 << 3 | VARINT)) {
                return false;
            }
            size[0] = in.readInt64();
            return true;
        });
        return size[0] > 0 && size[0] <= Integer.MAX_VALUE ? (int) size[0] : OnnxGraph.OPEN;
    }
}

package io.lanescope.nn.exchange.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.lanescope.nn.exchange.onnx.Value.Constant;
import io.lanescope.nn.exchange.onnx.Value.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The operators that move numbers about. The batch's size is not known and stands as 0, which for Reshape means to keep
 * it; so whatever a graph computes of shapes comes out as it should. Null stands for what cannot be done.
 */
final class Shapes {

    private static final int MOST_DIMENSIONS = 64;

    private Shapes() {}

    /** The shape of a value as a constant, without what the node leaves out. */
    static Constant shape(OnnxNode node, Value value) {
        long[] shape = switch (value) {
            case Constant(OnnxTensor tensor, boolean _) -> IntStream.of(tensor.shape()).asLongStream().toArray();
            case Flow flow -> IntStream.concat(IntStream.of(0), flow.tail().stream().mapToInt(size -> size))
                    .asLongStream().toArray();
        };
        long start = within(node.integer("start", 0), shape.length);
        long end = Math.max(start, within(node.integer("end", shape.length), shape.length));
        return new Constant(OnnxTensor.of(Arrays.copyOfRange(shape, (int) start, (int) end)), false);
    }

    private static long within(long index, int length) {
        return Math.clamp(index < 0 ? index + length : index, 0, length);
    }

    static @Nullable Value gather(OnnxNode node, Value data, Value indices) {
        if (!(data instanceof Constant(OnnxTensor from, boolean _)) || from.shape().length != 1
                || !(indices instanceof Constant(OnnxTensor picks, boolean _)) || picks.size() > MOST_DIMENSIONS
                || node.integer("axis", 0) != 0) {
            return null;
        }
        long[] picked = new long[picks.size()];
        for (int i = 0; i < picked.length; i++) {
            long index = picks.integer(i) < 0 ? picks.integer(i) + from.size() : picks.integer(i);
            if (index < 0 || index >= from.size()) {
                return null;
            }
            picked[i] = from.integer((int) index);
        }
        return new Constant(OnnxTensor.of(picked).reshaped(picks.shape()), false);
    }

    /** Puts integers one after another. */
    static @Nullable Value concatenate(List<Value> parts) {
        List<Long> all = new ArrayList<>();
        for (Value part : parts) {
            if (!(part instanceof Constant(OnnxTensor tensor, boolean _)) || tensor.shape().length != 1
                    || all.size() + tensor.size() > MOST_DIMENSIONS) {
                return null;
            }
            for (int i = 0; i < tensor.size(); i++) {
                all.add(tensor.integer(i));
            }
        }
        return new Constant(OnnxTensor.of(all.stream().mapToLong(Long::longValue).toArray()), false);
    }

    static @Nullable Value transpose(OnnxNode node, Value value) {
        List<Long> order = node.attribute("perm").integers();
        if (!(value instanceof Constant(OnnxTensor tensor, boolean transposed))) {
            boolean same = !order.isEmpty()
                    && IntStream.range(0, order.size()).allMatch(i -> order.get(i) == i);
            return same ? value : null;
        }
        boolean turned = order.isEmpty() || order.equals(List.of(1L, 0L));
        return tensor.shape().length == 2 && turned ? new Constant(tensor, !transposed) : null;
    }

    /** Flattens all dimensions but the batch's. */
    static @Nullable Value flatten(OnnxNode node, Value value) {
        long axis = node.integer("axis", 1);
        if (!(value instanceof Flow flow) || axis != 1 && axis != -flow.tail().size()) {
            return null;
        }
        return flow.shaped(List.of(flow.width()));
    }

    static @Nullable Value reshape(Value value, Value shape) {
        if (!(shape instanceof Constant(OnnxTensor sizes, boolean _)) || sizes.size() > MOST_DIMENSIONS) {
            return null;
        }
        long[] wanted = IntStream.range(0, sizes.size()).mapToLong(sizes::integer).toArray();
        return switch (value) {
            case Constant(OnnxTensor tensor, boolean transposed) -> {
                int[] full = transposed ? null : inferred(wanted, 0, tensor.size(), List.of());
                yield full == null ? null : new Constant(tensor.reshaped(full), false);
            }
            case Flow flow -> {
                int[] tail = wanted.length == 0 || flow.width() == OnnxGraph.OPEN
                        ? null
                        : inferred(wanted, 1, flow.width(), flow.tail());
                yield tail == null ? null : flow.shaped(IntStream.of(tail).boxed().toList());
            }
        };
    }

    /** The sizes from {@code first} on, with 0 and −1 replaced, if their product is as it must be. */
    private static int @Nullable [] inferred(long[] wanted, int first, int elements, List<Integer> before) {
        int[] sizes = new int[wanted.length - first];
        long known = 1;
        int open = -1;
        for (int i = 0; i < sizes.length; i++) {
            long size = wanted[first + i];
            if (size == 0 && i < before.size()) {
                size = before.get(i);
            }
            if (size == -1 && open < 0) {
                open = i;
            } else if (size < 1 || size > elements || (known *= size) > elements) {
                return null;
            } else {
                sizes[i] = (int) size;
            }
        }
        if (open >= 0) {
            sizes[open] = (int) (elements / known);
            known *= sizes[open];
        }
        return known == elements ? sizes : null;
    }

    /** Adds dimensions of one, or takes them away; never the batch's. */
    static @Nullable Value squeeze(OnnxNode node, Value value, @Nullable Value axesInput) {
        List<Long> axes = new ArrayList<>(node.attribute("axes").integers());
        if (axesInput instanceof Constant(OnnxTensor tensor, boolean _) && tensor.size() <= MOST_DIMENSIONS) {
            for (int i = 0; i < tensor.size(); i++) {
                axes.add(tensor.integer(i));
            }
        }
        boolean adds = node.operator().equals("Unsqueeze");
        List<Integer> shape = new ArrayList<>();
        if (value instanceof Flow flow) {
            shape.add(0);
            shape.addAll(flow.tail());
        } else if (value instanceof Constant(OnnxTensor tensor, boolean _)) {
            IntStream.of(tensor.shape()).forEach(shape::add);
        }
        if (axes.size() + shape.size() > MOST_DIMENSIONS || !change(shape, axes, adds)) {
            return null;
        }
        return switch (value) {
            case Constant(OnnxTensor tensor, boolean transposed) when !transposed ->
                new Constant(tensor.reshaped(shape.stream().mapToInt(size -> size).toArray()), false);
            case Flow flow when shape.getFirst() == 0 -> flow.shaped(List.copyOf(shape.subList(1, shape.size())));
            default -> null;
        };
    }

    private static boolean change(List<Integer> shape, List<Long> axes, boolean adds) {
        if (axes.isEmpty()) {
            shape.removeIf(size -> size == 1);
            return !adds;
        }
        int rank = adds ? shape.size() + axes.size() : shape.size();
        List<Integer> places = axes.stream().map(axis -> (int) (axis < 0 ? axis + rank : axis)).sorted().toList();
        for (int place : adds ? places : places.reversed()) {
            if (place < 0 || place > shape.size() - (adds ? 0 : 1) || !adds && shape.get(place) != 1) {
                return false;
            }
            if (adds) {
                shape.add(place, 1);
            } else {
                shape.remove(place);
            }
        }
        return true;
    }
}

package io.lanescope.jmh.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lanescope.nn.data.InputException;

/**
 * Variants of JVM flags, read from a text of one axis per line:
 *
 * <pre>
 * # a remark
 * lanes: default | -XX:UseAVX=1 | 128 bits = -XX:MaxVectorSize=16
 * collector: default | -XX:+UseSerialGC -Xmx2g
 * </pre>
 *
 * The alternatives of an axis are separated by {@code |}; each is {@code default} (no flags) or JVM arguments separated by
 * spaces, with a name and {@code =} before them if they shall be called otherwise. Lines of the same axis are joined. The
 * variants are all combinations; the first alternatives of all axes are the baseline.
 *
 * @param variants the baseline, and what is compared with it; each has flags of its own
 */
record Matrix(List<Variant> variants) {

    static final String DEFAULT = "default";

    /** More than anybody has time to measure. */
    private static final int MOST_VARIANTS = 1000;

    private static final List<String> BUILT_IN = List.of("lanes", "fma", "compilers", "unrolling", "alignment",
            "headers", "pages", "collectors", "inlining", "superword");

    Matrix {
        variants = List.copyOf(variants);
    }

    /** The names of the built-in sets. */
    static List<String> builtIn() {
        return BUILT_IN;
    }

    /** The text of a built-in set. */
    static String text(String set) {
        if (!BUILT_IN.contains(set)) {
            throw new InputException("there is no set " + InputException.quote(set) + ", only "
                    + String.join(", ", BUILT_IN));
        }
        try (InputStream in = Matrix.class.getResourceAsStream(set + ".flags")) {
            if (in == null) {
                throw new IllegalStateException("the program is not complete: it has no " + set + ".flags");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Built-in sets and files, one after the other.
     *
     * @param sources names of sets or files; a file is what has such a name
     * @return all their variants; they must agree on the baseline
     */
    static Matrix of(List<String> sources) {
        List<Matrix> all = sources.stream().map(Matrix::of).toList();
        List<Variant> baselines = all.stream().map(matrix -> matrix.variants.getFirst()).toList();
        if (baselines.stream().map(Variant::flags).distinct().count() > 1) {
            throw new InputException("the first variants of " + String.join(" and ", sources)
                    + " differ, so that there is no common baseline");
        }
        return distinct(all.stream().flatMap(matrix -> matrix.variants.stream()));
    }

    private static Matrix of(String source) {
        Path file = Path.of(source);
        if (BUILT_IN.contains(source) && !Files.isRegularFile(file)) {
            return parse(source, text(source));
        }
        if (!Files.exists(file)) {
            throw new InputException("there is neither a file nor a built-in set " + InputException.quote(source)
                    + " (the sets are " + String.join(", ", BUILT_IN) + ")");
        }
        try {
            return parse(source, Files.readString(file));
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    /**
     * Reads a matrix.
     *
     * @param source what to call it in messages
     * @param text   its lines
     */
    static Matrix parse(String source, String text) {
        Map<String, List<Variant>> axes = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String content = line.replaceFirst("#.*", "").strip();
            if (!content.isEmpty()) {
                int colon = content.indexOf(':');
                String axis = colon < 0 ? "" : content.substring(0, colon).strip();
                if (axis.isEmpty() || axis.startsWith("-")) {
                    throw InputException.atLine(Path.of(source), number,
                            "an axis is written NAME: ALTERNATIVE | ALTERNATIVE …");
                }
                for (String alternative : content.substring(colon + 1).split("\\|", -1)) {
                    axes.computeIfAbsent(axis, _ -> new ArrayList<>())
                            .add(alternative(source, number, alternative.strip()));
                }
            }
        }
        if (axes.isEmpty()) {
            throw new InputException(source + ": there is no axis in it");
        }
        return crossed(source, axes.values());
    }

    private static Variant alternative(String source, int line, String text) {
        int equals = text.startsWith("-") ? -1 : text.indexOf('=');
        String name = (equals < 0 ? text : text.substring(0, equals)).strip();
        String flags = (equals < 0 ? text : text.substring(equals + 1)).strip();
        if (name.isEmpty()) {
            throw InputException.atLine(Path.of(source), line,
                    "an alternative is empty; for no flags write " + DEFAULT);
        }
        if (flags.equals(DEFAULT)) {
            return new Variant(name, List.of());
        }
        List<String> words = List.of(flags.split("\\s+"));
        for (String word : words) {
            if (!word.startsWith("-")) {
                throw InputException.atLine(Path.of(source), line,
                        "a JVM flag begins with -, but there is " + InputException.quote(word));
            }
        }
        return new Variant(name, words);
    }

    private static Matrix crossed(String source, Collection<List<Variant>> axes) {
        List<Variant> crossed = List.of(new Variant(DEFAULT, List.of()));
        for (List<Variant> axis : axes) {
            if ((long) crossed.size() * axis.size() > MOST_VARIANTS) {
                throw new InputException(source + ": more than " + MOST_VARIANTS + " combinations");
            }
            crossed = crossed.stream().flatMap(left -> axis.stream().map(right -> both(left, right))).toList();
        }
        return distinct(crossed.stream());
    }

    private static Variant both(Variant left, Variant right) {
        if (left.flags().isEmpty() || right.flags().isEmpty()) {
            return left.flags().isEmpty() ? right : left;
        }
        return new Variant(left.name() + " " + right.name(),
                Stream.concat(left.flags().stream(), right.flags().stream()).toList());
    }

    /** The first of those with the same flags. Different flags need different names, by which results are found. */
    private static Matrix distinct(Stream<Variant> variants) {
        List<Variant> kept = List.copyOf(variants.collect(
                Collectors.toMap(Variant::flags, variant -> variant, (first, _) -> first, LinkedHashMap::new))
                .values());
        LinkedHashSet<String> names = new LinkedHashSet<>();
        for (Variant variant : kept) {
            if (!names.add(variant.name())) {
                throw new InputException("two variants with different flags are called "
                        + InputException.quote(variant.name()));
            }
        }
        return new Matrix(kept);
    }
}

package io.lanescope.jmh.lab;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Option;

/** Which variants. */
final class FlagOptions {

    @Option(names = "--flags", paramLabel = "SET|FILE", split = ",", description = "Variants of JVM flags: a built-in "
            + "set (lab sets tells them), or a file of one axis per line, such as \"lanes: default | -XX:UseAVX=1\". "
            + "All combinations of a file's axes are tried; several sets one after the other.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "--jvm-args", paramLabel = "\"ARGS\"", description = "Arguments that every variant has, the baseline too.")
    private String common = "";

    Matrix matrix() {
        return sets.isEmpty() ? new Matrix(List.of(new Variant(Matrix.DEFAULT, List.of()))) : Matrix.of(sets);
    }

    List<String> common() {
        return common.isBlank() ? List.of() : List.of(common.strip().split("\\s+"));
    }
}

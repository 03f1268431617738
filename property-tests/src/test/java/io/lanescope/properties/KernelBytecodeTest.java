package io.lanescope.properties;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.reflect.AccessFlag;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.lanescope.simd.kernel.Kernels;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** What the class files must look like for the JIT compiler to make fast code of the kernels. */
class KernelBytecodeTest {

    /** HotSpot never compiles a longer method. */
    private static final int LONGEST_METHOD = 8000;

    private static final String VECTOR_API = "jdk/incubator/vector/";
    private static final String VECTOR_PACKAGE = "io/lanescope/simd/kernel/vector/";

    /** What the compiler takes out of constants for nothing. */
    private static final Set<String> KINDS = Set.of("L" + VECTOR_API + "VectorSpecies;",
            "L" + VECTOR_API + "VectorShuffle;");

    private static final List<ClassModel> CLASSES = classesOfThisLibrary();

    @Test
    void everyMethodIsShortEnoughToBeCompiled() {
        List<String> tooLong = new ArrayList<>();
        for (ClassModel type : CLASSES) {
            for (MethodModel method : type.methods()) {
                int length = method.code().map(KernelBytecodeTest::length).orElse(0);
                if (length > LONGEST_METHOD) {
                    tooLong.add(name(type, method) + " has " + length + " bytecodes");
                }
            }
        }
        assertEquals(List.of(), tooLong);
    }

    @Test
    void noVectorLeavesAMethodThatOthersCanCall() {
        List<String> leaks = new ArrayList<>();
        for (ClassModel type : CLASSES) {
            for (MethodModel method : type.methods()) {
                if (!method.flags().has(AccessFlag.PRIVATE) && method.methodType().stringValue().contains(VECTOR_API)) {
                    leaks.add(name(type, method) + method.methodType().stringValue());
                }
            }
        }
        assertEquals(List.of(), leaks, "a vector that is passed to code that is not inlined is allocated");
    }

    @Test
    void theOnlyVectorFieldsArePrivateConstantSpeciesAndShuffles() {
        List<String> fields = new ArrayList<>();
        for (ClassModel type : CLASSES) {
            for (FieldModel field : type.fields()) {
                String descriptor = field.fieldType().stringValue();
                boolean constant = field.flags().has(AccessFlag.PRIVATE) && field.flags().has(AccessFlag.STATIC)
                        && field.flags().has(AccessFlag.FINAL);
                if (descriptor.contains(VECTOR_API)
                        && !(constant && KINDS.contains(descriptor.replace("[", "")))) {
                    fields.add(type.thisClass().asInternalName() + "." + field.fieldName().stringValue());
                }
            }
        }
        assertEquals(List.of(), fields);
    }

    @Test
    void onlyThePackageOfVectorKernelsKnowsTheVectorApi() {
        List<String> strangers = CLASSES.stream()
                .filter(KernelBytecodeTest::mentionsVectorApi)
                .map(type -> type.thisClass().asInternalName())
                .filter(name -> !name.startsWith(VECTOR_PACKAGE))
                .toList();
        assertEquals(List.of(), strangers, "these would fail to link without the module");
    }

    private static boolean mentionsVectorApi(ClassModel type) {
        return StreamSupport.stream(type.constantPool().spliterator(), false)
                .anyMatch(entry -> entry instanceof Utf8Entry text && text.stringValue().contains(VECTOR_API));
    }

    private static int length(CodeModel code) {
        return ((CodeAttribute) code).codeLength();
    }

    private static String name(ClassModel type, MethodModel method) {
        return type.thisClass().asInternalName() + "." + method.methodName().stringValue();
    }

    private static List<ClassModel> classesOfThisLibrary() {
        try {
            Path home = Path.of(Kernels.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            List<ClassModel> classes;
            if (Files.isDirectory(home)) {
                classes = parse(home);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(home)) {
                    classes = parse(jar.getPath("/"));
                }
            }
            assertFalse(classes.isEmpty());
            return classes;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<ClassModel> parse(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            // beside this library's classes the program's jar holds those of others
            return files.filter(
                    file -> file.toString().endsWith(".class") && root.relativize(file).startsWith("io/lanescope"))
                    .map(KernelBytecodeTest::parseFile)
                    .toList();
        }
    }

    private static ClassModel parseFile(Path file) {
        try {
            return ClassFile.of().parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

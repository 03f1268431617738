package io.lanescope.simd.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.lanescope.simd.KernelInfo;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the gate picks, in this JVM and in others started with other flags. */
class GateTest {

    private static final VirtualMachine FAST = new VirtualMachine("OpenJDK 64-Bit Server VM", "mixed mode",
            f -> Optional.empty());

    /** Prints the choice as a user of the library sees it. */
    static final class Program {
        public static void main(String[] arguments) {
            KernelInfo info = KernelInfo.current();
            System.out.println(info.implementation() + " " + info.laneBits() + ": " + info.reason());
        }
    }

    @Test
    void takesVectorsWhenTheModuleIsThereAndTheJvmIsFast() {
        assertEquals("vector", Gate.choose("auto", true, FAST).kernels().name());
    }

    @Test
    void refusesAnUnknownWishAndNamesIt() {
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> Gate.choose("avx", true, FAST));
        assertEquals("the system property lanescope.kernels must be auto, vector or scalar, but is 'avx'",
                e.getMessage());
    }

    @Test
    void refusesVectorsOnJvmsThatWouldRunThemSlowly() {
        for (VirtualMachine vm : List.of(
                new VirtualMachine("Eclipse OpenJ9 VM", "JRE 25", f -> Optional.empty()),
                new VirtualMachine("OpenJDK 64-Bit Zero VM", "interpreted mode", f -> Optional.empty()),
                new VirtualMachine("OpenJDK Client VM", "mixed mode", f -> Optional.empty()),
                new VirtualMachine("OpenJDK 64-Bit Server VM", "mixed mode",
                        f -> Optional.of("true").filter(v -> f.equals("UseJVMCICompiler"))),
                new VirtualMachine("OpenJDK 64-Bit Server VM", "mixed mode",
                        f -> Optional.of("3").filter(v -> f.equals("TieredStopAtLevel"))))) {
            Gate.Choice choice = Gate.choose("auto", true, vm);
            assertEquals("scalar", choice.kernels().name(), vm.toString());
            assertTrue(choice.reason().startsWith("Scalar kernels, because "), choice.reason());
        }
    }

    @Test
    void withoutTheModuleItRunsAndOneLogLineNamesTheFlag() throws Exception {
        List<String> lines = run(List.of());
        assertEquals(1, lines.stream()
                .filter(l -> l.startsWith("WARNING: ") && l.contains("--add-modules jdk.incubator.vector")).count());
        assertTrue(lines.getLast().startsWith("scalar 32: Scalar kernels, several times slower"), lines.toString());
    }

    @Test
    void withTheModuleItSaysHowWideTheVectorsAre() throws Exception {
        List<String> lines = run(List.of("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=16"));
        assertTrue(lines.getLast().startsWith("vector 128: Vector API kernels, because"), lines.toString());
    }

    @Test
    void anInterpreterGetsScalarKernelsUnlessVectorsAreAskedFor() throws Exception {
        List<String> flags = List.of("--add-modules", "jdk.incubator.vector", "-Xint");
        assertTrue(run(flags).getLast().startsWith("scalar 32: Scalar kernels, because this JVM only interprets"));
        List<String> insisting = new ArrayList<>(flags);
        insisting.add("-Dlanescope.kernels=vector");
        assertTrue(run(insisting).getLast().contains("asks for them, although this JVM only interprets"));
    }

    @Test
    void withoutTheOptimisingCompilerItTakesScalarKernels() throws Exception {
        List<String> lines = run(List.of("--add-modules", "jdk.incubator.vector", "-XX:TieredStopAtLevel=2"));
        assertTrue(lines.getLast().startsWith("scalar 32: Scalar kernels, because this JVM runs without"),
                lines.toString());
    }

    @Test
    void insistingOnVectorsWithoutTheModuleIsAClearError() throws Exception {
        List<String> lines = run(List.of("-Dlanescope.kernels=vector"));
        assertTrue(lines.stream().anyMatch(l -> l.contains("ExceptionInInitializerError: the system property "
                + "lanescope.kernels=vector asks for the Vector API, but its module is not there: start Java with "
                + "--add-modules jdk.incubator.vector")), lines.toString());
    }

    private static List<String> run(List<String> flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().toList();
    }
}

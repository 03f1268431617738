package io.lanescope.simd.kernel;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import com.sun.management.HotSpotDiagnosticMXBean;

/**
 * What the gate asks of a JVM. A vector operation that the optimising compiler does not turn into an instruction is an
 * allocation and a loop over lanes, some hundred times slower than plain code.
 *
 * @param name the system property {@code java.vm.name}
 * @param info the system property {@code java.vm.info}
 * @param flag a JVM flag's value by its name, empty when it is not known
 */
record VirtualMachine(String name, String info, Function<String, Optional<String>> flag) {

    private static final int OPTIMISING_TIER = 4;

    /** The JVM that runs this. */
    static VirtualMachine running() {
        return new VirtualMachine(
                System.getProperty("java.vm.name", ""), System.getProperty("java.vm.info", ""),
                VirtualMachine::flagOfRunning);
    }

    /** The half sentence that says why vector code would be slow here; empty when it would be fast. */
    Optional<String> slowness() {
        String kind = name.toLowerCase(Locale.ROOT);
        if (!kind.contains("hotspot") && !kind.contains("openjdk")) {
            return Optional.of("the JVM (" + name + ") is not HotSpot, and nothing is known of its vector code");
        }
        if (kind.contains("zero")) {
            return Optional.of("this JVM (" + name + ") has no compiler");
        }
        if (info.contains("interpreted")) {
            return Optional.of("this JVM only interprets (-Xint), which makes vector code far slower than scalar code");
        }
        if (kind.contains("client") || info.contains("emulated-client") || is("UseCompiler", "false")
                || flag.apply("TieredStopAtLevel").filter(v -> Integer.parseInt(v) < OPTIMISING_TIER).isPresent()) {
            return Optional.of("this JVM runs without its optimising compiler C2, which alone makes vector code fast");
        }
        if (is("UseJVMCICompiler", "true")) {
            return Optional
                    .of("this JVM compiles through JVMCI instead of C2, which alone is known to make vector code fast");
        }
        if (is("EnableVectorSupport", "false")) {
            return Optional.of("the flag -XX:-EnableVectorSupport keeps this JVM from compiling vector code");
        }
        return Optional.empty();
    }

    private boolean is(String name, String value) {
        return flag.apply(name).filter(value::equals).isPresent();
    }

    private static Optional<String> flagOfRunning(String name) {
        try {
            HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return Optional.ofNullable(bean).map(b -> b.getVMOption(name).getValue());
        } catch (IllegalArgumentException | LinkageError e) {
            // a JVM without that flag, or a runtime image without the module jdk.management
            return Optional.empty();
        }
    }
}

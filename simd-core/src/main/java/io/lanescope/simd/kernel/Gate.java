package io.lanescope.simd.kernel;

import java.lang.System.Logger;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

import io.lanescope.simd.kernel.scalar.ScalarKernelSet;

/** Decides between the Vector API and scalar code, and can say why. Reads the running JVM, changes nothing in it. */
public final class Gate {

    /** The system property that overrules the gate: {@code auto}, {@code vector} or {@code scalar}. */
    static final String PROPERTY = "lanescope.kernels";

    private static final String MODULE = "jdk.incubator.vector";
    private static final String VECTOR_SET = "io.lanescope.simd.kernel.vector.VectorKernelSet";

    /** Narrower vectors than this are emulated lane by lane. */
    private static final int NARROWEST_BITS = 128;

    private Gate() {}

    /**
     * What the gate picked.
     *
     * @param kernels the kernels
     * @param reason  a sentence that says why
     */
    public record Choice(KernelSet kernels, String reason) {}

    /**
     * Chooses for this JVM, and warns in one log line when only a missing flag stands in the way of speed.
     *
     * @throws ExceptionInInitializerError when the system property cannot be honoured; the message says why
     */
    static Choice open() {
        boolean modulePresent = vectorModulePresent();
        String wish = System.getProperty(PROPERTY, "auto");
        try {
            Choice choice = choose(wish, modulePresent, VirtualMachine.running());
            if (!modulePresent && wish.equals("auto")) {
                System.getLogger("io.lanescope.simd").log(Logger.Level.WARNING, choice.reason());
            }
            return choice;
        } catch (IllegalStateException e) {
            throw new ExceptionInInitializerError(e.getMessage());
        }
    }

    /**
     * The decision alone.
     *
     * @throws IllegalStateException when the wish cannot be honoured
     */
    static Choice choose(String wish, boolean modulePresent, VirtualMachine vm) {
        return switch (wish) {
            case "scalar" ->
                scalar("Scalar kernels, because the system property " + PROPERTY + "=scalar asks for them.");
            case "vector" -> {
                if (!modulePresent) {
                    throw new IllegalStateException(
                            "the system property " + PROPERTY + "=vector asks for the Vector API, "
                                    + "but its module is not there: start Java with --add-modules " + MODULE);
                }
                KernelSet kernels = load();
                yield new Choice(kernels,
                        "Vector API kernels of " + kernels.laneBits() + " bits, because the system property "
                                + PROPERTY + "=vector asks for them"
                                + vm.slowness().map(s -> ", although " + s).orElse("") + ".");
            }
            case "auto" -> automatic(modulePresent, vm);
            default -> throw new IllegalStateException(
                    "the system property " + PROPERTY + " must be auto, vector or scalar, but is '" + wish + "'");
        };
    }

    private static Choice automatic(boolean modulePresent, VirtualMachine vm) {
        if (!modulePresent) {
            return scalar(
                    "Scalar kernels, several times slower than this CPU allows, because Java was started without the "
                            + "Vector API: add --add-modules " + MODULE + " to the command line.");
        }
        Optional<String> slowness = vm.slowness();
        if (slowness.isPresent()) {
            return scalar("Scalar kernels, because " + slowness.get() + ".");
        }
        KernelSet kernels;
        try {
            kernels = load();
        } catch (LinkageError | IllegalStateException e) {
            return scalar("Scalar kernels, because the Vector API of Java " + Runtime.version().feature()
                    + " is not the one that these kernels were compiled for (" + e.getMessage() + ").");
        }
        if (kernels.laneBits() < NARROWEST_BITS) {
            return scalar(
                    "Scalar kernels, because the widest vectors that this JVM offers have only " + kernels.laneBits()
                            + " bits.");
        }
        return new Choice(kernels, "Vector API kernels, because the JVM compiles vectors of " + kernels.laneBits()
                + " bits for this CPU.");
    }

    private static Choice scalar(String reason) {
        return new Choice(new ScalarKernelSet(), reason);
    }

    private static boolean vectorModulePresent() {
        ModuleLayer layer = Gate.class.getModule().getLayer();
        return (layer == null ? ModuleLayer.boot() : layer).findModule(MODULE).isPresent();
    }

    /** By name, so that no class of this library needs the module in order to link. */
    private static KernelSet load() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> set = lookup.findClass(VECTOR_SET);
            return (KernelSet) lookup.findConstructor(set, MethodType.methodType(void.class)).invoke();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot load " + VECTOR_SET + ": " + e, e);
        }
    }
}

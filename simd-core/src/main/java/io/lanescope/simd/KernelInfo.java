package io.lanescope.simd;

import io.lanescope.simd.kernel.Gate;
import io.lanescope.simd.kernel.Kernels;

/**
 * Which kernels this JVM uses, and why. The choice is made once, when the first kernel is needed, and never changes;
 * results have the same bits either way.
 *
 * <p>The system property {@code lanescope.kernels} overrules it: {@code auto} (the default) takes the Vector API where
 * it is fast, {@code vector} insists on it, {@code scalar} does without. A value that cannot be honoured makes the first
 * use of any kernel fail with an {@link ExceptionInInitializerError} whose message says why.
 *
 * @param implementation {@code vector} or {@code scalar}
 * @param laneBits       width of a vector register in use, in bits; 32 (one float) in scalar code
 * @param reason         a sentence that says why these kernels were chosen, and which flag would help
 * @param cpu            what is known of the processor
 */
public record KernelInfo(String implementation, int laneBits, String reason, CpuInfo cpu) {

    /**
     * The kernels in use.
     *
     * @return the choice, with the facts about the processor as they are now
     * @throws ExceptionInInitializerError if the system property {@code lanescope.kernels} cannot be honoured
     */
    public static KernelInfo current() {
        Gate.Choice choice = Kernels.CHOICE;
        CpuInfo cpu = CpuInfo.read();
        String reason = choice.reason();
        if (cpu.fma().filter(fma -> !fma).isPresent()) {
            reason += " The CPU has no fused multiply-add, which Java then emulates exactly but very slowly.";
        }
        return new KernelInfo(choice.kernels().name(), choice.kernels().laneBits(), reason, cpu);
    }
}

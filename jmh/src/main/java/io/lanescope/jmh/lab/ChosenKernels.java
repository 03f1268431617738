package io.lanescope.jmh.lab;

import io.lanescope.simd.KernelInfo;

/** A program that says which kernels were chosen in its JVM. */
final class ChosenKernels {

    static final String MARK = "kernels: ";

    private ChosenKernels() {}

    /**
     * Says it in a line.
     *
     * @param args none
     */
    public static void main(String[] args) {
        KernelInfo kernels = KernelInfo.current();
        System.out.println(MARK + kernels.implementation() + ", " + kernels.laneBits() + " bits");
    }
}

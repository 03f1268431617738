package io.lanescope.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the machine can do at most: fused multiply-adds that wait for nothing but the FMA units, and loads that wait for
 * nothing but the memory level in which the data lies. Every other figure is a share of one of these. Both use the widest
 * vectors that the JVM uses; {@code -XX:MaxVectorSize=16} and the like choose others.
 */
@State(Scope.Benchmark)
public class LimitBenchmark extends Defaults {

    /** Floating-point operations of one call of {@link #fma}, whatever the width of a vector. */
    public static final int FLOPS = 1_920_000;

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    /** Independent chains, enough to fill every unit for as long as one operation takes. */
    private static final int CHAINS = 12;

    private static final int ROUNDS = FLOPS / (2 * S.length() * CHAINS);

    private float factor = 0.5f;
    private float term = 1;

    /** Fused multiply-adds in registers. */
    @Benchmark
    public float fma() {
        FloatVector a = FloatVector.broadcast(S, factor);
        FloatVector b = FloatVector.broadcast(S, term);
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        FloatVector s8 = s0;
        FloatVector s9 = s0;
        FloatVector s10 = s0;
        FloatVector s11 = s0;
        // Two rounds by hand: of a smaller body C2 keeps one accumulator in memory.
        for (int i = 0; i < ROUNDS; i += 2) {
            s0 = s0.fma(a, b);
            s1 = s1.fma(a, b);
            s2 = s2.fma(a, b);
            s3 = s3.fma(a, b);
            s4 = s4.fma(a, b);
            s5 = s5.fma(a, b);
            s6 = s6.fma(a, b);
            s7 = s7.fma(a, b);
            s8 = s8.fma(a, b);
            s9 = s9.fma(a, b);
            s10 = s10.fma(a, b);
            s11 = s11.fma(a, b);
            s0 = s0.fma(a, b);
            s1 = s1.fma(a, b);
            s2 = s2.fma(a, b);
            s3 = s3.fma(a, b);
            s4 = s4.fma(a, b);
            s5 = s5.fma(a, b);
            s6 = s6.fma(a, b);
            s7 = s7.fma(a, b);
            s8 = s8.fma(a, b);
            s9 = s9.fma(a, b);
            s10 = s10.fma(a, b);
            s11 = s11.fma(a, b);
        }
        return s0.add(s1).add(s2.add(s3)).add(s4.add(s5).add(s6.add(s7))).add(s8.add(s9).add(s10.add(s11))).lane(0);
    }

    /** Memory to read from, one vector after the other. */
    @State(Scope.Benchmark)
    public static class Memory {

        /** 16 KiB lie in every L1 cache, 256 KiB in L2, 8 MiB in most L3, 256 MiB in none. */
        @Param({"16384", "262144", "8388608", "268435456"})
        public int bytes;

        private MemorySegment segment;

        @Setup
        public void allocate() {
            segment = Arena.ofAuto().allocate(bytes, 64);
            for (long i = 0; i < bytes; i += Float.BYTES) {
                segment.set(ValueLayout.JAVA_FLOAT, i, 1);
            }
        }
    }

    /** Bytes that are read, aligned to the width of a vector. */
    @Benchmark
    public float load(Memory memory) {
        MemorySegment m = memory.segment;
        long w = S.vectorByteSize();
        ByteOrder order = ByteOrder.nativeOrder();
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (long i = 0; i < memory.bytes; i += 8 * w) {
            s0 = s0.add(FloatVector.fromMemorySegment(S, m, i, order));
            s1 = s1.add(FloatVector.fromMemorySegment(S, m, i + w, order));
            s2 = s2.add(FloatVector.fromMemorySegment(S, m, i + 2 * w, order));
            s3 = s3.add(FloatVector.fromMemorySegment(S, m, i + 3 * w, order));
            s4 = s4.add(FloatVector.fromMemorySegment(S, m, i + 4 * w, order));
            s5 = s5.add(FloatVector.fromMemorySegment(S, m, i + 5 * w, order));
            s6 = s6.add(FloatVector.fromMemorySegment(S, m, i + 6 * w, order));
            s7 = s7.add(FloatVector.fromMemorySegment(S, m, i + 7 * w, order));
        }
        return s0.add(s4).add(s2.add(s6)).add(s1.add(s5).add(s3.add(s7))).lane(0);
    }
}

package io.lanescope.jmh;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

/** Loads OpenBLAS, sets its number of threads, and says on which kernels it runs. */
final class OpenBlas {

    private OpenBlas() {}

    static void start(int threads) {
        Loader.load(openblas_nolapack.class);
        try {
            MethodHandle setThreads = function("openblas_set_num_threads",
                    FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
            MethodHandle getThreads = function("openblas_get_num_threads", FunctionDescriptor.of(ValueLayout.JAVA_INT));
            setThreads.invokeExact(threads);
            int set = (int) getThreads.invokeExact();
            Peers.runsOn("OpenBLAS", "core " + text("openblas_get_corename") + ", threads " + set + ", "
                    + text("openblas_get_config"));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot ask OpenBLAS: " + e, e);
        }
    }

    static int transposed(boolean yes) {
        return yes ? CblasTrans : CblasNoTrans;
    }

    private static String text(String function) throws Throwable {
        MethodHandle get = function(function, FunctionDescriptor.of(ValueLayout.ADDRESS));
        return ((MemorySegment) get.invokeExact()).reinterpret(1 << 10).getString(0);
    }

    private static MethodHandle function(String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(SymbolLookup.loaderLookup().findOrThrow(name), type);
    }
}

package io.lanescope.jmh;

import ai.onnxruntime.OrtEnvironment;
import dev.ludovic.netlib.blas.BLAS;
import org.apache.lucene.util.Constants;
import org.apache.lucene.util.Version;

/** What the peers run on: printed in each fork, where the laboratory finds it. */
public final class Peers {

    /** Before each of them. */
    public static final String MARK = "# peer ";

    private Peers() {}

    static void runsOn(String peer, String what) {
        System.out.println(MARK + peer + ": " + what);
    }

    static void netlib(BLAS blas) {
        runsOn("netlib", blas.getClass().getSimpleName() + ", 1 thread");
    }

    /** It takes the Vector API by itself where the module is there, as in all forks. */
    static void lucene() {
        runsOn("Lucene", Version.LATEST + ", Vector API "
                + (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? "there" : "missing")
                + ", fast vector FMA " + Constants.HAS_FAST_VECTOR_FMA + ", 1 thread");
    }

    static void onnxRuntime(OrtEnvironment environment) {
        runsOn("ONNX Runtime", environment.getVersion() + ", CPU provider, 1 thread");
    }
}

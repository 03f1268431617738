package io.lanescope.properties.kernel;

import io.lanescope.simd.KernelInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each run of this package meets the lane width that it is meant for. */
@Tag("cold")
class LaneWidthTest {

    @Test
    void theGatePickedWhatThisRunIsAbout() {
        int widest = Integer.getInteger("lanescope.test.widest", 2048);
        KernelInfo kernels = KernelInfo.current();
        assertTrue(kernels.laneBits() <= widest, kernels.reason());
        assertEquals(widest == 32 ? "scalar" : "vector", kernels.implementation(), kernels.reason());
    }
}

package io.lanescope.jmh.lab;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LogRatioTest {

    /** Student's sleep data (1908), extra hours of two drugs on ten patients; R: t.test(d), mean 1.58, t = 4.0621. */
    private static final double[] SLEEP = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

    @Test
    void pairsGiveStudentsIntervalAndProbability() {
        LogRatio ratio = LogRatio.paired(SLEEP);
        assertEquals(1.58, ratio.mean(), 1e-12);
        assertEquals(9, ratio.degrees());
        assertEquals(0.7001142, Math.log(ratio.low()), 1e-6);
        assertEquals(2.4598858, Math.log(ratio.high()), 1e-6);
        assertEquals(0.002833, ratio.twoSided(), 1e-6);
    }

    @Test
    void groupsGiveWelchsIntervalAndProbability() {
        // the same data as two groups; R: t.test(extra ~ group), t = -1.8608, df = 17.776, p = 0.07939
        double[] first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
        double[] second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
        LogRatio ratio = LogRatio.apart(first, second);
        assertEquals(1.58, ratio.mean(), 1e-12);
        assertEquals(17.776, ratio.degrees(), 1e-3);
        assertEquals(0.07939, ratio.twoSided(), 1e-5);
        assertEquals(-0.2054832, Math.log(ratio.low()), 1e-6);
        assertEquals(3.3654832, Math.log(ratio.high()), 1e-6);
    }

    @Test
    void oneValueHasARatioButNoInterval() {
        assertFalse(LogRatio.paired(new double[]{0.5}).known());
        assertEquals(Math.exp(0.5), LogRatio.paired(new double[]{0.5}).ratio());
        assertEquals(Verdict.UNKNOWN, Verdict.of(LogRatio.paired(new double[]{0.5}), 1));
    }

    @Test
    void valuesThatAreAllTheSameAreCertain() {
        assertEquals(1, LogRatio.paired(new double[]{0, 0, 0}).twoSided());
        LogRatio faster = LogRatio.paired(new double[]{1, 1, 1});
        assertEquals(0, faster.twoSided());
        assertEquals(faster.low(), faster.high());
    }

    @Test
    void belowTestsAgainstAnyRatio() {
        LogRatio ratio = LogRatio.paired(SLEEP);
        assertEquals(ratio.twoSided() / 2, 1 - ratio.below(1), 1e-12);
        assertEquals(0.5, ratio.below(Math.exp(1.58)), 1e-12);
    }

    @Test
    void holmMultipliesAndNeverFalls() {
        // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
        assertArrayEquals(new double[]{0.03, 0.06, 0.06, 0.02},
                LogRatio.holm(new double[]{0.01, 0.04, 0.03, 0.005}), 1e-12);
        assertArrayEquals(new double[]{1, 1}, LogRatio.holm(new double[]{0.9, 0.8}));
        assertEquals(0, LogRatio.holm(new double[0]).length);
    }

    @Test
    void verdictsNameWhatHolmAndTheIntervalLeave() {
        LogRatio ratio = LogRatio.paired(SLEEP);
        assertEquals(Verdict.FASTER, Verdict.of(ratio, 0.01));
        assertEquals(Verdict.PERHAPS_FASTER, Verdict.of(ratio, 0.2));
        LogRatio slower = new LogRatio(-1, 0.1, 9);
        assertEquals(Verdict.SLOWER, Verdict.of(slower, 0.01));
        assertEquals(Verdict.PERHAPS_SLOWER, Verdict.of(slower, 0.2));
        assertEquals(Verdict.NOISE, Verdict.of(new LogRatio(0.1, 0.1, 9), 0.01));
        assertTrue(slower.high() < 1);
    }
}

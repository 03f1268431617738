package io.lanescope.explain;

import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class QuadratureTest {

    @ParameterizedTest
    @EnumSource
    void weightsSumToOneAndNodesRise(Quadrature quadrature) {
        for (int n = 2; n <= 300; n++) {
            Quadrature.Rule rule = quadrature.nodes(n);
            assertEquals(1, DoubleStream.of(rule.weights()).sum(), 1e-13, quadrature + " " + n);
            for (int i = 0; i < n; i++) {
                assertTrue(rule.nodes()[i] >= 0 && rule.nodes()[i] <= 1, quadrature + " " + n);
                assertTrue(i == 0 || rule.nodes()[i] > rule.nodes()[i - 1], quadrature + " " + n);
            }
        }
    }

    @Test
    void gaussLegendreIsExactForPolynomialsUpToTwiceTheNodes() {
        for (int n = 1; n <= 20; n++) {
            Quadrature.Rule rule = Quadrature.GAUSS_LEGENDRE.nodes(n);
            for (int degree = 0; degree < 2 * n; degree++) {
                assertEquals(1.0 / (degree + 1), integral(rule, degree), 1e-14, n + " nodes, degree " + degree);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRuleConvergesToTheIntegral(Quadrature quadrature) {
        double coarse = Math.abs(integral(quadrature.nodes(10), 5) - 1.0 / 6);
        double fine = Math.abs(integral(quadrature.nodes(1000), 5) - 1.0 / 6);
        assertTrue(fine < 1e-3, quadrature + " " + fine);
        assertTrue(fine <= Math.max(coarse, 1e-14), quadrature + " " + fine);
    }

    @Test
    void tooFewNodesAreRefusedByName() {
        var error = assertThrows(IllegalArgumentException.class, () -> Quadrature.TRAPEZOID.nodes(1));
        assertEquals("trapezoid needs at least 2 steps, but steps is 1", error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Quadrature.GAUSS_LEGENDRE.nodes(0));
    }

    private static double integral(Quadrature.Rule rule, int degree) {
        double sum = 0;
        for (int i = 0; i < rule.size(); i++) {
            sum += rule.weights()[i] * Math.pow(rule.nodes()[i], degree);
        }
        return sum;
    }
}

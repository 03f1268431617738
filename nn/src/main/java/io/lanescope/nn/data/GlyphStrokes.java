package io.lanescope.nn.data;

import java.util.ArrayList;
import java.util.List;

/**
 * How the digits are written: each in a few ways, each way some strokes in a box 10 wide and 14 high, from the top
 * left. A curve is a Catmull–Rom spline through its points, closed smoothly if it ends where it began.
 */
final class GlyphStrokes {

    static final double WIDTH = 10;
    static final double HEIGHT = 14;

    /** Straight pieces between two neighbouring points of a curve. */
    private static final int PIECES = 5;

    /** {@code WAYS[digit][way]} is a list of strokes, each a polyline {@code x0, y0, x1, y1, …}. */
    private static final double[][][][] WAYS = {
        {
            {curve(5, 0, 8, 1.8, 9, 7, 8, 12.2, 5, 14, 2, 12.2, 1, 7, 2, 1.8, 5, 0)},
            {curve(6.2, 0.3, 3.4, 1.4, 1.4, 5, 1.2, 9.4, 2.8, 13, 5.4, 14, 7.8, 12.2, 8.9, 8, 8.4, 3.4, 6.4, 0.8, 4,
                    1)},
        },
        {
            {line(5, 0, 5, 14)},
            {line(2.2, 3.4, 5.2, 0, 5.2, 14)},
            {line(2.4, 3.2, 5, 0, 5, 14), line(2.2, 14, 7.8, 14)},
        },
        {
            {curve(1.3, 3.6, 2.3, 1, 5, 0, 8, 1.2, 8.5, 4.2, 6.4, 8, 1, 14), line(1, 14, 9, 14)},
            {curve(1.5, 3.2, 3, 0.6, 5.4, 0, 8.2, 1.4, 8.2, 4.8, 6, 9, 3, 12.8, 1.4, 13.4, 1.6, 11.6, 3.6, 11.6, 6,
                    13.4,
                    9, 13.4)},
        },
        {
            {curve(1.4, 2, 3.2, 0.3, 5.4, 0, 8, 1.2, 8.2, 4.2, 6.4, 6.3, 3.8, 6.8),
                curve(3.8, 6.8, 7, 7.1, 8.9, 9.4, 8.4, 12.2, 6, 14, 3.2, 13.9, 1, 12.2)},
            {line(1.5, 0, 8.5, 0, 4.3, 5.8),
                curve(4.3, 5.8, 7.4, 6.4, 8.9, 9, 8.4, 12, 5.8, 14, 3, 13.8, 1, 12.2)},
        },
        {
            {line(6.8, 14, 6.8, 0, 1, 9.6, 9.2, 9.6)},
            {line(2.4, 0, 1.6, 8, 9, 8), line(7.2, 1.6, 6.8, 14)},
        },
        {
            {line(8.3, 0, 2.4, 0, 1.9, 6.4),
                curve(1.9, 6.4, 4.6, 5.4, 7.6, 6.2, 9, 9, 8, 12.4, 5, 14, 2.6, 13.7, 1, 12.2)},
            {line(8.6, 0.4, 3, 0),
                curve(3, 0, 2.6, 3, 2.2, 5.8, 5.4, 5.6, 8, 7.4, 8.6, 10.6, 6.6, 13.4, 3.6, 14, 1.2, 13)},
        },
        {
            {curve(7.6, 0.4, 4.6, 2, 2, 5.8, 1.2, 10, 2.4, 13, 5, 14, 7.8, 13, 8.9, 10.2, 7.6, 7.4, 5, 6.6, 2.6, 7.8,
                    1.4, 10)},
            {curve(4.6, 0, 2.8, 4, 1.6, 8.6, 2, 12.2, 4.6, 14, 7.4, 12.8, 8.2, 10.2, 6.8, 8.2, 4.4, 8.4, 2.2, 10.6)},
        },
        {
            {line(1.2, 0, 8.8, 0, 4, 14)},
            {line(1.2, 0, 8.8, 0, 4, 14), line(3.4, 7, 8.4, 7)},
            {line(1.2, 0.2, 8.8, 0.2), curve(8.8, 0.2, 6.6, 4.4, 5, 9, 4.4, 14)},
        },
        {
            {curve(5, 0, 7.6, 1, 8, 3.6, 7, 5.8, 5, 6.7, 3, 5.8, 2, 3.6, 2.4, 1, 5, 0),
                curve(5, 6.7, 7.8, 7.8, 8.9, 10.6, 7.8, 13.1, 5, 14, 2.2, 13.1, 1.1, 10.6, 2.2, 7.8, 5, 6.7)},
            {curve(7.9, 2.2, 5.2, 0, 2.3, 2.2, 3.2, 5, 6.8, 8, 8.5, 11, 5, 14, 1.5, 11, 3.2, 8, 6.8, 5, 7.9, 2.2)},
        },
        {
            {curve(8.4, 4.2, 7.2, 1.2, 5, 0, 2.4, 1, 1.2, 4, 2.4, 7, 5, 7.8, 7.4, 6.6, 8.4, 4.2),
                curve(8.4, 4.2, 8.2, 9, 6.6, 14)},
            {curve(8.4, 4, 7, 1, 4.6, 0, 2.2, 1.4, 1.4, 4.2, 2.8, 6.8, 5.2, 7.2, 7.6, 6, 8.4, 4),
                line(8.4, 1, 8.4, 14)},
            {curve(8.4, 4.2, 7.2, 1.2, 5, 0, 2.4, 1, 1.2, 4, 2.4, 6.8, 5, 7.6, 7.4, 6.4, 8.4, 4.2),
                curve(8.4, 4.2, 8.5, 9.4, 6.8, 13, 4.2, 14, 1.8, 12.6)},
        },
    };

    private GlyphStrokes() {}

    static int ways(int digit) {
        return WAYS[digit].length;
    }

    static double[][] of(int digit, int way) {
        return WAYS[digit][way];
    }

    private static double[] line(double... points) {
        return points;
    }

    static double[] curve(double... points) {
        int last = points.length / 2 - 1;
        boolean closed = points[0] == points[2 * last] && points[1] == points[2 * last + 1];
        List<Double> polyline = new ArrayList<>(List.of(points[0], points[1]));
        for (int i = 0; i < last; i++) {
            int before = i > 0 ? i - 1 : closed ? last - 1 : 0;
            int after = i + 2 <= last ? i + 2 : closed ? 1 : last;
            for (int piece = 1; piece <= PIECES; piece++) {
                double t = (double) piece / PIECES;
                for (int axis = 0; axis < 2; axis++) {
                    polyline.add(spline(points[2 * before + axis], points[2 * i + axis], points[2 * i + 2 + axis],
                            points[2 * after + axis], t));
                }
            }
        }
        return polyline.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The cubic from b to c whose slopes there are (c − a) / 2 and (d − b) / 2. */
    private static double spline(double a, double b, double c, double d, double t) {
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }
}

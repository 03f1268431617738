package io.lanescope.nn.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws one picture after another. Everything random comes from {@link SplittableRandom#nextLong()} alone and every
 * number from the four operations and the square root, so that no platform's {@code sin} and no change in the library
 * of generators can move a bit.
 */
final class GlyphPainter {

    private static final int SIDE = Glyphs.SIDE;
    private static final int PIXELS = Glyphs.PIXELS;

    /** Pixels for one unit of the strokes' box, before jitter: a digit is some 18 pixels high. */
    private static final double UNIT = 18 / GlyphStrokes.HEIGHT;
    /** The middle of a stroke keeps this far from the border, in pixels, so that no ink is cut off. */
    private static final double MARGIN = 3;
    /** Stray strokes keep this far from the digit's, in pixels, so that they make no other digit of it. */
    private static final double MOAT = 2;
    /** Above this share of ink a pixel carries the digit. */
    private static final double CARRIES = 0.25;

    private final double[] distance = new double[PIXELS];
    private final double[] ink = new double[PIXELS];
    private final double[] stray = new double[PIXELS];
    private final double[] digitDistance = new double[PIXELS];
    private final double[] blurredRows = new double[PIXELS];
    private final double[] blurred = new double[PIXELS];
    /** How far the paper is stretched at the nodes of a 3 × 3 grid over the strokes' box, in its units. */
    private final double[] stretch = new double[18];

    /** Draws into {@code pixels} and {@code mask} from {@code offset} on, and says which digit it is. */
    int paint(SplittableRandom random, float[] pixels, boolean[] mask, int offset) {
        SplittableRandom shape = random.split();
        SplittableRandom clutter = random.split();
        SplittableRandom noise = random.split();
        int digit = pick(random, 10);

        double[][] strokes = place(shape, GlyphStrokes.of(digit, pick(shape, GlyphStrokes.ways(digit))));
        double radius = uniform(shape, 0.7, 1.7);
        double blur = uniform(shape, 0, 1);
        Arrays.fill(distance, Double.MAX_VALUE);
        for (double[] stroke : strokes) {
            measure(stroke, radius + MOAT + 1);
        }
        for (int i = 0; i < PIXELS; i++) {
            ink[i] = coverage(distance[i], radius);
        }
        drawStrayStrokes(clutter, radius);
        soften(ink, blur);
        soften(stray, blur);

        double contrast = uniform(noise, 0.6, 1);
        double grain = uniform(noise, 0, 0.15);
        double paper = uniform(noise, 0, 0.1);
        for (int i = 0; i < PIXELS; i++) {
            boolean carries = ink[i] >= CARRIES;
            mask[offset + i] = carries;
            double light = carries ? ink[i] : Math.max(ink[i], stray[i]);
            double value = paper + (contrast - paper) * light + grain * bell(noise);
            pixels[offset + i] = (float) Math.min(1, Math.max(0, value));
        }
        return digit;
    }

    /** The strokes where this picture has them, in pixels. */
    private double[][] place(SplittableRandom random, double[][] strokes) {
        for (int i = 0; i < stretch.length; i++) {
            stretch[i] = uniform(random, -1, 1);
        }
        double high = UNIT * uniform(random, 0.85, 1.2);
        double wide = high * uniform(random, 0.8, 1.2);
        double shear = uniform(random, -0.35, 0.35);
        double half = uniform(random, -0.16, 0.16); // the tangent of half the angle: some ±18 degrees
        double cosine = (1 - half * half) / (1 + half * half);
        double sine = 2 * half / (1 + half * half);

        double[][] placed = new double[strokes.length][];
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int s = 0; s < strokes.length; s++) {
            double[] stroke = strokes[s].clone();
            for (int i = 0; i < stroke.length; i += 2) {
                double x = wide * (stroke[i] + stretched(stroke[i], stroke[i + 1], 0) - GlyphStrokes.WIDTH / 2);
                double y = high * (stroke[i + 1] + stretched(stroke[i], stroke[i + 1], 9) - GlyphStrokes.HEIGHT / 2);
                double slanted = x - shear * y;
                stroke[i] = cosine * slanted - sine * y;
                stroke[i + 1] = sine * slanted + cosine * y;
                left = Math.min(left, stroke[i]);
                right = Math.max(right, stroke[i]);
                top = Math.min(top, stroke[i + 1]);
                bottom = Math.max(bottom, stroke[i + 1]);
            }
            placed[s] = stroke;
        }
        double room = SIDE - 2 * MARGIN;
        double shrink = Math.min(1, room / Math.max(right - left, bottom - top));
        double x = shift(random, shrink * left, shrink * right);
        double y = shift(random, shrink * top, shrink * bottom);
        for (double[] stroke : placed) {
            for (int i = 0; i < stroke.length; i += 2) {
                stroke[i] = shrink * stroke[i] + x;
                stroke[i + 1] = shrink * stroke[i + 1] + y;
            }
        }
        return placed;
    }

    /** Bilinear between the nodes of the grid. */
    private double stretched(double x, double y, int node) {
        double column = Math.min(1.999, Math.max(0, 2 * x / GlyphStrokes.WIDTH));
        double row = Math.min(1.999, Math.max(0, 2 * y / GlyphStrokes.HEIGHT));
        int at = node + 3 * (int) row + (int) column;
        double u = column - (int) column;
        double v = row - (int) row;
        return (1 - v) * ((1 - u) * stretch[at] + u * stretch[at + 1])
                + v * ((1 - u) * stretch[at + 3] + u * stretch[at + 4]);
    }

    /** Moves the span near the middle, but not over the border. */
    private static double shift(SplittableRandom random, double from, double to) {
        double middle = SIDE / 2.0 - (from + to) / 2;
        double slack = Math.max(0, (SIDE - 2 * MARGIN - (to - from)) / 2);
        double reach = Math.min(slack, 2);
        return middle + uniform(random, -reach, reach);
    }

    private void drawStrayStrokes(SplittableRandom random, double radius) {
        System.arraycopy(distance, 0, digitDistance, 0, PIXELS);
        Arrays.fill(stray, 0);
        int strokes = pick(random, 4);
        for (int s = 0; s < strokes; s++) {
            double x = uniform(random, 0, SIDE);
            double y = uniform(random, 0, SIDE);
            double dx = uniform(random, -8, 8);
            double dy = uniform(random, -8, 8);
            double bend = uniform(random, -0.4, 0.4);
            double thin = uniform(random, 0.5, 1.3);
            double light = uniform(random, 0.3, 1);
            Arrays.fill(distance, Double.MAX_VALUE);
            measure(GlyphStrokes.curve(x, y, x + dx / 2 - bend * dy, y + dy / 2 + bend * dx, x + dx, y + dy), thin + 1);
            for (int i = 0; i < PIXELS; i++) {
                if (digitDistance[i] > radius + MOAT) {
                    stray[i] = Math.max(stray[i], light * coverage(distance[i], thin));
                }
            }
        }
    }

    /** Lowers each pixel's distance to that from the polyline, as far as {@code reach}. */
    private void measure(double[] polyline, double reach) {
        for (int i = 0; i + 3 < polyline.length; i += 2) {
            double ax = polyline[i];
            double ay = polyline[i + 1];
            double dx = polyline[i + 2] - ax;
            double dy = polyline[i + 3] - ay;
            double length = dx * dx + dy * dy;
            int left = (int) Math.max(0, Math.min(ax, ax + dx) - reach);
            int right = (int) Math.min(SIDE - 1.0, Math.max(ax, ax + dx) + reach);
            int top = (int) Math.max(0, Math.min(ay, ay + dy) - reach);
            int bottom = (int) Math.min(SIDE - 1.0, Math.max(ay, ay + dy) + reach);
            for (int row = top; row <= bottom; row++) {
                for (int column = left; column <= right; column++) {
                    double px = column + 0.5 - ax;
                    double py = row + 0.5 - ay;
                    double along = length == 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
                    double ex = px - along * dx;
                    double ey = py - along * dy;
                    int at = row * SIDE + column;
                    distance[at] = Math.min(distance[at], Math.sqrt(ex * ex + ey * ey));
                }
            }
        }
    }

    private static double coverage(double distance, double radius) {
        return Math.min(1, Math.max(0, radius + 0.5 - distance));
    }

    /** Mixes the picture with its own (1, 2, 1)/4 blur in both directions. */
    private void soften(double[] picture, double share) {
        blur(picture, blurredRows, 1);
        blur(blurredRows, blurred, SIDE);
        for (int i = 0; i < PIXELS; i++) {
            picture[i] += share * (blurred[i] - picture[i]);
        }
    }

    private static void blur(double[] from, double[] to, int step) {
        for (int i = 0; i < PIXELS; i++) {
            int place = step == 1 ? i % SIDE : i / SIDE;
            double before = place > 0 ? from[i - step] : 0;
            double after = place < SIDE - 1 ? from[i + step] : 0;
            to[i] = 0.25 * (before + after) + 0.5 * from[i];
        }
    }

    private static int pick(SplittableRandom random, int choices) {
        return (int) (((random.nextLong() >>> 32) * choices) >>> 32);
    }

    private static double uniform(SplittableRandom random, double from, double to) {
        return from + (to - from) * ((random.nextLong() >>> 11) * 0x1p-53);
    }

    /** Bell-shaped on (−1, 1) with standard deviation 0.41: the sum of two uniform numbers, less one. */
    private static double bell(SplittableRandom random) {
        long bits = random.nextLong();
        return (bits >>> 40) * 0x1p-24 + (bits & 0xFFFFFF) * 0x1p-24 - 1;
    }
}

package io.lanescope.nn.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * The built-in data: pictures of the digits 0 to 9, which the program draws from strokes. Each has its own size, slant,
 * turn, place, stroke width, deformation, blur and noise, and stray strokes beside the digit that say nothing about it.
 * Of each picture it is known which pixels carry the digit, so that an explanation can be held against the truth.
 *
 * <p>Picture i of a seed depends on the seed and i alone, not on how many pictures there are, and has the same bits on
 * every machine: drawing takes nothing but additions, multiplications, divisions and square roots.
 *
 * @param data {@code [count, 784]}, values in [0, 1], ink high; images of 28 × 28; classes "0" to "9", each picture's
 *             drawn at random with equal chances
 * @param mask {@code [count, 784]}, row-major: true where the clean, blurred digit covers at least a quarter of the
 *             pixel, before stray strokes and noise. Stray strokes never touch these pixels
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the data, copied by no accessor
public record Glyphs(Dataset data, boolean[] mask) {

    /** Lines of a picture, and pixels of a line. */
    public static final int SIDE = 28;

    /** Pixels of a picture. */
    public static final int PIXELS = SIDE * SIDE;

    private static final int MOST = (Integer.MAX_VALUE - 8) / PIXELS;

    /**
     * Checks that each pixel has a mark.
     *
     * @throws IllegalArgumentException if the mask has not as many entries as the data has values
     */
    public Glyphs {
        Objects.requireNonNull(data, "data");
        if (mask.length != data.features().length) {
            throw new IllegalArgumentException(mask.length + " marks for " + data.features().length + " pixels");
        }
    }

    /**
     * Draws pictures.
     *
     * @param seed  decides everything about them
     * @param count how many
     * @return the pictures with their digits and masks
     * @throws IllegalArgumentException if the count is negative or more than an array can hold
     */
    public static Glyphs generate(long seed, int count) {
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("cannot draw " + count + " pictures, only 0 to " + MOST);
        }
        float[] pixels = new float[count * PIXELS];
        boolean[] mask = new boolean[count * PIXELS];
        int[] labels = new int[count];
        GlyphPainter painter = new GlyphPainter();
        long root = mix(seed);
        for (int i = 0; i < count; i++) {
            labels[i] = painter.paint(new SplittableRandom(mix(root + i)), pixels, mask, i * PIXELS);
        }
        List<String> pixelNames = new ArrayList<>(PIXELS);
        for (int i = 0; i < PIXELS; i++) {
            pixelNames.add("pixel_" + i / SIDE + "_" + i % SIDE);
        }
        List<String> digits = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        return new Glyphs(new Dataset(pixels, pixelNames, new Dataset.ImageShape(SIDE, SIDE),
                new Dataset.Classes(labels, digits)), mask);
    }

    /** Seeds that differ by one give generators that are the same sequence, shifted by one: so they are scattered. */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}

package io.lanescope.nn.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GlyphsTest {

    @Test
    void theSameSeedGivesTheSameBitsOnEveryMachine() throws NoSuchAlgorithmException {
        Glyphs glyphs = Glyphs.generate(42, 100);
        ByteBuffer bytes = ByteBuffer.allocate(100 * (Glyphs.PIXELS * 5 + 4));
        for (float pixel : glyphs.data().features()) {
            bytes.putFloat(pixel);
        }
        for (boolean marked : glyphs.mask()) {
            bytes.put((byte) (marked ? 1 : 0));
        }
        for (int label : labels(glyphs)) {
            bytes.putInt(label);
        }
        String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        assertEquals("45c8df84e1c00c581b9da17c7b9925a1e34de6de475840d0a0342d8531951d88", hash);
    }

    @Test
    void aPictureDoesNotDependOnHowManyThereAre() {
        Glyphs few = Glyphs.generate(7, 3);
        Glyphs many = Glyphs.generate(7, 50);
        int end = 3 * Glyphs.PIXELS;
        assertArrayEquals(few.data().features(), Arrays.copyOf(many.data().features(), end));
        assertArrayEquals(few.mask(), Arrays.copyOf(many.mask(), end));
        assertArrayEquals(labels(few), Arrays.copyOf(labels(many), 3));
    }

    @Test
    void neighbouringSeedsShareNoPicture() {
        float[] one = Glyphs.generate(1, 20).data().features();
        float[] two = Glyphs.generate(2, 20).data().features();
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 20; j++) {
                assertFalse(Arrays.equals(one, i * Glyphs.PIXELS, (i + 1) * Glyphs.PIXELS,
                        two, j * Glyphs.PIXELS, (j + 1) * Glyphs.PIXELS));
            }
        }
    }

    @Test
    void eachDigitComesAboutAsOftenAsTheOthers() {
        int[] counts = new int[10];
        for (int label : labels(Glyphs.generate(3, 2000))) {
            counts[label]++;
        }
        for (int count : counts) {
            assertTrue(count > 140 && count < 260, () -> Arrays.toString(counts));
        }
    }

    @Test
    void pixelsLieBetweenZeroAndOne() {
        for (float pixel : Glyphs.generate(4, 300).data().features()) {
            assertTrue(pixel >= 0 && pixel <= 1);
        }
    }

    @Test
    void theMaskMarksPixelsThatAreBrighterThanTheRestInEveryPicture() {
        Glyphs glyphs = Glyphs.generate(5, 300);
        for (int i = 0; i < 300; i++) {
            double inside = 0;
            double outside = 0;
            int marked = 0;
            for (int at = i * Glyphs.PIXELS; at < (i + 1) * Glyphs.PIXELS; at++) {
                if (glyphs.mask()[at]) {
                    inside += glyphs.data().features()[at];
                    marked++;
                } else {
                    outside += glyphs.data().features()[at];
                }
            }
            assertTrue(marked >= 20 && marked <= Glyphs.PIXELS / 2, "marked " + marked);
            assertTrue(inside / marked > 2 * outside / (Glyphs.PIXELS - marked));
        }
    }

    @Test
    void theDigitNeverReachesTheBorder() {
        Glyphs glyphs = Glyphs.generate(6, 200);
        for (int i = 0; i < glyphs.mask().length; i++) {
            int row = i % Glyphs.PIXELS / Glyphs.SIDE;
            int column = i % Glyphs.SIDE;
            boolean border = row == 0 || column == 0 || row == Glyphs.SIDE - 1 || column == Glyphs.SIDE - 1;
            assertFalse(border && glyphs.mask()[i]);
        }
    }

    @Test
    void anImpossibleNumberOfPicturesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Glyphs.generate(0, -1));
        assertThrows(IllegalArgumentException.class, () -> Glyphs.generate(0, Integer.MAX_VALUE));
        assertEquals(0, Glyphs.generate(0, 0).data().rows());
    }

    private static int[] labels(Glyphs glyphs) {
        return ((Dataset.Classes) glyphs.data().target()).labels();
    }
}

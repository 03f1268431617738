package io.lanescope.cli;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ProgressTest {

    @Test
    void theBarFillsTheLineAndTellsTheTimeLeft() {
        String half = Progress.Bar.render("training", 50, 100, "epoch 1 of 2, loss 0.5", Duration.ofSeconds(8), 95);
        assertEquals("training ▕██████████          ▏  50 %  epoch 1 of 2, loss 0.5, 8 s left", half.stripTrailing());
        assertEquals(94, half.length());
    }

    @Test
    void anEighthOfACellIsShown() {
        String line = Progress.Bar.render("x", 1, 160, "", Duration.ofSeconds(1), 95);
        assertTrue(line.startsWith("x ▕▏                   ▏   0 %"), line);
        assertTrue(line.contains("2:39 min left"), line);
    }

    @Test
    void theFirstStepsSayNothingOfTheTimeLeft() {
        String line = Progress.Bar.render("x", 1, 1000, "", Duration.ofSeconds(5), 95);
        assertTrue(line.contains("time left unknown"), line);
    }

    @Test
    void aNarrowTerminalNeverSeesALineThatBreaks() {
        for (int columns = 1; columns < 200; columns++) {
            assertEquals(columns - 1, Progress.Bar.render("training", 3, 7, "a note of some length", Duration.ZERO,
                    columns).length());
        }
    }
}

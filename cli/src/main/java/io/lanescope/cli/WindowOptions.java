package io.lanescope.cli;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.lanescope.explain.perturbation.Window;
import io.lanescope.nn.data.Dataset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What slides over the features in occlusion. */
final class WindowOptions {

    /** Of an image, lines and pixels of a line. */
    private static final int USUAL_SIDE = 4;
    private static final int USUAL_STEP = 2;

    private static final Pattern SIDES = Pattern.compile("([0-9]{1,9})(?:x([0-9]{1,9}))?");

    @Option(names = "--window", paramLabel = "N|HxW", description = "Occlusion: how many features that follow on one another (default: 1), or the lines and columns of a "
            + "part of an image (default: 4x4).")
    private @Nullable String window;

    @Option(names = "--stride", paramLabel = "N|HxW", description = "Occlusion: how far the next window is (default: 1; for images 2x2, or less for a smaller window).")
    private @Nullable String stride;

    void note(Set<Methods.Setting> given) {
        MethodOptions.note(given, Methods.Setting.WINDOW, window);
        MethodOptions.note(given, Methods.Setting.STRIDE, stride);
    }

    Window window(Dataset data) {
        Dataset.ImageShape image = data.image();
        if (image == null) {
            return new Window.Run(number("--window", window), number("--stride", stride));
        }
        int[] size = sides("--window", window, USUAL_SIDE, USUAL_SIDE);
        int[] step = sides("--stride", stride, Math.min(USUAL_STEP, size[0]), Math.min(USUAL_STEP, size[1]));
        return new Window.Rectangle(image, size[0], size[1], step[0], step[1]);
    }

    private static int number(String option, @Nullable String typed) {
        if (typed != null && typed.contains("x")) {
            throw new UsageException(
                    option + " must be one number for data that are no images, but is '" + typed + "'");
        }
        return sides(option, typed, 1, 1)[0];
    }

    private static int[] sides(String option, @Nullable String typed, int usualHeight, int usualWidth) {
        if (typed == null) {
            return new int[]{usualHeight, usualWidth};
        }
        Matcher matcher = SIDES.matcher(typed);
        if (!matcher.matches()) {
            throw new UsageException(option + " must be a number or two as in 4x4, but is '" + typed + "'");
        }
        int height = Integer.parseInt(matcher.group(1));
        return new int[]{height, matcher.group(2) == null ? height : Integer.parseInt(matcher.group(2))};
    }
}

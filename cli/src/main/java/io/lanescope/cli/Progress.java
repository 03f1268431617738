package io.lanescope.cli;

import java.time.Duration;
import java.util.Locale;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * Shows how work goes on {@code err}: a bar for a person at a terminal, a line now and then for a log. The clock decides
 * what is shown, and nothing else.
 */
sealed interface Progress extends AutoCloseable {

    /** The first 200th tells nothing of the rest: code is still being compiled. */
    int TELLING = 200;

    /**
     * Some work is done.
     *
     * @param done how much, of the total
     * @param note what there is to say about it
     */
    void show(long done, String note);

    @Override
    void close();

    /**
     * Begins.
     *
     * @param terminal where to show it
     * @param quiet    whether to show nothing
     * @param task     what is being done, in a word or two
     * @param total    how much there is to do, at least 1
     */
    static Progress start(Terminal terminal, boolean quiet, String task, long total) {
        if (quiet) {
            return new Silent();
        }
        return terminal.interactive() ? new Bar(terminal, task, total) : new Lines(terminal, task, total);
    }

    private static String left(Duration elapsed, long done, long total) {
        if (done * TELLING < total) {
            return "time left unknown";
        }
        long seconds = Math.round(elapsed.toMillis() / 1000.0 * (total - done) / done);
        return seconds < 100
                ? seconds + " s left"
                : String.format(Locale.ROOT, "%d:%02d min left", seconds / 60, seconds % 60);
    }

    /** Shows nothing. */
    record Silent() implements Progress {

        @Override
        public void show(long done, String note) {
            // on purpose
        }

        @Override
        public void close() {
            // on purpose
        }
    }

    /** A bar that is drawn again and again. */
    record Bar(ProgressBar bar) implements Progress {

        private static final int REDRAW_MILLIS = 200;
        private static final int WIDEST = 40;
        private static final int NARROWEST = 5;
        /** Room for the text, so that the bar does not change its width with it. */
        private static final int TEXT = 75;
        private static final String PARTS = " ▏▎▍▌▋▊▉";

        Bar(Terminal terminal, String task, long total) {
            this(new ProgressBarBuilder().setTaskName(task).setInitialMax(total)
                    .setUpdateIntervalMillis(REDRAW_MILLIS)
                    .setConsumer(new Line(terminal))
                    .setRenderer((state, columns) -> render(state.getTaskName(), state.getCurrent(), state.getMax(),
                            state.getExtraMessage(), state.getTotalElapsed(), columns))
                    .build());
        }

        @Override
        public void show(long done, String note) {
            bar.setExtraMessage(note);
            bar.stepTo(done);
        }

        /** One line: the task, the bar as wide as there is room for, the share, the note and the time left. */
        static String render(String task, long done, long total, String note, Duration elapsed, int columns) {
            double share = Math.min(1, (double) done / total);
            String text = String.format(Locale.ROOT, " %3d %%  %s%s", (int) (100 * share), note,
                    done < total ? ", " + left(elapsed, done, total) : "");
            int room = Math.clamp(columns - (long) TEXT, NARROWEST, WIDEST);
            int eighths = (int) (share * room * PARTS.length());
            int full = eighths / PARTS.length();
            StringBuilder line = new StringBuilder(task).append(" ▕").repeat("█", full);
            if (full < room) {
                line.append(PARTS.charAt(eighths % PARTS.length())).repeat(" ", room - full - 1);
            }
            line.append('▏').append(text);
            // as long as a longer one that it replaces
            line.repeat(" ", Math.max(0, columns - 1 - line.length())).setLength(Math.max(0, columns - 1));
            return line.toString();
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /**
     * Draws over the same line. The bar's own consumer asks a terminal library for the width, which is known here.
     *
     * @param terminal where
     */
    record Line(Terminal terminal) implements ProgressBarConsumer {

        @Override
        public int getMaxRenderedLength() {
            return terminal.columns();
        }

        @Override
        public void accept(String line) {
            terminal.err().print("\r" + line);
            terminal.err().flush();
        }

        @Override
        public void close() {
            terminal.err().println();
        }
    }

    /** A line now and then, and one for the end. */
    final class Lines implements Progress {

        private static final long NANOS = Duration.ofSeconds(5).toNanos();

        private final Terminal terminal;
        private final String task;
        private final long total;
        private final long start = System.nanoTime();
        private long last = start;
        private String unsaid = "";

        Lines(Terminal terminal, String task, long total) {
            this.terminal = terminal;
            this.task = task;
            this.total = total;
        }

        @Override
        public void show(long done, String note) {
            long now = System.nanoTime();
            String line = String.format(Locale.ROOT, "%s %d %%, %s", task, 100 * done / total, note);
            if (now - last < NANOS) {
                unsaid = line;
                return;
            }
            last = now;
            unsaid = "";
            terminal.err().println(line + ", " + left(Duration.ofNanos(now - start), done, total));
        }

        @Override
        public void close() {
            if (!unsaid.isEmpty()) {
                terminal.err().println(unsaid);
            }
        }
    }
}

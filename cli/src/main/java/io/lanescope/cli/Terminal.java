package io.lanescope.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Where a command writes: results to {@code out}, everything that is said about the work to {@code err}.
 *
 * @param out         results; bytes, so that a closed pipe is noticed
 * @param err         notes, progress and errors
 * @param interactive whether a person watches {@code err}, and a line there may be drawn again
 * @param columns     how wide a line may be
 */
record Terminal(OutputStream out, PrintStream err, boolean interactive, int columns) {

    private static final int USUAL_COLUMNS = 100;

    /** The terminal, files or pipes that this process was started with. */
    static Terminal ofProcess() {
        boolean interactive = isTerminal(2);
        return new Terminal(new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset()), interactive,
                interactive ? askColumns() : USUAL_COLUMNS);
    }

    /** Text for people on {@code out}, flushed at once. */
    void print(String text) {
        Output.to(this, null).write(sink -> sink.write(text.getBytes(charset())));
    }

    /** Without a locale Java takes the streams for ASCII, but what shows them there nearly always knows UTF-8. */
    static Charset charset() {
        Charset told = Charset.forName(System.getProperty("stderr.encoding", "UTF-8"), StandardCharsets.UTF_8);
        return told.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : told;
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException _) {
            // Not Linux: Java itself can tell only whether standard input and output are one.
            return System.console() != null && System.console().isTerminal();
        }
    }

    private static int askColumns() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (stty.waitFor(1, TimeUnit.SECONDS) && size.matches("\\d+ \\d{2,4}")) {
                return Integer.parseInt(size.substring(size.indexOf(' ') + 1));
            }
        } catch (IOException _) {
            // no stty: a width that most terminals have
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 80;
    }
}

package io.lanescope.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import io.lanescope.nn.data.InputException;
import io.lanescope.nn.exchange.AtomicFile;
import org.jspecify.annotations.Nullable;

/** Where a result goes: a file that appears as a whole or not at all, or standard output. */
final class Output {

    private static final int BUFFER = 1 << 16;

    private final Terminal terminal;
    private final @Nullable Path file;

    private Output(Terminal terminal, @Nullable Path file) {
        this.terminal = terminal;
        this.file = file;
    }

    /**
     * Checks that a result can be written there, before any work is done for it.
     *
     * @param terminal holds standard output
     * @param target   a file's name; {@code -} or null for standard output
     * @throws InputException if there cannot be such a file
     * @throws UsageException if nothing was named
     */
    static Output to(Terminal terminal, @Nullable String target) {
        if (target == null || target.equals("-")) {
            return new Output(terminal, null);
        }
        if (target.isBlank()) {
            throw new UsageException("--output names no file");
        }
        Path file = Path.of(target);
        AtomicFile.check(file);
        return new Output(terminal, file);
    }

    /** The file, or null for standard output. */
    @Nullable
    Path file() {
        return file;
    }

    /** The file's name, or what standard output is called. */
    String name() {
        return file == null ? "standard output" : file.toString();
    }

    void write(AtomicFile.Content content) {
        if (file != null) {
            AtomicFile.write(file, content);
            return;
        }
        // Not closed: it is the process's. What is left in the buffer of a failed write is lost on purpose.
        OutputStream out = new BufferedOutputStream(new Pipe(terminal.out()), BUFFER);
        try {
            content.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("standard output could not be written: " + e.getMessage(), e);
        }
    }

    /** Tells a reader who has gone from a disk that is full. */
    private static final class Pipe extends FilterOutputStream {

        Pipe(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                String message = e.getMessage();
                if (message != null && (message.contains("Broken pipe") || message.contains("pipe is being closed"))) {
                    throw new ClosedPipeException(e);
                }
                throw e;
            }
        }
    }
}

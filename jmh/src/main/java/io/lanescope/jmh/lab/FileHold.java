package io.lanescope.jmh.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.lanescope.nn.data.InputException;

/**
 * Keeps other laboratories from a file of results while one works on it: two would each lose what the other measured. The
 * lock is on a file beside it, since the file itself is replaced after each fork. The system releases it when the process
 * ends, however that ends.
 */
final class FileHold implements AutoCloseable {

    /** Far behind the content, which others may read. */
    private static final long LOCKED = Long.MAX_VALUE - 1;

    private final Path mark;
    private final FileChannel channel;

    private FileHold(Path mark, FileChannel channel) {
        this.mark = mark;
        this.channel = channel;
    }

    /**
     * Takes hold of a file, which need not exist.
     *
     * @throws InputException if another laboratory holds it, or nothing can be written beside it
     */
    static FileHold of(Path file) {
        Path mark = file.resolveSibling(file.getFileName() + ".lock");
        try {
            FileChannel channel = FileChannel.open(mark, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean taken = false;
            try {
                taken = lock(channel) && sign(mark, channel);
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
            if (!taken) {
                throw InputException.in(file, "another laboratory is writing to it (" + mark.getFileName()
                        + " is locked)");
            }
            return new FileHold(mark, channel);
        } catch (IOException e) {
            throw new InputException(mark + ": the file that others are kept out with cannot be written: "
                    + e.getMessage(), e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very process holds it
        }
    }

    /**
     * Writes who holds it, and reads it again: whoever ended a moment ago may have deleted the file that was opened here, and
     * a third one made another.
     */
    private static boolean sign(Path mark, FileChannel channel) throws IOException {
        String owner = Long.toString(ProcessHandle.current().pid());
        channel.truncate(0).write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
        return Files.exists(mark) && Files.readString(mark).equals(owner);
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(mark);
        } catch (IOException _) {
            // what is left of the file locks nobody out
        }
    }
}

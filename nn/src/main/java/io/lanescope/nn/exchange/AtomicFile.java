package io.lanescope.nn.exchange;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

import io.lanescope.nn.data.InputException;

/**
 * Writes a file as a whole or not at all: into a new file beside it, which takes its place when all is on the disk. If
 * anything goes wrong, or the process is asked to end, what was there before is still there, and nothing else.
 */
public final class AtomicFile {

    private AtomicFile() {}

    /** Writes the bytes of a file. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes everything.
         *
         * @param out where to; buffered, and closed by the caller
         * @throws IOException if it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Checks that a file can be written there, before any work is done for it.
     *
     * @param file the file
     * @throws InputException if the file is a folder, or its folder does not exist or may not be written to
     */
    public static void check(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw InputException.in(file, "this is a folder, and a file was to be written");
        }
        if (!Files.isDirectory(folder)) {
            throw InputException.in(file, "the folder to write into does not exist");
        }
        if (!Files.isWritable(folder)) {
            throw InputException.in(file, "there is no permission to write into its folder");
        }
    }

    /**
     * Writes a file. A symbolic link stays one and what it points to is written. Something that is there and is neither
     * a file nor a folder, such as a pipe or a device, is written directly.
     *
     * @param file    the file, which may exist
     * @param content what to write
     * @throws InputException       if the file's folder does not exist or may not be written to, or the file is a
     *                              folder
     * @throws UncheckedIOException if it could not be written
     */
    public static void write(Path file, Content content) {
        try {
            Path target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
            if (Files.isDirectory(target)) {
                throw InputException.in(file, "this is a folder, and a file was to be written");
            }
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
                    content.writeTo(out);
                }
            } else {
                replace(target, content);
            }
        } catch (NoSuchFileException e) {
            throw new InputException(file + ": the folder to write into does not exist", e);
        } catch (AccessDeniedException e) {
            throw new InputException(file + ": there is no permission to write this file", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be written: " + e.getMessage(), e);
        }
    }

    private static void replace(Path target, Content content) throws IOException {
        Path draft = Drafts.begin(target);
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            try {
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException _) {
                Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Drafts.end(draft);
        }
    }

    /** What is being written. A process that is asked to end, as by Ctrl-C, deletes it. */
    private static final class Drafts {

        /** Other threads may be writing the same file, and drafts of a killed process may be left. */
        private static final int MOST = 1000;

        private static final Set<Path> OPEN = new HashSet<>();

        private static boolean ending;

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(Drafts::deleteAll, "delete drafts"));
        }

        private Drafts() {}

        /** A new file beside the target. Not a temporary file of the library's, which only its owner could read. */
        static synchronized Path begin(Path target) throws IOException {
            if (ending) {
                throw new IOException("the program is ending");
            }
            String name = "." + target.getFileName() + "." + ProcessHandle.current().pid();
            for (int i = 0;; i++) {
                Path draft = target.toAbsolutePath().resolveSibling(name + "-" + i + ".tmp");
                try {
                    OPEN.add(Files.createFile(draft));
                    return draft;
                } catch (FileAlreadyExistsException e) {
                    if (i == MOST) {
                        throw e;
                    }
                }
            }
        }

        static synchronized void end(Path draft) throws IOException {
            OPEN.remove(draft);
            Files.deleteIfExists(draft);
        }

        private static synchronized void deleteAll() {
            ending = true;
            for (Path draft : OPEN) {
                try {
                    Files.deleteIfExists(draft);
                } catch (IOException _) {
                    // the process ends, and nobody is there to be told
                }
            }
        }
    }
}

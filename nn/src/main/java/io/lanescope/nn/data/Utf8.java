package io.lanescope.nn.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds where a file stops being UTF-8, since a decoder that reads ahead cannot say it. */
final class Utf8 {

    private static final int CHUNK = 1 << 16;

    private Utf8() {}

    /** The error to report for a file in which a decoder met malformed bytes. */
    static InputException firstMalformed(Path file, IOException met) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
        CharBuffer chars = CharBuffer.allocate(CHUNK);
        long before = 0;
        long line = 1;
        try (InputStream in = Files.newInputStream(file)) {
            while (true) {
                int got = in.read(bytes.array(), bytes.position(), bytes.remaining());
                bytes.position(bytes.position() + Math.max(0, got)).flip();
                CoderResult result = decoder.decode(bytes, chars.clear(), got < 0);
                line += chars.flip().chars().filter(c -> c == '\n').count();
                before += bytes.position();
                if (result.isError()) {
                    return InputException.atLine(file, line, "the text is not valid UTF-8 (byte " + before
                            + " of the file)");
                }
                if (got < 0) {
                    return InputException.unreadable(file, met);
                }
                bytes.compact();
            }
        } catch (IOException e) {
            return InputException.unreadable(file, e);
        }
    }
}

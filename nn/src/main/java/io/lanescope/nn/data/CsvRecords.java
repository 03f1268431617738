package io.lanescope.nn.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, one after another. Whatever is wrong with the file becomes an {@link InputException}. */
final class CsvRecords implements AutoCloseable {

    private final Path file;
    private final CsvRows rows;
    private final InputStream in;
    private final Iterator<float[]> records;

    CsvRecords(Path file, CsvRows rows) {
        this.file = file;
        this.rows = rows;
        try {
            in = Files.newInputStream(file);
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
        try {
            Reader text = new InputStreamReader(withoutByteOrderMark(in), StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT));
            records = CsvReader.builder().allowUnclosedQuote(false).build(rows, text).iterator();
        } catch (IOException e) {
            close();
            throw InputException.unreadable(file, e);
        }
    }

    /** The next row, in the array of the one before; null after the last, of which there must be one. */
    float @Nullable [] next() {
        try {
            if (records.hasNext()) {
                return records.next();
            }
        } catch (CsvParseException e) {
            throw rows.malformed(e);
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            throw cause instanceof CharacterCodingException
                    ? Utf8.firstMalformed(file, cause)
                    : InputException.unreadable(file, cause);
        }
        rows.checkNotEmpty();
        return null;
    }

    private static InputStream withoutByteOrderMark(InputStream in) throws IOException {
        PushbackInputStream text = new PushbackInputStream(in, 3);
        byte[] start = text.readNBytes(3);
        boolean marked = start.length == 3 && (start[0] & 0xFF) == 0xEF && (start[1] & 0xFF) == 0xBB
                && (start[2] & 0xFF) == 0xBF;
        if (!marked) {
            text.unread(start);
        }
        return text;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }
}

package io.lanescope.nn.data;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Something a person gave to the program is wrong. The message is one sentence for that person, which names the file
 * and, where there is one, the line and column or the byte.
 */
public final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int QUOTED_CHARACTERS = 40;

    /**
     * An error at no particular place in a file.
     *
     * @param message the whole sentence
     */
    public InputException(String message) {
        this(message, null);
    }

    /**
     * An error that another exception brought to light.
     *
     * @param message the whole sentence
     * @param cause   what was thrown below, or null
     */
    public InputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * An error in a file as a whole.
     *
     * @param file    the file
     * @param problem what is wrong
     * @return the exception, to be thrown
     */
    public static InputException in(Path file, String problem) {
        return new InputException(file + ": " + problem);
    }

    /**
     * An error in a line of a text file.
     *
     * @param file    the file
     * @param line    its line, from 1
     * @param problem what is wrong
     * @return the exception, to be thrown
     */
    public static InputException atLine(Path file, long line, String problem) {
        return new InputException(file + ", line " + line + ": " + problem);
    }

    /**
     * An error in a cell of a table.
     *
     * @param file    the file
     * @param line    its line, from 1
     * @param column  the column's name
     * @param problem what is wrong
     * @return the exception, to be thrown
     */
    public static InputException atCell(Path file, long line, String column, String problem) {
        return new InputException(file + ", line " + line + ", column " + quote(column) + ": " + problem);
    }

    /**
     * An error at a byte of a binary file.
     *
     * @param file    the file
     * @param offset  the byte's offset, from 0
     * @param problem what is wrong
     * @return the exception, to be thrown
     */
    public static InputException atByte(Path file, long offset, String problem) {
        return new InputException(file + ", byte " + offset + ": " + problem);
    }

    /**
     * A file that could not be read at all.
     *
     * @param file  the file
     * @param cause why the system refused
     * @return the exception, to be thrown
     */
    public static InputException unreadable(Path file, IOException cause) {
        String problem = switch (cause) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "the file may not be read";
            case CharacterCodingException _ -> "the text is not valid UTF-8";
            default -> {
                String detail = cause.getMessage();
                yield "the file could not be read (" + (detail == null ? cause.getClass().getSimpleName() : detail)
                        + ")";
            }
        };
        return new InputException(file + ": " + problem, cause);
    }

    /**
     * Text from a file as it may stand in a sentence: in quotation marks, shortened to 40 characters, with control
     * characters and unpaired surrogates shown as {@code ?}, so that it cannot break the line or the terminal.
     *
     * @param text what was found
     * @return the text to print
     */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        int end = text.offsetByCodePoints(0, Math.min(QUOTED_CHARACTERS, text.codePointCount(0, text.length())));
        text.substring(0, end).codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE || c == 0x2028 || c == 0x2029 ? '?' : c)
                .forEach(quoted::appendCodePoint);
        return quoted.append(end < text.length() ? "…\"" : "\"").toString();
    }
}

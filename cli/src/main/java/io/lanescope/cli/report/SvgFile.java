package io.lanescope.cli.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.lanescope.nn.exchange.AtomicFile;

/**
 * Writes a drawing as SVG.
 *
 * @param drawing what to write
 */
record SvgFile(Drawing drawing) implements AtomicFile.Content {

    @Override
    public void writeTo(OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        text.write(
                """
                        <svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="%1$d" height="%2$d" \
                        viewBox="0 0 %1$d %2$d" role="img" aria-labelledby="title desc" font-family="Arial, Helvetica, sans-serif">
                        <title id="title">%3$s</title>
                        <desc id="desc">%4$s</desc>
                        <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                        """
                        .formatted(drawing.width(), drawing.height(), escape(drawing.title()),
                                escape(drawing.description())));
        for (Mark mark : drawing.marks()) {
            text.write(element(mark));
            text.write('\n');
        }
        text.write("</svg>\n");
        text.flush();
    }

    private static String element(Mark mark) {
        return switch (mark) {
            case Mark.Box box -> "<rect x=\"" + number(box.x()) + "\" y=\"" + number(box.y()) + "\" width=\""
                    + number(box.width()) + "\" height=\"" + number(box.height()) + "\" fill=\"" + color(box.color())
                    + "\" shape-rendering=\"crispEdges\"/>";
            case Mark.Stroke line -> "<line x1=\"" + number(line.x1()) + "\" y1=\"" + number(line.y1()) + "\" x2=\""
                    + number(line.x2()) + "\" y2=\"" + number(line.y2()) + "\" stroke=\"" + color(line.color())
                    + "\"/>";
            case Mark.Text text -> "<text x=\"" + number(text.x()) + "\" y=\"" + number(text.y())
                    + "\" text-anchor=\"" + text.anchor().name().toLowerCase(Locale.ROOT) + "\" font-size=\""
                    + text.size() + "\" fill=\"" + color(text.color()) + "\">" + escape(text.text()) + "</text>";
        };
    }

    private static String number(double value) {
        return new BigDecimal(value).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    private static String color(int rgb) {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }

    /** Names may hold anything, even characters that XML cannot. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> escaped.appendCodePoint(allowed(c) ? c : '�');
            }
        });
        return escaped.toString();
    }

    private static boolean allowed(int c) {
        return c >= 0x20 && c < 0xd800 || c >= 0xe000 && c < 0xfffe || c > 0xffff || c == '\t' || c == '\n';
    }
}

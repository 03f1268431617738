package io.lanescope.cli.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import io.lanescope.nn.exchange.AtomicFile;

/**
 * Writes a drawing as PNG.
 *
 * @param drawing what to write
 */
record PngFile(Drawing drawing) implements AtomicFile.Content {

    private static final int ZOOM = 2;

    @Override
    public void writeTo(OutputStream out) throws IOException {
        System.setProperty("java.awt.headless", "true");
        try (MemoryCacheImageOutputStream bytes = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(paint(), "png", bytes);
        } catch (InternalError | LinkageError e) {
            // Java's own words for a system without any font, or a runtime without graphics, are no help.
            throw new IOException(
                    "there are no fonts to draw with, or this Java has no java.desktop; an .svg file needs neither", e);
        }
    }

    private BufferedImage paint() {
        BufferedImage image = new BufferedImage(ZOOM * drawing.width(), ZOOM * drawing.height(),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.scale(ZOOM, ZOOM);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, drawing.width(), drawing.height());
        for (Mark mark : drawing.marks()) {
            paint(pen, mark);
        }
        pen.dispose();
        return image;
    }

    private static void paint(Graphics2D pen, Mark mark) {
        switch (mark) {
            case Mark.Box box -> {
                pen.setColor(new Color(box.color()));
                pen.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
            }
            case Mark.Stroke line -> {
                pen.setColor(new Color(line.color()));
                pen.draw(new Line2D.Double(line.x1(), line.y1(), line.x2(), line.y2()));
            }
            case Mark.Text text -> {
                pen.setColor(new Color(text.color()));
                pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, text.size()));
                int width = pen.getFontMetrics().stringWidth(text.text());
                double x = switch (text.anchor()) {
                    case START -> text.x();
                    case MIDDLE -> text.x() - width / 2.0;
                    case END -> text.x() - width;
                };
                pen.drawString(text.text(), (float) x, (float) text.y());
            }
        }
    }
}

package io.lanescope.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Explanations as pictures. */
class PictureTest {

    private static final String HOSTILE = "<b>a & \u0001</b>";

    @TempDir
    static Path folder;

    private static Path digits;
    private static Path clouds;
    private static Path model;
    private static Path images;

    @BeforeAll
    static void train() throws IOException {
        clouds = Tables.clouds(folder);
        Files.writeString(clouds, Files.readString(clouds).replace("a,b,kind", "\"" + HOSTILE + "\",b,kind"));
        model = folder.resolve("model.safetensors");
        assertEquals(0, Commands.run("train", clouds, "--label", "kind", "--epochs", "5", "-q", "-o", model).code());
        images = Tables.images(folder.resolve("images"), 40, false);
        digits = folder.resolve("digits.safetensors");
        assertEquals(0, Commands.run("train", images, "--epochs", "20", "-q", "-o", digits).code());
    }

    @Test
    void heatMapsAreSvgWithATextForThoseWhoDoNotSeeThem() throws Exception {
        Document svg = svg(digits, images, "--rows", "3,5");
        assertEquals("What each pixel contributed, by integrated-gradients", text(svg, "title").getFirst());
        assertTrue(text(svg, "desc").getFirst().contains("row 3: f(x) = "), text(svg, "desc").toString());
        List<String> said = text(svg, "text");
        assertEquals(2, said.stream().filter(line -> line.startsWith("row ")).count(), said.toString());
        assertTrue(said.contains("0") && said.stream().anyMatch(line -> line.startsWith("-0.")), "no scale in " + said);
        assertTrue(svg.getElementsByTagName("rect").getLength() > 2 * 4, "there are too few pixels");
    }

    @Test
    void theColoursOfAHeatMapTellTheSigns() throws Exception {
        Path csv = folder.resolve("values.csv");
        assertEquals(0, Commands.run("explain", digits, images, "--rows", "0", "-q", "-o", csv).code());
        String[] values = Files.readAllLines(csv).get(1).split(",");
        List<Integer> colors = new ArrayList<>();
        NodeList boxes = svg(digits, images, "--rows", "0").getElementsByTagName("rect");
        for (int i = 0; i < boxes.getLength(); i++) {
            Element box = (Element) boxes.item(i);
            if (box.getAttribute("height").equals("84") && Integer.parseInt(box.getAttribute("x")) >= 200) {
                colors.add(Integer.parseInt(box.getAttribute("fill").substring(1), 16));
            }
        }
        assertEquals(values.length, colors.size());
        for (int i = 0; i < values.length; i++) {
            int color = colors.get(i);
            boolean orange = (color >> 16) > (color & 0xff);
            assertEquals(Float.parseFloat(values[i]) > 0, orange, values[i] + " has the colour " + color);
        }
    }

    @Test
    void barsOfATableAreNamedWithTheirValues() throws Exception {
        List<String> said = text(svg(model, clouds, "--rows", "0-2", "--baseline", "mean"), "text");
        assertEquals(3, said.stream().filter(line -> line.startsWith("b = 0.")).count(), said.toString());
        assertEquals(3, said.stream().filter(line -> line.startsWith("f(x′) ")).count(), said.toString());
        assertEquals(3, said.stream().filter(line -> line.startsWith("<b>a & �</b> = ")).count(), said.toString());
        for (int row = 0; row < 3; row++) {
            String title = "row " + row + ": f(x) = ";
            int at = said.indexOf(said.stream().filter(line -> line.startsWith(title)).findFirst().orElseThrow());
            List<String> own = said.subList(at + 1, said.size());
            double sum = Double.parseDouble(
                    own.stream().filter(line -> line.startsWith("f(x′) ")).findFirst().orElseThrow().substring(6));
            for (String name : List.of("b = ", "<b>a")) {
                int i = own.indexOf(own.stream().filter(line -> line.startsWith(name)).findFirst().orElseThrow());
                sum += Double.parseDouble(own.get(i + 1));
            }
            assertEquals(Double.parseDouble(said.get(at).substring(title.length()).split(" ")[0]), sum, 0.01);
        }
    }

    @Test
    void whatDoesNotAddUpStartsAtZero() throws Exception {
        List<String> said = text(svg(model, clouds, "--rows", "0", "--method", "gradient"), "text");
        assertTrue(said.stream().noneMatch(line -> line.startsWith("f(x′) ")), said.toString());
        List<String> units = text(svg(model, clouds, "--rows", "0", "--method", "layer-activation", "--layer", "0"),
                "text");
        assertTrue(units.contains("113 others together"), units.toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPngShowsBlueAndOrangeOnWhite(boolean pictures) throws IOException {
        Path file = folder.resolve("picture.png");
        Commands.Result result = Commands.run("explain", pictures ? digits : model, pictures ? images : clouds,
                "--rows", "0,1", "-o", file);
        assertEquals(0, result.code(), result.err());
        BufferedImage image = ImageIO.read(file.toFile());
        assertNotNull(image);
        int blue = 0;
        int orange = 0;
        int white = 0;
        for (int rgb : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            int red = rgb >> 16 & 0xff;
            int last = rgb & 0xff;
            blue += last - red > 60 ? 1 : 0;
            orange += red - last > 60 ? 1 : 0;
            white += (rgb & 0xffffff) == 0xffffff ? 1 : 0;
        }
        assertTrue(blue > 500 && orange > 500, blue + " pixels are blue, " + orange + " orange");
        assertTrue(white > image.getWidth() * image.getHeight() / 3, white + " pixels are white");
    }

    @Test
    void onlyTheFirstRowsOfManyAreDrawnAndThePictureSaysSo() throws Exception {
        List<String> said = text(svg(model, clouds), "text");
        assertTrue(said.stream().anyMatch(line -> line.endsWith("The first 12 of 60 rows.")), said.toString());
    }

    @Test
    void whatMakesNoPictureIsRefused() {
        Path file = folder.resolve("none.svg");
        Commands.Result json = Commands.run("explain", model, clouds, "--json", "-o", file);
        assertEquals(2, json.code());
        assertTrue(json.err().contains("--json makes no picture"), json.err());
        Commands.Result shuffled = Commands.run("explain", model, clouds, "--method", "permutation-importance",
                "--label", "kind", "-o", file);
        assertEquals(2, shuffled.code());
        assertTrue(shuffled.err().contains("makes no picture"), shuffled.err());
        assertFalse(Files.exists(file));
    }

    private static Document svg(Path network, Path data, String... options) throws Exception {
        Path file = folder.resolve("picture.svg");
        List<Object> line = new ArrayList<>(List.of("explain", network, data, "-o", file));
        line.addAll(List.of(options));
        Commands.Result result = Commands.run(line.toArray());
        assertEquals(0, result.code(), result.err());
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static List<String> text(Document svg, String tag) {
        NodeList found = svg.getElementsByTagName(tag);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }
}

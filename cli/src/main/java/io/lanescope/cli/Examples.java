package io.lanescope.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the help of each command ends with. */
final class Examples {

    static final Map<String, List<String>> OF = Map.ofEntries(
            Map.entry("demo", List.of("lanescope demo",
                    "lanescope demo --data patients.csv --label diagnosis --output patients")),
            Map.entry("train", List.of("lanescope train patients.csv --label diagnosis -o model.safetensors",
                    "lanescope train mnist/ --hidden 256,128 --epochs 20 --validation last:0.2 -o digits.safetensors",
                    "lanescope train glyphs:5000 --dropout 0.2 --patience 5 -o glyphs.safetensors")),
            Map.entry("evaluate", List.of("lanescope evaluate model.safetensors patients.csv --label diagnosis",
                    "lanescope evaluate digits.safetensors mnist/ --json")),
            Map.entry("predict", List.of("lanescope predict model.safetensors patients.csv -o predictions.csv",
                    "lanescope predict state.safetensors rows.csv --layers 784,128,10 --activation relu")),
            Map.entry("explain", List.of("lanescope explain model.safetensors patients.csv -o attributions.csv",
                    "lanescope explain model.safetensors patients.csv --label diagnosis --report report.html",
                    "lanescope explain digits.safetensors mnist/ --rows 0-5 -o heatmaps.svg",
                    "lanescope explain digits.safetensors mnist/ --method deeplift --of margin:4:9 --rows 0-9")),
            Map.entry("compare", List.of("lanescope compare model.safetensors patients.csv --label diagnosis",
                    "lanescope compare digits.safetensors glyphs:100 --methods integrated-gradients,deeplift,lrp",
                    "lanescope compare digits.safetensors glyphs:100 --report report.html")),
            Map.entry("diagnose", List.of("lanescope diagnose model.safetensors patients.csv --label diagnosis")),
            Map.entry("convert", List.of("lanescope convert model.onnx -o model.safetensors",
                    "lanescope convert model.safetensors -o model.onnx")),
            Map.entry("summary", List.of("lanescope summary model.safetensors")),
            Map.entry("doctor", List.of("lanescope doctor", "lanescope doctor --json")));

    private Examples() {}

    /** The last lines of a command's help; none if there is no example. */
    static String[] footer(String command) {
        List<String> examples = OF.getOrDefault(command, List.of());
        List<String> lines = new ArrayList<>();
        if (!examples.isEmpty()) {
            lines.add("");
            lines.add(examples.size() == 1 ? "Example:" : "Examples:");
            examples.forEach(example -> lines.add("  " + example));
        }
        return lines.toArray(new String[0]);
    }
}

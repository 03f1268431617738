package io.lanescope.nn.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** What docs/networks.md shows is what the examples' tests run. */
class DocumentedExamplesTest {

    @ParameterizedTest
    @CsvSource({"EmbeddingExampleTest,embedding", "TrainingExampleTest,training"})
    void theDocumentShowsTheCodeThatRuns(String type, String name) throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/lanescope/nn/examples", type + ".java"));
        String start = "// example: " + name + "\n";
        String code = source.substring(source.indexOf(start) + start.length(), source.indexOf("    // end"))
                .stripTrailing()
                .stripIndent() + "\n";
        String document = Files.readString(Path.of("../docs/networks.md"));
        assertTrue(document.contains("```java\n" + code + "```"), code);
    }
}

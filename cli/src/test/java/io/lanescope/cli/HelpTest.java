package io.lanescope.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the help says of values that nobody typed. */
class HelpTest {

    private static CommandLine commands() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return Main.commands(new Terminal(out, new PrintStream(out), false, 100));
    }

    static Stream<String> names() {
        return commands().getSubcommands().keySet().stream().filter(name -> !name.equals("completion"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aDefaultIsTheOneThatIsUsedAndStandsInParentheses(String name) {
        Commands.Result help = Commands.run(name, "--help");
        assertEquals(0, help.code(), help.err());
        String text = help.out().replaceAll("\\s+", " ");
        assertFalse(text.contains("Default:"), help.out());
        assertFalse(text.matches(".*(\\[\\]|@[0-9a-f]{4}|\\$\\{|null).*"), help.out());
        CommandLine command = Objects.requireNonNull(commands().getSubcommands().get(name));
        for (OptionSpec option : command.getCommandSpec().options()) {
            String value = option.defaultValue();
            if (value != null && !option.typeInfo().isBoolean()) {
                String described = String.join(" ", option.description()).replace("${DEFAULT-VALUE}", value);
                assertTrue(
                        described.contains("(default: " + value + ")") || described.contains(value + " (the default)"),
                        option.longestName() + ": " + described);
            }
        }
    }
}

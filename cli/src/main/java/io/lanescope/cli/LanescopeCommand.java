package io.lanescope.cli;

import java.util.Objects;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program without a command: says what there is. */
@Command(name = "lanescope", mixinStandardHelpOptions = true, versionProvider = LanescopeCommand.Version.class, synopsisSubcommandLabel = "COMMAND", description = "Trains small neural networks on the CPU, and explains what they have learned.", footer = {
    "", "lanescope COMMAND --help shows what a command can do.",
    "A first look, in under a minute: lanescope demo"})
final class LanescopeCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    LanescopeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.err());
        return CommandLine.ExitCode.USAGE;
    }

    /** Tells the version that the jar was built with. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[]{"lanescope " + text()};
        }

        static String text() {
            return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "(not packed)");
        }
    }
}

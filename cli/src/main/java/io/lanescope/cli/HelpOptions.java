package io.lanescope.cli;

import picocli.CommandLine.Option;

/** What every command understands. {@link Main} looks for {@code --debug} itself, since parsing may already fail. */
final class HelpOptions {

    @Option(names = "--debug", description = "Show where an error comes from.")
    private boolean debug;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this text.")
    private boolean help;
}

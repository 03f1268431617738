package io.lanescope.cli;

import picocli.CommandLine.Option;

/** For commands that say nothing but their result: who asks all of them to be quiet is heard here, too. */
final class QuietOption {

    @SuppressWarnings("UnusedVariable") // there is nothing to be silent about
    @Option(names = {"-q", "--quiet"}, description = "Say nothing but the result, as it is anyway.")
    private boolean quiet;
}

package io.lanescope.jmh;

import java.util.Arrays;

import io.lanescope.jmh.lab.LabCommand;

/** The jar's entry: JMH as its users know it, or the laboratory if the first word is {@code lab}. */
public final class Main {

    private Main() {}

    /**
     * Runs what the command line asks for.
     *
     * @param args the command line
     * @throws Exception whatever JMH throws
     */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("lab")) {
            System.exit(LabCommand.run(System.out, System.err, Arrays.copyOfRange(args, 1, args.length)));
        }
        org.openjdk.jmh.Main.main(args);
    }
}

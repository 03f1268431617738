/**
 * The command line: one file a command, each of which reads its input, calls the library and writes its result.
 * {@link io.lanescope.cli.Main} starts it.
 */
package io.lanescope.cli;

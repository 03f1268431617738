package io.lanescope.jmh.lab;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.lanescope.jmh.lab.Results.Sample;
import io.lanescope.nn.data.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells regressions. */
@Command(name = "compare", sortOptions = false, description = "Compares two files of results, of lab run or of JMH (-rf json): exit code 1 if something became slower by more than the threshold, beyond what chance explains.", footer = {
    "", "Example:", "  lab compare before.json after.json --threshold 0.05"})
final class CompareCommand implements Callable<Integer> {

    private final PrintStream out;

    @Parameters(index = "0", paramLabel = "OLD.json", description = "What was.")
    private Path old = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW.json", description = "What is.")
    private Path now = Path.of("");

    @Option(names = "--threshold", paramLabel = "SHARE", defaultValue = "0.05", description = "What share of speed may be lost (${DEFAULT-VALUE}: 5 %%).")
    private double threshold;

    CompareCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (!(threshold >= 0 && threshold < 1)) {
            throw new InputException("--threshold must be at least 0 and less than 1");
        }
        Comparison comparison = Comparison.of(Results.read(old), Results.read(now), threshold);
        out.print(text(comparison));
        return comparison.regressions().isEmpty() ? 0 : 1;
    }

    static String text(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("what", "old", "new", "speed", "95 % interval", "verdict"));
        for (Comparison.Change change : comparison.changes()) {
            LogRatio ratio = change.ratio();
            rows.add(List.of(change.key(), score(change.before()), score(change.after()), Figures.ratio(ratio.ratio()),
                    ratio.known() ? TextReport.interval(ratio.low(), ratio.high()) : "",
                    change.regression()
                            ? "REGRESSION"
                            : change.verdict() == Verdict.UNKNOWN
                                    ? "one score alone says nothing of noise"
                                    : change.verdict().text()));
        }
        StringBuilder text = new StringBuilder(TextReport.table(rows));
        comparison.onlyOld().forEach(key -> text.append("only in the old file: ").append(key).append('\n'));
        comparison.onlyNew().forEach(key -> text.append("only in the new file: ").append(key).append('\n'));
        boolean iterations = comparison.changes().stream().anyMatch(c -> !c.before().forks() || !c.after().forks());
        if (iterations) {
            text.append("note: some results are of one fork, whose iterations differ less than forks do: use -f 5\n");
        }
        return text.append(String.format(Locale.ROOT,
                "%d compared, %d slower by more than %.3g %% (Welch's test, Holm's correction, 5 %%)%n",
                comparison.changes().size(), comparison.regressions().size(), 100 * comparison.threshold())).toString();
    }

    private static String score(Sample sample) {
        double logs = 0;
        for (double score : sample.scores()) {
            logs += Math.log(score);
        }
        return Figures.of(Math.exp(logs / sample.scores().size())) + " " + sample.unit();
    }
}

package io.lanescope.nn.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What somebody may have meant who wrote a name that is not there. */
final class NearNames {

    private static final int SHOWN = 5;
    /** Names beyond these bounds are not looked at, so that a strange file costs no time. */
    private static final int LONGEST = 100;
    private static final int MOST = 10_000;

    private NearNames() {}

    private record Candidate(String name, int distance) {}

    /** A half-sentence: what is near, or else the first names there are. */
    static String hint(String wanted, List<String> names) {
        int near = wanted.length() <= 2 ? 0 : wanted.length() == 3 ? 1 : Math.max(2, wanted.length() / 4);
        List<Candidate> found = wanted.length() > LONGEST
                ? List.of()
                : names.stream().limit(MOST)
                        .filter(name -> name.length() <= LONGEST)
                        .map(name -> new Candidate(name,
                                distance(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))))
                        .filter(candidate -> candidate.distance <= near)
                        .sorted(Comparator.comparingInt(Candidate::distance))
                        .limit(SHOWN)
                        .toList();
        if (!found.isEmpty()) {
            return "is " + list(found.stream().map(Candidate::name).toList(), " or ") + " meant?";
        }
        String some = list(names.stream().limit(SHOWN).toList(), ", ");
        return "there " + (names.size() == 1 ? "is " : "are ") + some
                + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }

    private static String list(List<String> names, String between) {
        return String.join(between, names.stream().map(InputException::quote).toList());
    }

    /** Levenshtein's: the least number of letters to put in, take out or replace. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}

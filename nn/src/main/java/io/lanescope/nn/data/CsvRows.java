package io.lanescope.nn.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.RecordType;
import org.jspecify.annotations.Nullable;

/**
 * Takes the fields of a CSV file as they are found, and makes each line that is a row of data an array of what its columns
 * hold: a number, a category's code, or NaN in place of what is missing. The array is the same for each row.
 */
final class CsvRows extends AbstractBaseCsvCallbackHandler<float[]> {

    private static final Pattern OTHER_SEPARATOR = Pattern.compile("[;\\t]");
    private static final Pattern MISSING = Pattern.compile("\\s*|\\s*(na|n/a|nan|null)\\s*", Pattern.CASE_INSENSITIVE);

    private static final int IGNORED = -1;
    /** The first label; the second is one less, and so on. */
    private static final int LABEL = -2;

    private final Path file;
    private final @Nullable List<String> wanted;
    private final CsvLabel label;
    private final Missing missing;

    private final List<String> header = new ArrayList<>();
    private boolean headerDone;
    /** For each column of the file its place among those that are kept, or one of the constants above. */
    private int[] roles = {};
    private List<CsvColumn> columns = List.of();

    private float[] row = {};
    private List<String> labels = List.of();
    private String[] targets = {};
    private boolean incomplete;
    private long rows;
    private long line = 1;

    /**
     * Rows of a file.
     *
     * @param wanted  the features of a model, or null for all columns
     * @param label   its columns are no features
     * @param missing whether values may be missing, and rows with such are left out
     */
    CsvRows(Path file, @Nullable List<String> wanted, CsvLabel label, Missing missing) {
        this.file = file;
        this.wanted = wanted;
        this.label = label;
        this.missing = missing;
    }

    private static @Nullable String column(CsvLabel label) {
        return switch (label) {
            case CsvLabel.None() -> null;
            case CsvLabel.Ignored(String column) -> column;
            case CsvLabel.Guessed(String column) -> column;
            case CsvLabel.Classes(String column) -> column;
            case CsvLabel.Values(String column) -> column;
            case CsvLabel.KnownClasses(String column, _) -> column;
        };
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber;
        incomplete = false;
    }

    @Override
    protected void handleField(int fieldIndex, char[] buffer, int offset, int length, boolean quoted) {
        if (!headerDone) {
            header.add(new String(buffer, offset, length).strip());
        } else if (fieldIndex < roles.length) {
            int role = roles[fieldIndex];
            if (role >= 0) {
                row[role] = value(columns.get(role), fieldIndex, buffer, offset, length);
            } else if (role <= LABEL && !(label instanceof CsvLabel.Ignored)) {
                String target = new String(buffer, offset, length).strip();
                targets[LABEL - role] = target;
                incomplete |= missing instanceof Missing.DropRow && MISSING.matcher(target).matches();
            }
        }
    }

    /** A number, a category's code, or NaN in place of what is missing. */
    private float value(CsvColumn column, int fieldIndex, char[] buffer, int offset, int length) {
        float number = column.isCategorical() ? Float.NaN : Decimals.parse(buffer, offset, length);
        if (!Float.isNaN(number)) {
            column.takeNumber();
            return number;
        }
        String text = new String(buffer, offset, length).strip();
        if (!(missing instanceof Missing.Refused) && MISSING.matcher(text).matches()) {
            incomplete = true;
            return Float.NaN;
        }
        if (text.isEmpty() || !column.takesText() || !column.isCategorical() && isWrongNumber(text)) {
            throw InputException.atCell(file, line, header.get(fieldIndex), Decimals.problem(text));
        }
        return column.code(file, line, text);
    }

    private static boolean isWrongNumber(String text) {
        return Decimals.isSpecial(text) || Decimals.problem(text).contains("too large");
    }

    @Override
    protected float @Nullable [] buildRecord() {
        if (getRecordType() == RecordType.EMPTY) {
            return null; // a blank line
        }
        if (!headerDone) {
            takeHeader();
            headerDone = true;
            return null;
        }
        if (getFieldCount() != header.size()) {
            throw InputException.atLine(file, line, "the row has " + count(getFieldCount(), "value")
                    + ", but the header names " + count(header.size(), "column"));
        }
        if (incomplete && missing instanceof Missing.DropRow) {
            return null;
        }
        rows++;
        return row;
    }

    /** Gives the last row's labels to those who collect them, a collection for each. */
    void addTargets(List<CsvTargets> collected) {
        for (int i = 0; i < targets.length; i++) {
            if (i == collected.size()) {
                collected.add(new CsvTargets(file, labels.get(i)));
            }
            collected.get(i).add(line, targets[i]);
        }
    }

    private void takeHeader() {
        if (header.size() == 1 && OTHER_SEPARATOR.matcher(header.getFirst()).find()) {
            throw InputException.atLine(file, line,
                    "the columns must be separated by commas, not by semicolons or tabs");
        }
        Map<String, Integer> places = places();
        roles = new int[header.size()];
        Arrays.fill(roles, IGNORED);
        labels = labels(places);
        for (int i = 0; i < labels.size(); i++) {
            int place = find(places, labels.get(i), "there is no column ");
            if (roles[place] != IGNORED) {
                throw InputException.atLine(file, line, "the label " + InputException.quote(labels.get(i))
                        + " is named twice");
            }
            roles[place] = LABEL - i;
        }
        targets = new String[label instanceof CsvLabel.Ignored ? 0 : labels.size()];
        columns = wanted == null
                ? header.stream().filter(name -> !labels.contains(name)).map(CsvColumn::new).toList()
                : wantedColumns(wanted, places);
        if (columns.isEmpty()) {
            throw InputException.atLine(file, line, "there is no column beside the label "
                    + InputException.quote(String.join(", ", header)));
        }
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            int place = find(places, name, "the model needs a column ");
            if (roles[place] <= LABEL) {
                throw InputException.atLine(file, line, "the column " + InputException.quote(name)
                        + " cannot be the label, since it is one of the model's features");
            }
            roles[place] = i;
        }
        row = new float[columns.size()];
    }

    /** Where each column is. */
    private Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (name.isEmpty()) {
                throw InputException.atLine(file, line, "column " + (i + 1) + " has no name");
            }
            Integer other = places.put(name, i);
            if (other != null) {
                throw InputException.atLine(file, line, header.stream().noneMatch(n -> Float.isNaN(Decimals.parse(n)))
                        ? "there are numbers where the names of the columns should be; the file needs a header"
                        : "columns " + (other + 1) + " and " + (i + 1) + " are both named "
                                + InputException.quote(name));
            }
        }
        return places;
    }

    private List<String> labels(Map<String, Integer> places) {
        String named = column(label);
        if (named == null || places.containsKey(named)) {
            return named == null ? List.of() : List.of(named);
        }
        return Arrays.stream(named.split(",", -1)).map(String::strip).toList();
    }

    /** A feature {@code name=value} that is no column of its own is a category of the column {@code name}. */
    private static List<CsvColumn> wantedColumns(List<String> features, Map<String, Integer> places) {
        Map<String, CsvColumn> kept = new LinkedHashMap<>();
        for (int i = 0; i < features.size(); i++) {
            String feature = features.get(i);
            int equals = places.containsKey(feature) ? -1 : feature.indexOf('=');
            while (equals >= 0 && !places.containsKey(feature.substring(0, equals))) {
                equals = feature.indexOf('=', equals + 1);
            }
            String name = equals < 0 ? feature : feature.substring(0, equals);
            String category = equals < 0 ? null : feature.substring(equals + 1);
            kept.computeIfAbsent(name, CsvColumn::new).want(i, category);
        }
        return List.copyOf(kept.values());
    }

    private int find(Map<String, Integer> columns, String name, String complaint) {
        Integer column = columns.get(name);
        if (column == null) {
            throw InputException.atLine(file, line, complaint + InputException.quote(name) + "; "
                    + NearNames.hint(name, header));
        }
        return column;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** The error to report when the parser found something that is not CSV. */
    InputException malformed(CsvParseException e) {
        if (e.getCause() instanceof InputException found) {
            return found; // thrown above, and wrapped on its way through the parser
        }
        return InputException.atLine(file, line, "this is not valid CSV: " + e.getMessage());
    }

    /** What is wrong with a file that has no row. */
    void checkNotEmpty() {
        if (!headerDone) {
            throw InputException.in(file, "the file is empty; it needs a line that names the columns, and rows");
        }
        if (rows == 0) {
            throw InputException.in(file, "the file has a header but no rows");
        }
    }

    /** The columns that are kept, in the order of a row. */
    List<CsvColumn> columns() {
        return columns;
    }

    /** The names of the features, when all rows have been read; they fix the order of categories. */
    List<String> featureNames() {
        return wanted != null ? wanted : columns.stream().flatMap(CsvColumn::open).toList();
    }

    /** Whether the features are the columns as they stand. */
    boolean isPlain() {
        return columns.stream().noneMatch(CsvColumn::isCategorical) && (wanted == null || columns.stream()
                .map(CsvColumn::name).toList().equals(wanted));
    }

    /** Puts a row's values where its features are: a number as it is, a category as a 1 among zeros. */
    void spread(float[] kept, int from, float[] features, int to) {
        int at = 0;
        for (int c = 0; c < columns.size(); c++) {
            at = columns.get(c).spread(kept[from + c], features, to, at);
        }
    }
}

package io.lanescope.nn.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.RecordType;
import org.jspecify.annotations.Nullable;

/** Takes the fields of a CSV file as they are found and keeps what a data set needs of them. */
final class CsvTable extends AbstractBaseCsvCallbackHandler<Boolean> {

    private static final Pattern OTHER_SEPARATOR = Pattern.compile("[;\\t]");

    private static final int IGNORED = -1;
    private static final int LABEL = -2;

    private final Path file;
    private final @Nullable List<String> wanted;
    private final CsvLabel label;

    private final List<String> header = new ArrayList<>();
    private boolean headerDone;
    /** For each column of the file its place among the features, or one of the constants above. */
    private int[] roles = {};
    private List<String> features = List.of();

    private float[] row = {};
    private final GrowingFloats values;
    private final CsvTargets targets;
    private long rows;
    private long line = 1;

    CsvTable(Path file, @Nullable List<String> wanted, CsvLabel label) {
        this.file = file;
        this.wanted = wanted;
        this.label = label;
        this.values = new GrowingFloats(file);
        this.targets = new CsvTargets(file);
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber;
    }

    @Override
    protected void handleField(int fieldIndex, char[] buffer, int offset, int length, boolean quoted) {
        if (!headerDone) {
            header.add(new String(buffer, offset, length).strip());
        } else if (fieldIndex < roles.length) {
            int role = roles[fieldIndex];
            if (role >= 0) {
                float value = Decimals.parse(buffer, offset, length);
                if (Float.isNaN(value)) {
                    throw InputException.atCell(file, line, header.get(fieldIndex),
                            Decimals.problem(new String(buffer, offset, length)));
                }
                row[role] = value;
            } else if (role == LABEL) {
                targets.add(line, header.get(fieldIndex), new String(buffer, offset, length).strip());
            }
        }
    }

    @Override
    protected Boolean buildRecord() {
        if (getRecordType() == RecordType.EMPTY) {
            return true; // a blank line
        }
        if (!headerDone) {
            takeHeader();
            headerDone = true;
        } else if (getFieldCount() != header.size()) {
            throw InputException.atLine(file, line, "the row has " + count(getFieldCount(), "value")
                    + ", but the header names " + count(header.size(), "column"));
        } else {
            for (float value : row) {
                values.add(value);
            }
            rows++;
        }
        return true;
    }

    private void takeHeader() {
        if (header.size() == 1 && OTHER_SEPARATOR.matcher(header.getFirst()).find()) {
            throw InputException.atLine(file, line,
                    "the columns must be separated by commas, not by semicolons or tabs");
        }
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (name.isEmpty()) {
                throw InputException.atLine(file, line, "column " + (i + 1) + " has no name");
            }
            Integer other = columns.put(name, i);
            if (other != null) {
                throw InputException.atLine(file, line, header.stream().noneMatch(n -> Float.isNaN(Decimals.parse(n)))
                        ? "there are numbers where the names of the columns should be; the file needs a header"
                        : "columns " + (other + 1) + " and " + (i + 1) + " are both named "
                                + InputException.quote(name));
            }
        }
        roles = new int[header.size()];
        Arrays.fill(roles, IGNORED);
        String labelColumn = labelColumn();
        if (labelColumn != null) {
            roles[find(columns, labelColumn, "there is no column ")] = LABEL;
        }
        features = wanted != null ? wanted : header.stream().filter(name -> !name.equals(labelColumn)).toList();
        if (features.isEmpty()) {
            throw InputException.atLine(file, line, "there is no column beside the label " + InputException.quote(header
                    .getFirst()));
        }
        for (int i = 0; i < features.size(); i++) {
            int column = find(columns, features.get(i), "the model needs a column ");
            if (roles[column] == LABEL) {
                throw InputException.atLine(file, line, "the column " + InputException.quote(features.get(i))
                        + " cannot be the label, since it is one of the model's features");
            }
            roles[column] = i;
        }
        row = new float[features.size()];
    }

    private @Nullable String labelColumn() {
        return switch (label) {
            case CsvLabel.None() -> null;
            case CsvLabel.Guessed(String column) -> column;
            case CsvLabel.Classes(String column) -> column;
            case CsvLabel.Values(String column) -> column;
            case CsvLabel.KnownClasses(String column, _) -> column;
        };
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

    Dataset toDataset() {
        if (!headerDone) {
            throw InputException.in(file, "the file is empty; it needs a line that names the columns, and rows");
        }
        if (rows == 0) {
            throw InputException.in(file, "the file has a header but no rows");
        }
        return new Dataset(values.toArray(), features, null, targets.as(label));
    }
}

package io.lanescope.nn.exchange;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lanescope.nn.History;
import io.lanescope.nn.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * How a model was trained, as JSON: each setting as a text, the epoch that was kept, and lists with an entry per epoch: its
 * number and what was measured, to the precision of a float. At most 1000 epochs are told of, else every second, third or
 * so, besides the last one and that which was kept. What is not finite then is null; where no row was held out,
 * what is measured on those is left out.
 */
final class HistoryJson {

    static final String KEY = "lanescope.history";

    private static final int VERSION = 1;

    /** More points than a curve can show; so a long training makes no large file. */
    private static final int MOST = 1000;

    private HistoryJson() {}

    static String write(History history) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeObjectFieldStart("settings");
            for (Map.Entry<String, String> setting : history.settings().entrySet()) {
                json.writeStringField(setting.getKey(), setting.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("kept", history.kept());
            List<History.Epoch> epochs = some(history);
            json.writeArrayFieldStart("epoch");
            for (History.Epoch epoch : epochs) {
                json.writeNumber(epoch.number());
            }
            json.writeEndArray();
            write(json, "loss", epochs, History.Epoch::loss);
            write(json, "rate", epochs, History.Epoch::rate);
            if (epochs.stream().anyMatch(epoch -> Float.isFinite((float) epoch.validationLoss()))) {
                write(json, "validation_loss", epochs, History.Epoch::validationLoss);
                write(json, "validation_score", epochs, History.Epoch::validationScore);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<History.Epoch> some(History history) {
        List<History.Epoch> all = history.epochs();
        if (all.size() <= MOST) {
            return all;
        }
        int stride = Math.ceilDiv(all.size(), MOST - 2);
        return IntStream.range(0, all.size())
                .filter(i -> i % stride == 0 || i == all.size() - 1 || all.get(i).number() == history.kept())
                .mapToObj(all::get).toList();
    }

    private static void write(
            JsonGenerator json, String name, List<History.Epoch> epochs, ToDoubleFunction<History.Epoch> of)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (History.Epoch epoch : epochs) {
            float rounded = (float) of.applyAsDouble(epoch);
            if (Float.isFinite(rounded)) {
                json.writeNumber(rounded);
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }

    static History parse(Path file, String text) {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            return new Reader(file, json).read();
        } catch (IOException e) {
            throw new InputException(file + ": the model's history is no valid JSON", e);
        }
    }

    /** Reads one history. */
    private static final class Reader {

        private final Path file;
        private final JsonParser json;
        private final JsonFields fields;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private int kept;
        private List<Integer> numbers = List.of();
        private List<Double> loss = List.of();
        private @Nullable List<Double> validationLoss;
        private @Nullable List<Double> validationScore;
        private List<Double> rate = List.of();

        Reader(Path file, JsonParser json) {
            this.file = file;
            this.json = json;
            fields = new JsonFields(file, "the model's history", json);
        }

        History read() throws IOException {
            fields.takeAll(List.of("version", "settings", "kept", "epoch", "loss", "rate"), this::take);
            List<Double> heldOut = perEpoch(validationLoss, "validation_loss");
            List<Double> score = perEpoch(validationScore, "validation_score");
            perEpoch(loss, "loss");
            perEpoch(rate, "rate");
            List<History.Epoch> epochs = new ArrayList<>();
            for (int i = 0; i < numbers.size(); i++) {
                epochs.add(new History.Epoch(numbers.get(i), loss.get(i), heldOut.get(i), score.get(i), rate.get(i)));
            }
            try {
                return new History(settings, epochs, kept);
            } catch (IllegalArgumentException e) {
                throw new InputException(file + ": the model's history does not fit together: " + e.getMessage(), e);
            }
        }

        private List<Double> perEpoch(@Nullable List<Double> values, String field) {
            if (values == null) {
                return Collections.nCopies(numbers.size(), Double.NaN);
            }
            fields.expect(values.size() == numbers.size(), "has not one number per epoch", field);
            return values;
        }

        private void take(String field) throws IOException {
            switch (field) {
                case "version" -> fields.version(VERSION);
                case "settings" -> readSettings();
                case "kept" -> kept = fields.integer(field);
                case "epoch" -> numbers = fields.integers(field);
                case "loss" -> loss = fields.measurements(field);
                case "validation_loss" -> validationLoss = fields.measurements(field);
                case "validation_score" -> validationScore = fields.measurements(field);
                case "rate" -> rate = fields.measurements(field);
                default -> json.skipChildren();
            }
        }

        private void readSettings() throws IOException {
            fields.expect(json.currentToken() == JsonToken.START_OBJECT, "is no object", "settings");
            fields.takeEach(name -> settings.put(name, fields.string(name)));
        }
    }
}

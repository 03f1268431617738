package io.lanescope.nn.train;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Dataset;

/** What must be the same when a training is taken up again, in words. */
final class Fingerprint {

    private static final int CHUNK = 1 << 14;

    private Fingerprint() {}

    /** Each setting by its name. How many epochs there are may change, unless the schedule depends on it. */
    static Map<String, String> of(Architecture architecture, Loss loss, TrainingOptions options, Dataset data,
            float[] weights) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("network", architecture.toString());
        settings.put("loss", loss.toString());
        settings.put("optimizer", options.optimizer().toString());
        settings.put("schedule", options.schedule().toString());
        if (options.schedule() instanceof Schedule.Cosine || options.schedule() instanceof Schedule.OneCycle) {
            settings.put("number of epochs", Integer.toString(options.epochs()));
        }
        settings.put("clipping", options.clipping().toString());
        settings.put("regularization", options.regularization().toString());
        settings.put("forbidden features", describe(options.forbidden()));
        settings.put("scaling", options.scaling().toString());
        if (loss.task() == Task.REGRESSION) {
            settings.put("scaling of the numbers to predict",
                    options.targetScaling().toString().toLowerCase(Locale.ROOT));
        }
        settings.put("validation", options.validation().toString());
        settings.put("batch size", Integer.toString(options.batchSize()));
        settings.put("shuffling", Boolean.toString(options.shuffle()));
        settings.put("patience", Integer.toString(options.patience()));
        settings.put("seed", Long.toString(options.seed()));
        settings.put("data", describe(data));
        CRC32C sum = new CRC32C();
        add(sum, weights);
        settings.put("checksum of the row weights", Long.toHexString(sum.getValue()));
        return settings;
    }

    private static String describe(ForbiddenFeatures forbidden) {
        if (!forbidden.matters()) {
            return "none";
        }
        CRC32C sum = new CRC32C();
        add(sum, forbidden.mask());
        return "strength " + forbidden.strength() + " on a mask with the checksum " + Long.toHexString(sum.getValue());
    }

    private static String describe(Dataset data) {
        CRC32C sum = new CRC32C();
        data.featureNames().forEach(name -> sum.update((name + '\n').getBytes(StandardCharsets.UTF_8)));
        add(sum, data.features());
        switch (data.target()) {
            case Dataset.Classes classes -> add(sum, classes.labels());
            case Dataset.Values values -> add(sum, values.values());
            case Dataset.None() -> {
            }
        }
        return data.rows() + " rows of " + data.columns() + " features with the checksum "
                + Long.toHexString(sum.getValue());
    }

    private static void add(CRC32C sum, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            bytes.clear().asFloatBuffer().put(values, from, count);
            sum.update(bytes.limit(count * Float.BYTES));
        }
    }

    private static void add(CRC32C sum, int[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Integer.BYTES);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            bytes.clear().asIntBuffer().put(values, from, count);
            sum.update(bytes.limit(count * Integer.BYTES));
        }
    }
}

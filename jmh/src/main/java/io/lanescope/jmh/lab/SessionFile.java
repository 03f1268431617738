package io.lanescope.jmh.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.exchange.AtomicFile;

/**
 * Sessions as JSON files, from which all reports are made. A file is replaced as a whole after each fork, so that it is
 * complete whenever the program ends. It holds the effects too, for those who read it; they are computed anew when it is
 * read.
 */
final class SessionFile {

    static final String FORMAT = "lanescope-lab";

    static final int VERSION = 1;

    static final JsonMapper MAPPER = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null)).build();

    private SessionFile() {}

    /** Writes a session, with its effects. */
    static void write(Path file, Session session) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", FORMAT);
        root.put("version", VERSION);
        root.setAll((ObjectNode) MAPPER.valueToTree(session));
        root.set("effects", MAPPER.valueToTree(Effects.of(session)));
        AtomicFile.write(file, out -> out.write(MAPPER.writeValueAsBytes(root)));
    }

    /** Reads a session. */
    static Session read(Path file) {
        JsonNode root = tree(file);
        if (!root.path("format").asText().equals(FORMAT)) {
            throw InputException.in(file, "this is no result of the laboratory");
        }
        return session(file, root);
    }

    static Session session(Path file, JsonNode root) {
        int version = root.path("version").asInt();
        if (version != VERSION) {
            throw InputException.in(file, "it was written by another version of the laboratory (format " + version
                    + ", and this reads " + VERSION + ")");
        }
        try {
            Session session = MAPPER.treeToValue(root, Session.class);
            Objects.requireNonNull(session.environment(), "environment");
            Objects.requireNonNull(session.settings(), "settings");
            session.baseline();
            return session;
        } catch (JacksonException | RuntimeException e) {
            throw new InputException(file + ": this is no complete result of the laboratory ("
                    + Objects.requireNonNullElse(e.getMessage(), "").lines().findFirst().orElse("") + ")", e);
        }
    }

    static JsonNode tree(Path file) {
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new InputException(file + ": this is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }
}

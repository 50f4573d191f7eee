package io.nodethaw.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What each text in each fact holds. */
final class Kinds {
    private static final String INSTANCE = ".";

    private final Map<String, Map<String, Kind>> byFact = new HashMap<>();

    /** Reads them. */
    Kinds() {
        try (var in = Objects.requireNonNull(Kinds.class.getResourceAsStream("kinds"))) {
            new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 3))
                    .forEach(parts -> byFact.computeIfAbsent(parts[0], _ -> new HashMap<>())
                            .put(parts[1], Kind.valueOf(parts[2])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a text in a fact; what nobody has thought about is not safe. */
    Kind of(String fact, String path) {
        return byFact.getOrDefault(fact, Map.of()).getOrDefault(path, Kind.UNSAFE);
    }

    /** Of the instance of a fact. */
    Kind ofInstance(String fact) {
        return byFact.getOrDefault(fact, Map.of()).getOrDefault(INSTANCE, Kind.PLACE);
    }
}

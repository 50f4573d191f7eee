package io.nodethaw.wait;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A wait in few words, and what it is about: for tables that have little room, and for counting.
 *
 * @param words without goroutines, files and containers, so that waits that are alike have the same: "Create (gRPC)"
 * @param calls how many waits it stands for
 * @param containers ids of the containers that they are about, names of pods ("default/web") or their UIDs, as far as that is known,
 *     each with the method that was called
 */
public record Gist(String words, int calls, Map<String, String> containers) {
    public Gist {
        containers =
                Collections.unmodifiableMap(new LinkedHashMap<>(containers)); // in the order in which they were found
    }

    /** One wait that is about no container. */
    public static Gist of(String words) {
        return new Gist(words, 1, Map.of());
    }

    /** Of a call its method: "Create". */
    public String method() {
        return words.split("[ ,]", 2)[0];
    }
}

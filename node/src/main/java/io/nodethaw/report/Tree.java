package io.nodethaw.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What JSON and YAML print. */
public sealed interface Tree {
    /** A string. */
    record Text(String text) implements Tree {}

    /** A number or truth value, as JSON writes it. */
    record Plain(String literal) implements Tree {}

    /** A list. */
    record Items(List<? extends Tree> items) implements Tree {}

    /** Named values in the order in which they were added; grows while it is built. */
    final class Fields implements Tree {
        private final Map<String, Tree> all = new LinkedHashMap<>();

        Fields put(String name, String text) {
            return put(name, new Text(text));
        }

        Fields put(String name, long number) {
            return put(name, new Plain(Long.toString(number)));
        }

        Fields put(String name, boolean truth) {
            return put(name, new Plain(Boolean.toString(truth)));
        }

        Fields put(String name, Tree tree) {
            all.put(name, tree);
            return this;
        }

        Fields put(String name, List<? extends Tree> items) {
            return put(name, new Items(items));
        }

        /** Adds the part when there is one. */
        Fields putPart(String name, Optional<? extends Tree> part) {
            part.ifPresent(there -> put(name, there));
            return this;
        }

        /** Adds the text when there is one. */
        Fields put(String name, Optional<String> text) {
            text.ifPresent(there -> put(name, there));
            return this;
        }

        /** Adds the number unless it is negative, which means unknown. */
        Fields putKnown(String name, long number) {
            return number < 0 ? this : put(name, number);
        }

        Map<String, Tree> all() {
            return all;
        }
    }

    /** A list of strings. */
    static Items texts(List<String> texts) {
        var items = new ArrayList<Tree>();
        texts.forEach(text -> items.add(new Text(text)));
        return new Items(items);
    }
}

package io.nodethaw;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Turns evidence of a node into evidence that no node can have: changes a few values into absurd ones. */
final class AbsurdEvidence {
    private static final List<String> NUMBERS = List.of(
            "-1", "0", "1", "2147483647", "-2147483648", "9223372036854775807", "-9223372036854775808", "4294967296");

    private static final List<String> TEXTS = List.of(
            "",
            "-1",
            "@",
            "socket:[x]",
            "socket:[99999999999999999999]",
            "pipe:[]",
            "\uffff\ud800\u0000\n",
            "PT4611686018427387904S",
            "-PT8766H",
            "PT876600H",
            "1970-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "NaN",
            "1e308",
            "x".repeat(5000));

    /** One value somewhere in the tree, and a way to replace it. */
    private interface Slot {
        JsonElement get();

        void set(JsonElement value);
    }

    private AbsurdEvidence() {}

    /**
     * The evidence with some values replaced, by absurd ones or by others from the same file.
     *
     * @param choose a number below its argument
     */
    static String of(String evidence, int changes, IntUnaryOperator choose) {
        var tree = JsonParser.parseString(evidence);
        var slots = new ArrayList<Slot>();
        collect(tree.getAsJsonObject().get("readings"), slots);
        for (int i = 0; i < changes; i++) {
            var slot = slots.get(choose.applyAsInt(slots.size()));
            slot.set(other(slot.get().getAsJsonPrimitive(), slots, choose));
        }
        return tree.toString();
    }

    private static JsonElement other(JsonPrimitive old, List<Slot> slots, IntUnaryOperator choose) {
        if (choose.applyAsInt(3) == 0) {
            return slots.get(choose.applyAsInt(slots.size())).get();
        }
        if (old.isBoolean()) {
            return new JsonPrimitive(!old.getAsBoolean());
        }
        return old.isNumber()
                ? JsonParser.parseString(NUMBERS.get(choose.applyAsInt(NUMBERS.size())))
                : new JsonPrimitive(TEXTS.get(choose.applyAsInt(TEXTS.size())));
    }

    private static void collect(JsonElement at, List<Slot> slots) {
        switch (at) {
            case JsonObject object ->
                object.asMap().keySet().forEach(name -> {
                    if (object.get(name) instanceof JsonPrimitive) {
                        slots.add(member(object, name));
                    } else {
                        collect(object.get(name), slots);
                    }
                });
            case JsonArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    if (array.get(i) instanceof JsonPrimitive) {
                        slots.add(element(array, i));
                    } else {
                        collect(array.get(i), slots);
                    }
                }
            }
            default -> {}
        }
    }

    private static Slot member(JsonObject object, String name) {
        return new Slot() {
            @Override
            public JsonElement get() {
                return object.get(name);
            }

            @Override
            public void set(JsonElement value) {
                object.add(name, value);
            }
        };
    }

    private static Slot element(JsonArray array, int index) {
        return new Slot() {
            @Override
            public JsonElement get() {
                return array.get(index);
            }

            @Override
            public void set(JsonElement value) {
                array.set(index, value);
            }
        };
    }
}

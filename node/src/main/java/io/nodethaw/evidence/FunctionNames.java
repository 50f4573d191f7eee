package io.nodethaw.evidence;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A set of functions, given by names: the exact name, or with a star at the end for the rest of the name, or with a star in
 * front for the module that the package was copied into. They are looked for in each frame of each goroutine.
 */
public final class FunctionNames {
    private static final String VENDOR = "/vendor/";

    private final Set<String> whole = new HashSet<>();
    private final List<String> beginnings = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();
    private final PerFunction<Boolean> found = new PerFunction<>(function -> fits(plain(function)));

    private FunctionNames(List<String> patterns) {
        for (var pattern : patterns) {
            boolean open = pattern.endsWith("*");
            var text = pattern.substring(pattern.startsWith("*") ? 1 : 0, pattern.length() - (open ? 1 : 0));
            if (!pattern.startsWith("*") && !open) {
                whole.add(pattern);
            } else if (!pattern.startsWith("*")) {
                beginnings.add(text);
            } else {
                (open ? parts : ends).add(text);
            }
        }
    }

    /** The functions that match one of the patterns. */
    public static FunctionNames of(String... patterns) {
        return new FunctionNames(List.of(patterns));
    }

    /** The functions that are in one of these sets. */
    static FunctionNames ofAll(List<FunctionNames> sets) {
        var all = of();
        for (var set : sets) {
            all.whole.addAll(set.whole);
            all.beginnings.addAll(set.beginnings);
            all.ends.addAll(set.ends);
            all.parts.addAll(set.parts);
        }
        return all;
    }

    /** The functions that match one pattern, or an array of them. */
    static FunctionNames of(JsonElement patterns) {
        return patterns.isJsonArray()
                ? new FunctionNames(patterns.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .toList())
                : of(patterns.getAsString());
    }

    /** True when there are none. */
    public boolean isEmpty() {
        return whole.isEmpty() && beginnings.isEmpty() && ends.isEmpty() && parts.isEmpty();
    }

    /** True when this function is among them; also when a GOPATH build copied its package into a vendor folder. */
    public boolean has(String function) {
        return found.of(function);
    }

    private boolean fits(String function) {
        return whole.contains(function)
                || beginnings.stream().anyMatch(function::startsWith)
                || ends.stream().anyMatch(function::endsWith)
                || parts.stream().anyMatch(function::contains);
    }

    private static String plain(String function) {
        int vendor = function.lastIndexOf(VENDOR);
        return vendor < 0 ? function : function.substring(vendor + VENDOR.length());
    }
}

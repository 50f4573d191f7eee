package io.nodethaw.report;

import io.nodethaw.evidence.Goroutine;
import java.util.ArrayList;
import java.util.Locale;

/**
 * Which goroutines are shown.
 *
 * @param state the beginning of the state, as Go prints it; empty for any
 * @param function part of the name of a function on the stack; empty for any
 * @param minutes how long it has waited at least; 0 for any, also when no age is known
 */
public record StackFilter(String state, String function, int minutes) {
    /** Shows every goroutine. */
    public static final StackFilter ALL = new StackFilter("", "", 0);

    /** True when nothing is left out. */
    public boolean isAll() {
        return equals(ALL);
    }

    /** Whether this one is shown. */
    public boolean shows(Goroutine goroutine) {
        return goroutine.state().toLowerCase(Locale.ROOT).startsWith(state.toLowerCase(Locale.ROOT))
                && (minutes == 0 || goroutine.minutes() >= minutes)
                && (function.isEmpty()
                        || goroutine.frames().stream()
                                .anyMatch(frame -> frame.function().contains(function)));
    }

    /** "state 'select', at least 5 min". */
    String words() {
        var words = new ArrayList<String>();
        if (!state.isEmpty()) {
            words.add("state '" + state + "'");
        }
        if (!function.isEmpty()) {
            words.add("function '" + function + "'");
        }
        if (minutes > 0) {
            words.add("at least " + minutes + " min");
        }
        return String.join(", ", words);
    }

    /** The text after a number of goroutines: out of how many, and why not all. */
    String shown(long shown, long count, Extent extent) {
        var all = extent.goroutines(count) + (count == 1 ? " goroutine" : " goroutines");
        return isAll() ? all : extent.goroutines(shown) + " of " + all + " (" + Printable.of(words()) + ")";
    }

    Tree tree() {
        var tree = new Tree.Fields();
        if (!state.isEmpty()) {
            tree.put("state", state);
        }
        if (!function.isEmpty()) {
            tree.put("function", function);
        }
        return minutes == 0 ? tree : tree.put("atLeastMinutes", minutes);
    }
}

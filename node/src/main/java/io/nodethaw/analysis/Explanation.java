package io.nodethaw.analysis;

import java.util.List;

/**
 * The page of a finding code.
 *
 * @param code hop, dot, name; stable for ever
 * @param meaning what it means for the node
 * @param confirm steps to confirm it by hand, one command or observation each
 * @param cure what to do, least disruptive first
 * @param healed what {@code nodethaw heal} does about it, or why it does nothing; empty where that was not asked
 * @param references issue threads, commits, manuals
 */
public record Explanation(
        String code, String meaning, List<String> confirm, String cure, String healed, List<String> references) {
    public Explanation {
        confirm = List.copyOf(confirm);
        references = List.copyOf(references);
    }

    /** A page that does not say what is done about it by itself. */
    public Explanation(String code, String meaning, List<String> confirm, String cure, List<String> references) {
        this(code, meaning, confirm, cure, "", references);
    }

    /** The same page with what {@code nodethaw heal} does about it. */
    public Explanation healedBy(String what) {
        return new Explanation(code, meaning, confirm, cure, what, references);
    }
}

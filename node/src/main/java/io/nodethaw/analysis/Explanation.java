package io.nodethaw.analysis;

import java.util.List;

/**
 * The page of a finding code.
 *
 * @param code hop, dot, name; stable for ever
 * @param meaning what it means for the node
 * @param confirm steps to confirm it by hand, one command or observation each
 * @param cure what to do, least disruptive first
 * @param references issue threads, commits, manuals
 */
public record Explanation(String code, String meaning, List<String> confirm, String cure, List<String> references) {
    public Explanation {
        confirm = List.copyOf(confirm);
        references = List.copyOf(references);
    }
}

package io.nodethaw.report;

import io.nodethaw.analysis.Explanation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** docs/findings.md, made from the pages of the rules. */
public final class FindingsPage {
    private FindingsPage() {}

    /** The whole file. Pages are sorted by code. */
    public static String of(List<Explanation> pages) {
        var sorted = new ArrayList<>(pages);
        sorted.sort(Comparator.comparing(Explanation::code));
        var out = new StringBuilder("# Findings\n\n");
        out.append(
                "What each finding code means, how to confirm it by hand and what to do. `nodethaw explain CODE` prints the\n");
        out.append("same. Generated from the rules: change the rule, then run `make golden`.\n");
        for (var page : sorted) {
            out.append("\n## ")
                    .append(page.code())
                    .append("\n\n")
                    .append(page.meaning())
                    .append("\n\n");
            out.append("**Confirm by hand**\n\n");
            int number = 1;
            for (var step : page.confirm()) {
                out.append(number++).append(". ").append(step).append('\n');
            }
            out.append("\n**What to do:** ").append(page.cure()).append('\n');
            if (!page.healed().isEmpty()) {
                out.append("\n**`nodethaw heal`:** ").append(page.healed()).append('\n');
            }
            if (!page.references().isEmpty()) {
                out.append("\n**References**\n\n");
                page.references()
                        .forEach(reference -> out.append("- ").append(reference).append('\n'));
            }
        }
        return out.toString();
    }
}

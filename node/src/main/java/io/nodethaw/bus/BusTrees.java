package io.nodethaw.bus;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;
import java.time.Duration;
import java.util.List;

/** The objects of some names, as their owners told them. One instance. */
public record BusTrees(List<Branch> branches) {
    public static final FactType<BusTrees> TYPE = new FactType<>("bus-trees", BusTrees.class);

    public BusTrees {
        branches = List.copyOf(branches);
    }

    /**
     * The objects of one name.
     *
     * @param paths of those that were described, in the order of the alphabet
     * @param failed those that were answered with an error
     * @param silent number of those asked for without an answer
     * @param unasked number of those that are known and were not asked for: time or their number did not allow it
     * @param last when the last answer came, since the first was asked for
     */
    public record Branch(
            String name,
            String owner,
            List<String> paths,
            List<Refusal> failed,
            int silent,
            int unasked,
            Duration last) {
        public Branch {
            paths = List.copyOf(paths);
            failed = List.copyOf(failed);
        }

        /** True when it was asked and nothing came back at all. */
        public boolean isSilent() {
            return paths.isEmpty() && failed.isEmpty() && silent > 0;
        }

        /** True when answers came, and some were still owed when time was up: it is slow or has many objects, and not silent. */
        public boolean isLate() {
            return silent > 0 && !isSilent();
        }
    }

    /** An object that was not described, with the error. */
    public record Refusal(String path, String error) {
        public Refusal {
            error = Foreign.cut(error);
        }
    }
}

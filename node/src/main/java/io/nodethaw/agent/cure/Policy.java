package io.nodethaw.agent.cure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the owner of a node lets its agent cure.
 *
 * @param codes of the findings that may be treated
 * @param safe those of them that may be treated also where the cluster cannot be asked who else is at work
 * @param hold how long a condition has to be true for one of them
 * @param perHour how many cures a node may have in an hour
 * @param hours in which alone they may be treated; empty for any time
 * @param forbiddenBy an annotation of the Node that forbids all of it, whatever its value but "false"
 * @param socket of the process that heals, whose file it is; empty where the agent has a child of its own for it
 */
public record Policy(
        Set<String> codes,
        Set<String> safe,
        Duration hold,
        int perHour,
        List<Hours> hours,
        String forbiddenBy,
        Slots slots,
        Optional<Path> socket) {
    /** Nothing is cured: how it is unless a file says otherwise. */
    public static final Policy NONE = new Policy(
            Set.of(),
            Set.of(),
            Duration.ofSeconds(10),
            2,
            List.of(),
            "nodethaw.io/no-cure",
            Slots.USUAL,
            Optional.empty());

    public Policy {
        codes = Set.copyOf(codes);
        safe = Set.copyOf(safe);
        hours = List.copyOf(hours);
    }

    /**
     * How many nodes of the cluster may be treated at the same time: Leases, of which each node at work holds one.
     *
     * @param nodes the most; 0 where {@code percent} says it
     * @param percent of the nodes of the cluster; 0 where {@code nodes} says it
     * @param namespace of the Leases
     * @param pause for how long nobody treats a code that was seen on more nodes than there are slots
     */
    public record Slots(int nodes, int percent, String namespace, Duration pause) {
        /** The most: each is asked for before a cure. */
        public static final int MOST = 20;

        private static final int WHOLE = 100;

        static final Slots USUAL = new Slots(1, 0, "kube-system", Duration.ofHours(1));

        public Slots {
            if ((nodes > 0) == (percent > 0) || nodes > MOST || percent > WHOLE) {
                throw new IllegalArgumentException(nodes + " nodes and " + percent + " %");
            }
        }

        /** How many there are in a cluster of so many nodes: at least one. */
        int count(int all) {
            int share = (int) ((long) all * percent / WHOLE);
            return nodes > 0 ? nodes : Math.clamp(share, 1, MOST);
        }

        /** True where the size of the cluster matters. */
        boolean needsCount() {
            return percent > 0;
        }
    }

    /** True when anything may be cured. */
    public boolean isOn() {
        return !codes.isEmpty();
    }

    /** The codes in the order in which they are shown. */
    public List<String> sorted() {
        return List.copyOf(new TreeSet<>(codes));
    }
}

package io.nodethaw.look;

import io.nodethaw.collect.Deadline;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Chain;
import io.nodethaw.wait.NodeView;
import java.util.HashSet;
import java.util.Set;

/** Reads how much is used of what a node can run out of: first the processes, then what is asked for as more is known of them. */
final class Levels {
    /** The most rounds: open files tell whose users to read, and nothing asks for more then. */
    private static final int MAX_ROUNDS = 5;

    private final Chain chain;
    private final Readers readers;

    Levels(Chain chain, Readers readers) {
        this.chain = chain;
        this.readers = readers;
    }

    /** Adds new readings to what is known. */
    Evidence read(Evidence known, Deadline deadline) {
        var builder = known.toBuilder();
        var read = new HashSet<Key>();
        Set<Key> keys = Set.of(Machine.TYPE.key(), ProcessTable.TYPE.key());
        for (int round = 0; round < MAX_ROUNDS && !keys.isEmpty(); round++) {
            readers.read(keys, deadline, builder);
            read.addAll(keys);
            keys = new HashSet<>(chain.wantsForLevels(new NodeView(builder.build())));
            keys.removeAll(read);
        }
        return builder.build();
    }
}

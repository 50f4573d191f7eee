package io.nodethaw.format.mounts;

import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import java.util.ArrayList;
import java.util.List;

/** The mounts of a node, from whichever list shows them; they are told as those of PID 1, as whose namespace people list them. */
public final class MountLists implements Finder {
    private static final int MOST = 20_000;
    /** One line alone is what somebody says of a mount, or a line of fstab in a text. */
    private static final int LEAST = 2;

    private final List<Mounts.Mount> mounts = new ArrayList<>();
    private long first;
    private boolean inTree;

    @Override
    public void take(Line line) {
        if (line.isLogged()) {
            return;
        }
        if (MountRow.isHeader(line.text())) {
            inTree = true;
            return;
        }
        inTree &= !line.text().isEmpty();
        if (mounts.size() < MOST) {
            MountRow.of(line.text(), inTree).ifPresent(mount -> {
                first = first == 0 ? line.number() : first;
                mounts.add(mount);
            });
        }
    }

    @Override
    public void end(Found into) {
        if (mounts.size() >= LEAST) {
            into.is("mounts");
            into.put(Mounts.TYPE, Integer.toString(ProcessTable.INIT), new Mounts(ProcessTable.INIT, mounts), first);
        }
    }
}

package io.nodethaw.capture;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.ProcessTable;
import java.util.List;
import java.util.Optional;

/** The mounts that PID 1 sees. */
final class MountsText {
    private static final String NAME = "mounts.txt";

    private MountsText() {}

    static Optional<Attachment> of(Evidence evidence, Evidence besides, List<LeftOut> leftOut) {
        return Missing.first(
                        NAME, Mounts.TYPE, Integer.toString(ProcessTable.INIT), List.of(evidence, besides), leftOut)
                .map(mounts -> new Attachment(NAME, "/proc/1/mountinfo", out -> {
                    for (var mount : mounts.mounts()) {
                        out.write(String.join(
                                        " ",
                                        Integer.toString(mount.id()),
                                        Integer.toString(mount.parent()),
                                        mount.device(),
                                        mount.root(),
                                        mount.point(),
                                        mount.type(),
                                        mount.source(),
                                        mount.options())
                                + "\n");
                    }
                }));
    }
}

package io.nodethaw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whom the kernel ends first where memory runs out: a child that can be started again, and not the agent, which may not come back. */
final class OwnOrder {
    private static final Path ORDER = Path.of("/proc/self/oom_score_adj");

    /** From -1000 to 1000; above that of any pod that asks for memory (kubelet, pkg/kubelet/qos/policy.go), and anybody may raise his own. */
    private static final String FIRST = "1000";

    private OwnOrder() {}

    /** This process goes before others. Where it may not be said, all is as before. */
    static void goFirst() {
        try {
            Files.writeString(ORDER, FIRST);
        } catch (IOException e) {
            return; // no /proc, or one that is read-only
        }
    }
}

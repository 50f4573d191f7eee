package io.nodethaw.hop;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.remedy.Means;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code nodethaw heal} does about each finding, with its risk, or why it does nothing. */
public final class NoCure {
    private static final String WAITS =
            "who waits is told, not why: what it waits for is treated where it is found, and ending who waits would lose its work";
    private static final String HELD =
            "nothing that a program may do ends a wait in the kernel; starting a daemon anew does not help it";
    private static final String FAILS =
            "what to remove, install or raise, and what that costs, is for a person to decide: the first screen gives the command";
    private static final String SAID = "a log tells of it, and a log is no proof of how things are now";
    private static final String LEFT =
            "it holds nobody up, and what is left may be needed to see who left it: the first screen gives the command";
    private static final String INNOCENT = "there is nothing to cure";

    /** Reasons by what a code ends in, for all hops. */
    private static final Map<String, String> OF_ALL = of(
            "changing",
            "it is being started or stopped, and time ends that",
            "crash-looping",
            "starting it again mends nothing: its last words tell what to mend",
            "waits-for-lock",
            WAITS,
            "work-overdue",
            WAITS,
            "socket-removed",
            "only a start anew makes its daemon listen again, and what that costs is for a person to decide: "
                    + "the first screen gives the command",
            "answered-collector",
            "an archive tells of it, and only what is seen on the node itself can be acted on",
            "start-succeeds",
            INNOCENT,
            "start-fails",
            "only the words of the daemon tell why, and what they tell of is for a person to mend",
            "ended-by-itself",
            "the log does not tell whether it runs again: a look at the node does",
            "missing",
            FAILS,
            "not-executable",
            FAILS);

    private static final Map<String, String> OF_ONE = of(
            "containerd.exit-lost", "lists tell of it that may be of different moments",
            "containerd.mount-left", LEFT,
            "containerd.gone", "nobody knows how it was started, or whether it was removed on purpose",
            "containerd.start-outstanding", WAITS,
            "cri.network-namespace-gone", LEFT,
            "cri.network-plugin-fails", SAID,
            "cri.no-cni-configuration", FAILS,
            "cri.start-crashes", SAID,
            "dbus.connections-used-up",
                    "which client may be started anew, and what that costs, is for a person to decide",
            "dbus.passes-messages", INNOCENT,
            "dbus.refuses-root", "which client may be started anew, and what that costs, is for a person to decide",
            "dbus.replies-used-up", "who does not answer is treated where it is found",
            "docker.container-lock-held", WAITS,
            "docker.log-driver-blocked",
                    "the endpoint of the logs has to come back; ending dockerd would end containers",
            "docker.no-containerd", FAILS,
            "kernel.cgroup-frozen", SAID,
            "kernel.dead-children", LEFT,
            "kernel.dead-network-namespaces", LEFT,
            "kernel.device-in-use", HELD,
            "kernel.disk-error", "a disk has to be replaced by a person",
            "kernel.disk-quiet", INNOCENT,
            "kernel.disk-saturated",
                    "who loads the disk, and whether that may be slowed down, is for a person to decide",
            "kernel.file-server-silent",
                    "its server has to come back, or its mount to be given up, and what still uses that is not known",
            "kernel.file-system-full", FAILS,
            "kernel.file-system-read-only",
                    "a file system that the kernel has closed for writing has to be looked at first",
            "kernel.file-system-wait", HELD,
            "kernel.filter-memory", FAILS,
            "kernel.inotify-instances", FAILS,
            "kernel.limit-reached", FAILS,
            "kernel.lockup", HELD,
            "kernel.memory-groups", FAILS,
            "kernel.memory-ran-out", SAID,
            "kernel.no-hop-in-d", INNOCENT,
            "kernel.no-task-left", FAILS,
            "kernel.open-files-limit", FAILS,
            "kernel.out-of-inodes", FAILS,
            "kernel.path-call-held", HELD,
            "kernel.pids-limit", FAILS,
            "kernel.rcu-stall", HELD,
            "kernel.still-in-use", SAID,
            "kernel.task-held", HELD,
            "kernel.task-refused", FAILS,
            "kubelet.certificate-expired", FAILS,
            "kubelet.device-plugin-silent", "a plug-in is a pod or a unit of others, and its log should be read first",
            "kubelet.lease-not-renewed", "the cause is not on this node",
            "kubelet.no-runtime", FAILS,
            "kubelet.relist-outstanding", WAITS,
            "kubelet.unhealthy",
                    "it says that it is unwell, and not why; what it waits for is treated where it is found",
            "runc.deadlock", "it ends with its parent, and what it has made by then has to be seen first",
            "runc.state-left", LEFT,
            "shim.without-container", LEFT,
            "systemd.calls-refused", SAID,
            "systemd.crashed", "a PID 1 that has crashed cannot be brought back: only a restart of the machine helps",
            "systemd.frozen", "who freezes PID 1 has reasons that are not on this node",
            "systemd.many-mounts", LEFT,
            "systemd.many-scopes", LEFT,
            "systemd.job-late", "which of its jobs is superfluous is for a person to decide");

    private final Means means;

    /** @param means all that can be done */
    public NoCure(Means means) {
        this.means = means;
    }

    private static Map<String, String> of(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return Map.copyOf(map);
    }

    /** The page with what is done about the finding. */
    public Explanation told(Explanation page) {
        return page.healedBy(text(page.code()));
    }

    private String text(String code) {
        var remedies = means.answering(code);
        return remedies.isEmpty()
                ? "does nothing: " + why(code).orElse("nothing is known that helps")
                : remedies.stream().map(NoCure::tell).collect(Collectors.joining(" Then, if that did not help: "));
    }

    private static String tell(Remedy remedy) {
        return remedy.title(Target.thing("it")) + " (" + remedy.name() + "). Risk: " + remedy.risk() + ".";
    }

    /** Why nothing is done about it; empty where no reason is written down. */
    static Optional<String> why(String code) {
        return Optional.ofNullable(OF_ONE.get(code))
                .or(() -> Optional.ofNullable(OF_ALL.get(code.substring(code.indexOf('.') + 1))));
    }

    /** Codes that have a reason of their own. */
    static Set<String> reasoned() {
        return Set.copyOf(List.copyOf(OF_ONE.keySet()));
    }
}

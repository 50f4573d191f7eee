package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Logged;
import io.nodethaw.hop.LoggedFinding;
import io.nodethaw.hop.LoggedFinding.Weight;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What logs say of the kernel's limits, and of the kernel's own troubles. */
final class KernelSaid {
    private static final Vertex TASKS = new Vertex.Resource(Vertex.ResourceKind.LIMIT, "new processes and threads");

    /**
     * A processor that does not come out of the kernel is reported each 22 s or so (kernel/watchdog.c, twice the threshold); one report may
     * be a pause of the machine that the node runs on.
     */
    private static final int LOCKED_UP = 3;

    private KernelSaid() {}

    static List<LoggedFinding> all() {
        return Stream.concat(
                        Stream.of(
                                taskRefused(),
                                lockup(),
                                rcuStall(),
                                killedForMemory(),
                                deviceInUse(),
                                limitReached(),
                                diskError(),
                                serverSilent(),
                                stillInUse()),
                        RoomSaid.all().stream())
                .toList();
    }

    private static LoggedFinding taskRefused() {
        return new LoggedFinding(
                Logged.Sign.NO_TASK,
                _ -> TASKS,
                (_, _) -> new Vertex.Ourselves(),
                _ -> Weight.FAILS,
                _ -> "the kernel refuses more (EAGAIN)",
                Optional.of(new Step(
                        "cat /proc/sys/kernel/pid_max /proc/sys/kernel/threads-max /proc/loadavg; ps -eo nlwp,pid,comm --sort -nlwp | head",
                        "shows the limits, how many tasks there are, and who has most")),
                new Explanation(
                        "kernel.task-refused",
                        "A daemon says that the kernel refused it a new process or thread (EAGAIN of fork). One of these is used up: "
                                + "kernel.pid_max, kernel.threads-max, pids.max of the cgroup (TasksMax of its unit), or the user's limit of "
                                + "processes. No container can be started while that lasts; which limit it is, the log does not tell.",
                        List.of(
                                "cat /proc/sys/kernel/pid_max /proc/sys/kernel/threads-max; the number behind the stroke in /proc/loadavg counts the tasks.",
                                "systemctl show -p TasksCurrent -p TasksMax containerd docker kubelet",
                                "ps -eo nlwp,pid,comm --sort -nlwp | head shows who has most."),
                        "End what leaks processes or threads, mostly in a container; sysctl -w kernel.pid_max=4194304 gives room at once, a "
                                + "podPidsLimit keeps it.",
                        List.of(
                                "man 2 fork, EAGAIN",
                                "kernel: kernel/fork.c, copy_process",
                                "kernel: kernel/cgroup/pids.c")));
    }

    private static Vertex kernel(String what) {
        return new Vertex.Resource(Vertex.ResourceKind.KERNEL, what);
    }

    private static LoggedFinding lockup() {
        return new LoggedFinding(
                Logged.Sign.LOCKUP,
                said -> kernel(said.about()),
                (_, _) -> new Vertex.Remote("whoever should run there"),
                said -> said.times() >= LOCKED_UP ? Weight.STALLS : Weight.DOUBTFUL,
                said -> "stuck in the kernel"
                        + said.lasting()
                                .map(age -> " for " + age.toSeconds() + " s")
                                .orElse(""),
                Optional.empty(),
                new Explanation(
                        "kernel.lockup",
                        "The kernel's watchdog says that a processor has run in the kernel for too long without letting anybody else run. "
                                + "On a virtual machine the host may have given it no time.",
                        List.of(
                                "dmesg -T | grep -A 40 -i lockup shows the stack of what runs there.",
                                "The column st of vmstat 1 is the time that the host took."),
                        "If it lasts: drain and reboot, and look for a newer kernel or driver with the function on top of that stack.",
                        List.of("kernel/watchdog.c", "Documentation/admin-guide/lockup-watchdogs.rst")));
    }

    private static LoggedFinding rcuStall() {
        return new LoggedFinding(
                Logged.Sign.RCU_STALL,
                _ -> kernel("RCU"),
                (_, _) -> new Vertex.Remote("whoever waits for a grace period"),
                _ -> Weight.DOUBTFUL,
                _ -> "its grace period does not end",
                Optional.empty(),
                new Explanation(
                        "kernel.rcu-stall",
                        "The kernel says that an RCU grace period does not end: a processor or task has not passed through a quiet state. Whoever "
                                + "ends a network namespace, removes a cgroup or unmounts waits for such periods.",
                        List.of(
                                "dmesg -T | grep -A 40 'rcu.*stall' shows the stacks of the processors that are late.",
                                "On a virtual machine look whether the host gave it time: the column st of vmstat 1."),
                        "If it lasts: drain and reboot.",
                        List.of("kernel/rcu/tree_stall.h", "Documentation/RCU/stallwarn.rst")));
    }

    private static LoggedFinding killedForMemory() {
        return new LoggedFinding(
                Logged.Sign.KILLED_FOR_MEMORY,
                _ -> kernel("memory of the node"),
                (_, said) -> new Vertex.Remote(said.about().isEmpty() ? "a process" : said.about()),
                _ -> Weight.DOUBTFUL,
                said -> "ran out; the kernel ended " + (said.about().isEmpty() ? "a process" : said.about()),
                Optional.empty(),
                new Explanation(
                        "kernel.memory-ran-out",
                        "The kernel ended a process because the memory of the whole node ran out. Daemons that it ended are started again by "
                                + "systemd; until then what they serve waits.",
                        List.of(
                                "dmesg -T | grep -i 'out of memory' names what was ended.",
                                "cat /proc/pressure/memory: full above 10 says that tasks wait for memory now."),
                        "Give the node's daemons room (kubeReserved, systemReserved), and containers limits.",
                        List.of("mm/oom_kill.c", "Kubernetes: Reserve Compute Resources for System Daemons")));
    }

    private static LoggedFinding deviceInUse() {
        return new LoggedFinding(
                Logged.Sign.DEVICE_IN_USE,
                said -> kernel("network device " + said.about()),
                (_, _) -> new Vertex.Ourselves(),
                LoggedFinding.repeated(Weight.STALLS),
                _ -> "a network namespace does not end because it is in use",
                Optional.empty(),
                new Explanation(
                        "kernel.device-in-use",
                        "A network namespace cannot end, because something still counts a use of one of its devices. Meanwhile the kernel "
                                + "ends and makes no other network namespace (it waits with a lock of the network held), so that starts of "
                                + "containers hang.",
                        List.of(
                                "dmesg -T | grep unregister_netdevice is repeated each 10 s while that lasts.",
                                "ps -eLo stat,wchan:32,comm | grep -e netns -e copy_net_ns"),
                        "It mostly does not end: drain and reboot, and look for a newer kernel.",
                        List.of("net/core/dev.c, netdev_wait_allrefs", "moby issue 5618")));
    }

    private static LoggedFinding limitReached() {
        return new LoggedFinding(
                Logged.Sign.LIMIT_REACHED,
                said -> new Vertex.Resource(Vertex.ResourceKind.LIMIT, said.about()),
                (_, _) -> new Vertex.Ourselves(),
                LoggedFinding.repeated(Weight.FAILS),
                _ -> "used up, as a daemon says",
                Optional.empty(),
                new Explanation(
                        "kernel.limit-reached",
                        "A daemon says again and again that the kernel refused it something of which there is only so much: room of a file system, control "
                                + "groups, inotify watches, memory for BPF programs. Starts of containers fail because of it.",
                        List.of(
                                "df -h, df -i for a path; sysctl fs.inotify net.core.bpf_jit_limit; cat /proc/cgroups counts the control groups.",
                                "nodethaw diagnose reads the limits themselves, and what they stand at."),
                        "Remove what uses it up, or raise the limit. Never delete files below the runtime's folder by hand.",
                        List.of(
                                "man 7 inotify",
                                "kernel: kernel/bpf/core.c, bpf_jit_limit",
                                "kernel: mm/memcontrol.c, MEM_CGROUP_ID_MAX")));
    }

    private static LoggedFinding diskError() {
        return new LoggedFinding(
                Logged.Sign.DISK_ERROR,
                said -> kernel(said.about().isEmpty() ? "a disk" : "disk " + said.about()),
                (_, _) -> new Vertex.Remote("who reads and writes there"),
                _ -> Weight.DOUBTFUL,
                _ -> "the kernel tells of errors of it",
                Optional.empty(),
                new Explanation(
                        "kernel.disk-error",
                        "The kernel tells that a disk could not read or write, or that it has made a file system read-only because of that. Whoever "
                                + "uses it gets errors or waits long.",
                        List.of(
                                "dmesg -T | grep -i -e 'I/O error' -e 'remounting'",
                                "smartctl -a /dev/DISK; for a volume of a cloud its own events."),
                        "Drain the node and replace the disk; run fsck before it is mounted for writing again.",
                        List.of("block/blk-core.c, print_req_error", "fs/ext4/super.c, ext4_handle_error")));
    }

    private static LoggedFinding stillInUse() {
        return new LoggedFinding(
                Logged.Sign.STILL_IN_USE,
                said -> new Vertex.Resource(
                        said.about().contains("/cgroup/") ? Vertex.ResourceKind.CGROUP : Vertex.ResourceKind.MOUNT,
                        said.about()),
                (_, _) -> new Vertex.Remote("who removes it"),
                _ -> Weight.DOUBTFUL,
                _ -> "cannot be removed, because something uses it (EBUSY)",
                Optional.of(new Step(
                        "grep -l PATH /proc/[0-9]*/mountinfo; fuser -vm PATH; cat PATH/cgroup.procs",
                        "shows in whose mount namespaces it still is, who uses it, and what is in a control group")),
                new Explanation(
                        "kernel.still-in-use",
                        "A daemon could not unmount or remove something of a container or pod: the kernel says that it is in use (EBUSY). Of a "
                                + "mount that is an open file below it, another mount, or a copy of it in the mount namespace of another "
                                + "container; of a control group a process in it that has not ended. The end of that container or pod waits "
                                + "until that is gone; once or twice it is only a moment.",
                        List.of(
                                "grep -l ID /proc/[0-9]*/mountinfo shows who has a copy of the mount in its namespace: often a container that "
                                        + "mounts / or /var/lib of the node.",
                                "fuser -vm PATH and lsof +D PATH show who has files of it open.",
                                "cat PATH/cgroup.procs, and ps -o stat,wchan:32 of those: one in state D cannot end."),
                        "End or restart the container that has the copy, and mount folders of the node with mountPropagation HostToContainer "
                                + "there. For a process in state D: free what it waits for.",
                        List.of(
                                "man 2 umount, EBUSY",
                                "man 2 rmdir, EBUSY",
                                "moby issue 22260",
                                "Kubernetes issue 65110")));
    }

    private static LoggedFinding serverSilent() {
        return new LoggedFinding(
                Logged.Sign.SERVER_SILENT,
                said -> kernel("file server " + said.about()),
                (_, _) -> new Vertex.Remote("who uses its mounts"),
                _ -> Weight.DOUBTFUL,
                _ -> "does not answer the kernel",
                Optional.of(new Step(
                        "grep -e nfs -e cifs /proc/mounts; ps -eLo pid,stat,wchan:32,comm | grep -e rpc_ -e nfs -e cifs",
                        "shows its mounts, and who waits for it")),
                new Explanation(
                        "kernel.file-server-silent",
                        "The kernel has no answer from a file server, and does not say that it answers again. Whoever uses one of its mounts "
                                + "sleeps in the kernel until it does, and no signal ends that on a hard mount. A kubelet that looks at the volumes "
                                + "of its pods can be one of them.",
                        List.of(
                                "dmesg -T | grep -e 'not responding' -e ' OK' shows since when, and whether it has come back.",
                                "ps -eLo pid,tid,stat,wchan:32,comm | awk '$3 ~ /^D/' shows who waits."),
                        "Restore the server or the way to it; else umount -f -l its mounts (who uses them gets errors, and what was not written "
                                + "is lost), and end the pods that use them.",
                        List.of("net/sunrpc/clnt.c, call_timeout", "man 5 nfs, hard and soft")));
    }
}

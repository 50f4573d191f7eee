package io.nodethaw.collect.proc;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.source.Own;
import io.nodethaw.collect.source.Rationed;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.DiskStats;
import io.nodethaw.evidence.FileHandles;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.FilterMemory;
import io.nodethaw.evidence.InotifyLimit;
import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.LastRan;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.MountLimit;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.NetworkNamespaceLimit;
import io.nodethaw.evidence.NodeTasks;
import io.nodethaw.evidence.OpenFileLimit;
import io.nodethaw.evidence.PortRange;
import io.nodethaw.evidence.Pressure;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.TrackedConnections;
import java.util.List;

/** The sources for what is safe to read in /proc: nothing here takes a lock of another process or waits for a file system. */
public final class ProcSources {
    private ProcSources() {}

    /** All of them. */
    public static List<Source<?>> of(Host host) {
        var proc = new Proc(host);
        var limits = new Limits(host);
        return List.of(
                new Own<>(Machine.TYPE, "release, boot id and uptime of the kernel; our own user", _ -> proc.machine()),
                new Own<>(ProcessTable.TYPE, "`/proc/PID/stat` of every process", _ -> proc.processes()),
                Own.ofProcess(
                        ProcessStatus.TYPE,
                        "`/proc/PID/status` of processes that may be a PID 1, that listen where a hop would, or that "
                                + "something waits for; of the first processes of containers of which one is in state D",
                        proc::status),
                new Rationed<>(
                        Descriptors.TYPE,
                        "the links below `/proc/PID/fd` and `/proc/PID/cwd` of every process, with a limit; what they lead to is not "
                                + "touched",
                        () -> new OpenFiles(host)::of),
                Own.ofProcess(
                        Namespaces.TYPE,
                        "the links below `/proc/PID/ns` of PID 1, of processes that listen where a hop would, and of runc",
                        proc::namespaces),
                Own.ofProcess(
                        Tasks.TYPE,
                        "`stat`, `status`, `wchan` and `schedstat` of each thread of processes that something waits for",
                        proc::tasks),
                Own.ofProcess(
                        KernelWaits.TYPE,
                        "`wchan` of each thread of the daemons of the chain, of what they have started to help them, and of "
                                + "processes of containers in state D; `stat` and `sched` of threads that the kernel holds",
                        proc::kernelWaits),
                Own.ofProcess(
                        LastRan.TYPE,
                        "`stat` and `sched` of each thread of CNI plug-ins and mount helpers that have not ended in time, and of what "
                                + "they have started",
                        proc::lastRan),
                Own.ofProcess(
                        OpenFileLimit.TYPE,
                        "`/proc/PID/limits` of kubelet and runtimes that have many files open; by `forecast` of all daemons of the "
                                + "chain",
                        limits::ofFiles),
                new Own<>(
                        InotifyLimit.TYPE,
                        "`/proc/sys/fs/inotify/max_user_instances` and `max_user_watches`, when many instances are open, and by "
                                + "`forecast`",
                        _ -> limits.ofInotify()),
                new Own<>(
                        FilterMemory.TYPE,
                        "as root, `/proc/sys/net/core/bpf_jit_limit`, and `/proc/meminfo`",
                        _ -> limits.ofFilters()),
                new Own<>(FileHandles.TYPE, "`/proc/sys/fs/file-nr`", _ -> limits.fileHandles()),
                new Own<>(
                        TrackedConnections.TYPE,
                        "`/proc/sys/net/netfilter/nf_conntrack_count` and `nf_conntrack_max`",
                        _ -> limits.trackedConnections()),
                new Own<>(
                        NetworkNamespaceLimit.TYPE,
                        "by `forecast` only: `/proc/sys/user/max_net_namespaces`",
                        _ -> limits.ofNetworkNamespaces()),
                new Own<>(MountLimit.TYPE, "by `forecast` only: `/proc/sys/fs/mount-max`", _ -> limits.ofMounts()),
                new Own<>(
                        PortRange.TYPE,
                        "by `forecast` only: `/proc/sys/net/ipv4/ip_local_port_range`",
                        _ -> limits.portRange()),
                new Own<>(
                        NodeTasks.TYPE,
                        "`/proc/loadavg`, `/proc/sys/kernel/pid_max` and `threads-max`; the names in `/proc/PID/task` of all "
                                + "processes only where nearly all numbers may be in use",
                        _ -> new TaskNumbers(host).read()),
                new Own<>(FileLocks.TYPE, "`/proc/locks`", _ -> proc.fileLocks()),
                new Own<>(Pressure.TYPE, "`/proc/pressure`", _ -> proc.pressure()),
                new Own<>(
                        DiskStats.TYPE,
                        "`/proc/diskstats`, when a process waits in the kernel",
                        _ -> proc.diskStats()));
    }
}

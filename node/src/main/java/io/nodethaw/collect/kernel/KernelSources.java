package io.nodethaw.collect.kernel;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.collect.proc.KernelFile;
import io.nodethaw.collect.source.InChild;
import io.nodethaw.collect.source.InThread;
import io.nodethaw.collect.source.Own;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.FilterPrograms;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.InotifyWatches;
import io.nodethaw.evidence.KernelLog;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.MemoryGroups;
import io.nodethaw.evidence.MountSummary;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.NetworkNamespaceCount;
import io.nodethaw.evidence.PidsLimits;
import io.nodethaw.evidence.ProcessorClock;
import io.nodethaw.evidence.ServerReplies;
import io.nodethaw.evidence.SystemCall;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The sources for what may hang when it is read from the kernel; the reader child reads nearly all of it. */
public final class KernelSources {
    private KernelSources() {}

    /** All of them. */
    public static List<Source<?>> of(Host host) {
        return List.of(
                file(
                        host,
                        SystemCall.TYPE,
                        "`/proc/PID/task/TID/syscall` of processes that something waits for",
                        two(Questions::systemCall)),
                file(
                        host,
                        KernelStack.TYPE,
                        "`/proc/PID/task/TID/stack` of threads that wait in the kernel",
                        two(Questions::kernelStack)),
                file(
                        host,
                        DescriptorInfo.TYPE,
                        "`/proc/PID/fdinfo` of epoll sets, pidfds, FUSE devices and locked files of processes that "
                                + "something waits for, and of fanotify files",
                        two(Questions::descriptorInfo)),
                file(
                        host,
                        Mounts.TYPE,
                        "`/proc/PID/mountinfo` of processes that wait for a file system, and then of PID 1; by `forecast` of PID 1",
                        one(Questions::mounts)),
                file(
                        host,
                        ServerReplies.TYPE,
                        "as root, `/proc/PID/mountstats` of processes that wait for a mount of NFS",
                        one(Questions::serverReplies)),
                file(
                        host,
                        MountSummary.TYPE,
                        "as root, `/proc/PID/mountinfo` of containerd: how many mounts it has, root file "
                                + "systems of containers and network "
                                + "namespaces among them",
                        one(Questions::mountSummary)),
                file(
                        host,
                        MemoryGroups.TYPE,
                        "as root where all daemons answer or starts may fail, and by `forecast`: `/proc/cgroups`",
                        _ -> Optional.of(Questions.memoryGroups())),
                file(
                        host,
                        NetworkNamespaceCount.TYPE,
                        "by `forecast` only, as root: the line `net_namespace` of `/proc/slabinfo`",
                        _ -> Optional.of(Questions.networkNamespaces())),
                file(
                        host,
                        FilterPrograms.TYPE,
                        "by `forecast` only, as root: how much of `/proc/vmallocinfo` BPF programs have",
                        _ -> Optional.of(Questions.filterPrograms())),
                new InChild<>(
                        InotifyWatches.TYPE,
                        "by `forecast` only: `/proc/PID/fdinfo` of inotify instances",
                        Questions.WATCHES,
                        () -> new WatchesTask(host),
                        one(Questions::inotifyWatches)),
                new Own<>(
                        PidsLimits.TYPE,
                        "`pids.max`, `pids.current` and `pids.events` of the control groups of running units of kubelet and the "
                                + "runtimes, and of those above",
                        new PidsFiles(host)::of),
                new InChild<>(
                        Freeze.TYPE,
                        "`/proc/PID/cgroup` of processes that something waits for, of a kubelet that listens at no port and then of PID 1, "
                                + "and the freezer's files of these cgroups",
                        Questions.FREEZE,
                        () -> new FreezeTask(host),
                        one(Questions::freeze)),
                new InThread<>(
                        ProcessorClock.TYPE,
                        "`/proc/self/task/TID/sched` of one of our own threads, which moves to a processor on "
                                + "which a held thread, or one of an overdue helper, ran last",
                        (instance, _) -> ProcessorClocks.read(host, Integer.parseInt(instance))),
                new InChild<>(
                        KernelLog.TYPE,
                        "as root, `/dev/kmsg`, from the oldest record to the newest without waiting for more; kept are the kernel's own lines about "
                                + "waits and troubles, 200 at most; and the link `/proc/self/ns/pid`",
                        Questions.KERNEL_LOG,
                        () -> new KernelLogTask(host),
                        _ -> Optional.of(Questions.kernelLog())));
    }

    /** A fact that one kernel file holds; its question is made by {@link Questions#file}. */
    public static <T> InChild<T> file(Host host, FactType<T> type, String access, InChild.QuestionOf<T> asking) {
        return new InChild<>(type, access, Questions.FILE, () -> whole(host), asking);
    }

    private static ReaderTask whole(Host host) {
        return arguments -> KernelFile.bytes(host.file(arguments.getFirst()).toString());
    }

    /** Reads an instance that is a pid. */
    private static <T> InChild.QuestionOf<T> one(IntFunction<Question<T>> question) {
        return instance -> Optional.of(question.apply(Integer.parseInt(instance)));
    }

    /** A question about a thread or an open file of a process. */
    private interface OfTwo<T> {
        Question<T> of(int pid, int number);
    }

    /** Reads an instance that is a pid, a slash, and the number of a thread or an open file. */
    private static <T> InChild.QuestionOf<T> two(OfTwo<T> question) {
        return instance -> {
            var parts = instance.split("/", -1);
            return Optional.of(question.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
        };
    }
}

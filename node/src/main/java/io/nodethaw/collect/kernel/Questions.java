package io.nodethaw.collect.kernel;

import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.collect.proc.Proc;
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
import io.nodethaw.evidence.ServerReplies;
import io.nodethaw.evidence.SystemCall;
import java.util.List;

/** Questions to the reader child about what the kernel shows, and the names of the tasks that answer them. */
public final class Questions {
    /** Reads one file whole; argument: its absolute path on the host. */
    static final String FILE = "file";

    /** Finds the frozen cgroup of a process; argument: pid. */
    static final String FREEZE = "freeze";

    /** Reads the lines of the kernel log that tell of waits; no argument. */
    static final String KERNEL_LOG = "kernel-log";

    /** Counts the inotify watches of a process; argument: pid. */
    static final String WATCHES = "inotify-watches";

    private Questions() {}

    /** The system call a thread is in. */
    public static Question<SystemCall> systemCall(int pid, int tid) {
        return file(
                SystemCall.TYPE,
                pid,
                pid + "/" + tid,
                "/proc/" + pid + "/task/" + tid + "/syscall",
                text -> KernelTexts.systemCall(pid, tid, text).call(Proc.architecture()));
    }

    /** Where in the kernel a thread is. */
    public static Question<KernelStack> kernelStack(int pid, int tid) {
        return file(
                KernelStack.TYPE,
                pid,
                pid + "/" + tid,
                "/proc/" + pid + "/task/" + tid + "/stack",
                text -> KernelTexts.stack(pid, tid, text));
    }

    /** What the kernel says of one open file. */
    public static Question<DescriptorInfo> descriptorInfo(int pid, int fd) {
        return file(
                DescriptorInfo.TYPE,
                pid,
                pid + "/" + fd,
                "/proc/" + pid + "/fdinfo/" + fd,
                text -> KernelTexts.descriptor(pid, fd, text));
    }

    /** The mounts that a process sees. */
    public static Question<Mounts> mounts(int pid) {
        return ofProcess(Mounts.TYPE, pid, "mountinfo", text -> MountText.parse(pid, text));
    }

    /** What the kernel counts of the NFS servers of the mounts that a process sees. */
    static Question<ServerReplies> serverReplies(int pid) {
        return ofProcess(ServerReplies.TYPE, pid, "mountstats", text -> MountStatsText.parse(pid, text));
    }

    /** What the mounts that a process sees tell of the node. */
    static Question<MountSummary> mountSummary(int pid) {
        return ofProcess(MountSummary.TYPE, pid, "mountinfo", text -> MountSummary.of(MountText.parse(pid, text)));
    }

    /** The cgroups of a process, and whether it is frozen. */
    public static Question<Freeze> freeze(int pid) {
        return new Question<>(
                Freeze.TYPE,
                Integer.toString(pid),
                "read of the cgroups of " + pid,
                Subject.files(pid),
                FREEZE,
                List.of(Integer.toString(pid)),
                answer -> FreezeText.read(pid, answer));
    }

    /** How many control groups there are. */
    static Question<MemoryGroups> memoryGroups() {
        return file(MemoryGroups.TYPE, 0, "", "/proc/cgroups", KernelTexts::memoryGroups);
    }

    /** How many network namespaces there are. */
    static Question<NetworkNamespaceCount> networkNamespaces() {
        return file(NetworkNamespaceCount.TYPE, 0, "", "/proc/slabinfo", KernelTexts::networkNamespaces);
    }

    /** How much memory BPF programs have. */
    static Question<FilterPrograms> filterPrograms() {
        return file(FilterPrograms.TYPE, 0, "", "/proc/vmallocinfo", KernelTexts::filterPrograms);
    }

    /** How many inotify watches a process has. */
    static Question<InotifyWatches> inotifyWatches(int pid) {
        return new Question<>(
                InotifyWatches.TYPE,
                Integer.toString(pid),
                "read of the inotify instances of " + pid,
                Subject.files(pid),
                WATCHES,
                List.of(Integer.toString(pid)),
                answer -> WatchesTask.read(pid, answer));
    }

    /** What the kernel log tells of waits. */
    public static Question<KernelLog> kernelLog() {
        return new Question<>(
                KernelLog.TYPE,
                "",
                "read of /dev/kmsg",
                Subject.machine(),
                KERNEL_LOG,
                List.of(),
                KernelLogText::parse);
    }

    private static <T> Question<T> ofProcess(FactType<T> type, int pid, String name, Question.Decoder<T> decoder) {
        return file(type, pid, Integer.toString(pid), "/proc/" + pid + "/" + name, decoder);
    }

    /** What one file tells of a process. */
    public static <T> Question<T> file(
            FactType<T> type, int pid, String instance, String path, Question.Decoder<T> decoder) {
        return new Question<>(type, instance, "read of " + path, Subject.files(pid), FILE, List.of(path), decoder);
    }
}

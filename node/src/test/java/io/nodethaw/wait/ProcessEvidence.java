package io.nodethaw.wait;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.ProcessorClock;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One process made by hand. What no call mentions was not read. */
public final class ProcessEvidence {
    /**
     * One open file of a process.
     *
     * @param number its number there
     */
    public record Fd(ProcessEvidence process, int number) {}

    private static final long MOVED = 7;

    private final NodeEvidence node;
    private final int pid;
    private final int parent;
    private final String comm;
    private char state = 'S';
    private long startTicks = 100;
    private long cpuTicks = 10;
    private long flags;
    private String workingDirectory = "";
    private int samples;
    private boolean moves;
    private Duration queued = Duration.ZERO;
    private int tracer;
    private Optional<List<Integer>> namespacePids = Optional.empty();
    private Optional<Long> uid = Optional.empty();
    private Optional<Long> pending = Optional.empty();
    private final List<KernelWaits.Held> held = new ArrayList<>();
    private Optional<Long> mountNamespace = Optional.empty();
    private Optional<Long> pidNamespace = Optional.empty();
    private Optional<Long> networkNamespace = Optional.empty();
    private Optional<Freeze> freeze = Optional.empty();
    private final Map<Integer, String> open = new LinkedHashMap<>();
    private final Map<Integer, DescriptorInfo> infos = new LinkedHashMap<>();
    private final Map<Integer, ThreadEvidence> threads = new LinkedHashMap<>();
    private final List<Mounts.Mount> mounts = new ArrayList<>();

    ProcessEvidence(NodeEvidence node, int pid, int parent, String comm) {
        this.node = node;
        this.pid = pid;
        this.parent = parent;
        this.comm = comm;
    }

    /** Its number. */
    public int pid() {
        return pid;
    }

    /** Its vertex. */
    public Vertex.Process vertex() {
        return new Vertex.Process(pid, startTicks);
    }

    String architecture() {
        return node.architecture();
    }

    /** An open file of it. */
    public Fd fd(int number) {
        return new Fd(this, number);
    }

    /** A thread of it; with threads its task folder was read. */
    public ThreadEvidence thread(int tid) {
        samples = Math.max(1, samples);
        threads.computeIfAbsent(pid, own -> new ThreadEvidence(this, own));
        return threads.computeIfAbsent(tid, other -> new ThreadEvidence(this, other));
    }

    /** Its first thread is asleep in this system call. */
    public ProcessEvidence blockedIn(String call, long... arguments) {
        thread(pid).blockedIn(call, arguments);
        return this;
    }

    /** Its first thread sleeps in this kernel function. */
    public ProcessEvidence wchan(String function) {
        thread(pid).wchan(function);
        return this;
    }

    /** In uninterruptible sleep. */
    public ProcessEvidence inD(String function) {
        state = 'D';
        thread(pid).state('D').wchan(function);
        return this;
    }

    /** The kernel's letter for its state. */
    public ProcessEvidence state(char letter) {
        state = letter;
        return this;
    }

    /** Stopped by a signal. */
    public ProcessEvidence stopped() {
        state = 'T';
        thread(pid).state('T');
        return this;
    }

    /** Every thread is held by this tracer. */
    public ProcessEvidence tracedBy(int tracerPid) {
        state = 't';
        tracer = tracerPid;
        thread(pid).heldBy(tracerPid);
        return this;
    }

    /** In this frozen cgroup, or below it. */
    public ProcessEvidence frozenIn(String cgroup) {
        freeze = Optional.of(
                new Freeze(pid, List.of(":" + cgroup), Optional.of(new Freeze.Frozen(cgroup, "FROZEN", 2))));
        return this;
    }

    /** Its cgroups were read, and none is frozen. */
    public ProcessEvidence inCgroup(String cgroup) {
        freeze = Optional.of(new Freeze(pid, List.of(":" + cgroup), Optional.empty()));
        return this;
    }

    /** Its cgroups were read, "controllers:path" each, and none that can be seen is frozen. */
    public ProcessEvidence inCgroups(String... lines) {
        freeze = Optional.of(new Freeze(pid, List.of(lines), Optional.empty()));
        return this;
    }

    /** Seen twice, and nothing moved. */
    public ProcessEvidence still() {
        thread(pid);
        samples = 2;
        moves = false;
        return this;
    }

    /** Seen twice, with context switches between. */
    public ProcessEvidence moves() {
        still();
        moves = true;
        return this;
    }

    /** Seen twice, a second apart; in between its thread was queued for a processor for so much of the time, and ran a little. */
    public ProcessEvidence queued(Duration time) {
        moves();
        queued = time;
        return this;
    }

    /** Has used so much processor time. */
    public ProcessEvidence used(long ticks) {
        cpuTicks = ticks;
        return this;
    }

    /** Started so long ago. */
    public ProcessEvidence aged(Duration age) {
        startTicks = Math.round((NodeEvidence.SINCE_BOOT - age.toMillis() / 1000.0) * NodeEvidence.TICKS);
        return this;
    }

    /** A thread of the kernel. */
    public ProcessEvidence ofTheKernel() {
        flags = 0x00200000;
        return this;
    }

    /** Its pid in each pid namespace from ours inwards; none at all from kernels before 4.1. */
    public ProcessEvidence knownAs(Integer... pids) {
        namespacePids = Optional.of(List.of(pids));
        return this;
    }

    /** Who it is: its user was read. */
    public ProcessEvidence ofUser(long id) {
        uid = Optional.of(id);
        return this;
    }

    /** Number of its mount namespace. */
    public ProcessEvidence mountNamespace(long inode) {
        mountNamespace = Optional.of(inode);
        return this;
    }

    /** Number of its network namespace. */
    public ProcessEvidence networkNamespace(long inode) {
        networkNamespace = Optional.of(inode);
        return this;
    }

    /** Number of its pid namespace. */
    public ProcessEvidence pidNamespace(long inode) {
        pidNamespace = Optional.of(inode);
        return this;
    }

    /** Where it is. */
    public ProcessEvidence in(String folder) {
        workingDirectory = folder;
        return this;
    }

    /** Has this open; nothing but the link is known. */
    public ProcessEvidence opens(int fd, String target) {
        open.put(fd, target);
        return this;
    }

    /** Has the same open as another process, under the same number: inherited. */
    public ProcessEvidence inherits(Fd from) {
        return opens(from.number(), from.process().target(from.number()));
    }

    /** What is open there: "socket:[4711]". */
    public String target(int fd) {
        return Optional.ofNullable(open.get(fd)).orElseThrow();
    }

    /** Has this open with these open flags. */
    public ProcessEvidence opens(int fd, String target, int accessMode) {
        infos.put(
                fd,
                new DescriptorInfo(
                        pid,
                        fd,
                        accessMode,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
        return opens(fd, target);
    }

    /** Has this open, and holds a lock through it; the file is named as /proc/locks does. */
    public ProcessEvidence locks(int fd, String target, String file) {
        infos.put(
                fd,
                new DescriptorInfo(
                        pid, fd, 2, Optional.empty(), List.of(), Optional.empty(), Optional.empty(), List.of(file)));
        return opens(fd, target);
    }

    /** An epoll set that watches these. */
    public ProcessEvidence polls(int fd, Integer... watched) {
        infos.put(
                fd,
                new DescriptorInfo(
                        pid, fd, 2, Optional.empty(), List.of(watched), Optional.empty(), Optional.empty(), List.of()));
        return opens(fd, "anon_inode:[eventpoll]");
    }

    /** A pidfd. */
    public ProcessEvidence pidfd(int fd, int stoodFor) {
        infos.put(
                fd,
                new DescriptorInfo(
                        pid, fd, 2, Optional.empty(), List.of(), Optional.of(stoodFor), Optional.empty(), List.of()));
        return opens(fd, "anon_inode:[pidfd]");
    }

    /** Serves the FUSE connection of this number. */
    public ProcessEvidence servesFuse(int fd, long connection) {
        infos.put(
                fd,
                new DescriptorInfo(
                        pid, fd, 2, Optional.empty(), List.of(), Optional.empty(), Optional.of(connection), List.of()));
        return opens(fd, "/dev/fuse");
    }

    /** Sees this mount; the device is "MAJOR:MINOR". */
    public ProcessEvidence mount(String point, String type, String device) {
        return mount(point, type, device, type, "rw");
    }

    /** Sees this mount, of this source and with these options. */
    public ProcessEvidence mount(String point, String type, String device, String source, String options) {
        mounts.add(new Mounts.Mount(mounts.size() + 1, 1, device, "/", point, type, source, options));
        return this;
    }

    /** Its threads were looked at, and the kernel holds none of them. */
    public ProcessEvidence free() {
        node.says(KernelWaits.TYPE, Integer.toString(pid), new KernelWaits(pid, 1, List.of()));
        return this;
    }

    /** The kernel has held a thread for so long, by the scheduler's clock of its processor. */
    public ProcessEvidence held(int tid, char letter, String wchan, Duration age) {
        var now = Duration.ofHours(10);
        node.says(ProcessorClock.TYPE, "3", new ProcessorClock(3, now));
        return holds(new KernelWaits.Held(tid, comm, letter, wchan, Optional.of(3), Optional.of(now.minus(age))));
    }

    /** The kernel holds a thread, and nothing tells since when. */
    public ProcessEvidence heldSomeTime(int tid, char letter, String wchan) {
        return holds(new KernelWaits.Held(tid, comm, letter, wchan, Optional.of(3), Optional.empty()));
    }

    private ProcessEvidence holds(KernelWaits.Held thread) {
        held.add(thread);
        node.says(KernelWaits.TYPE, Integer.toString(pid), new KernelWaits(pid, held.size(), held));
        return this;
    }

    /** SIGKILL was sent to it, and it has not ended. */
    public ProcessEvidence killed() {
        pending = Optional.of(0x100L);
        return this;
    }

    /** Its signals were read, and none is pending. */
    public ProcessEvidence noSignal() {
        pending = Optional.of(0L);
        return this;
    }

    ProcessTable.Entry entry() {
        return new ProcessTable.Entry(pid, parent, comm, state, startTicks, cpuTicks, flags);
    }

    void put(Evidence.Builder evidence) {
        var instance = Integer.toString(pid);
        for (int i = 0; i < samples; i++) {
            long moved = moves ? i * MOVED : 0;
            long waited = i * queued.toNanos();
            var tasks = threads.values().stream()
                    .map(thread -> thread.task(comm, moved).queued(waited))
                    .toList();
            var at = NodeEvidence.AT.plusSeconds(i);
            evidence.put(Tasks.TYPE, instance, new Sample<>(new Reading.Seen<>(new Tasks(pid, tasks)), at, at));
        }
        threads.values().forEach(thread -> thread.put(evidence));
        if (!open.isEmpty() || !workingDirectory.isEmpty()) {
            var links = open.entrySet().stream()
                    .map(link -> new Descriptors.Descriptor(link.getKey(), link.getValue()))
                    .toList();
            evidence.seen(Descriptors.TYPE, instance, new Descriptors(pid, links, workingDirectory));
        }
        infos.forEach((fd, info) -> evidence.seen(DescriptorInfo.TYPE, pid + "/" + fd, info));
        if (namespacePids.isPresent() || tracer != 0 || uid.isPresent() || pending.isPresent()) {
            evidence.seen(
                    ProcessStatus.TYPE,
                    instance,
                    new ProcessStatus(pid, namespacePids.orElse(List.of(pid)), tracer, uid.orElse(0L), pending));
        }
        if (mountNamespace.isPresent() || pidNamespace.isPresent() || networkNamespace.isPresent()) {
            evidence.seen(
                    Namespaces.TYPE,
                    instance,
                    new Namespaces(
                            pid, mountNamespace.orElse(0L), pidNamespace.orElse(1L), networkNamespace.orElse(1L)));
        }
        freeze.ifPresent(read -> evidence.seen(Freeze.TYPE, instance, read));
        if (!mounts.isEmpty()) {
            evidence.seen(Mounts.TYPE, instance, new Mounts(pid, mounts));
        }
    }
}

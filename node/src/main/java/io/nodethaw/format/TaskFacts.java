package io.nodethaw.format;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.KernelPlace;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.WaitChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/** Makes of the tasks that texts show in the kernel the facts that a look would have read. */
final class TaskFacts {
    /** Bytes of a comm, TASK_COMM_LEN without its zero byte (include/linux/sched.h). */
    private static final int COMM = 15;

    /** PF_KTHREAD, include/linux/sched.h. */
    private static final long KERNEL_THREAD = 0x00200000;

    private static final String UNNAMED = "unnamed task";

    private final Map<Integer, ProcessTable.Entry> table;
    private final Evidence.Builder evidence;
    private final Map<Integer, Map<Integer, Piece.Task>> byProcess = new TreeMap<>();

    /** @param table the processes that are known; those that only these texts show are added */
    TaskFacts(Map<Integer, ProcessTable.Entry> table, Evidence.Builder evidence) {
        this.table = table;
        this.evidence = evidence;
    }

    /**
     * Takes one task. A list tells the state of a task, and another text its stack: what one leaves out the other adds.
     *
     * @param free a number for a process whose pid is not told
     */
    void take(Piece.Task task, IntSupplier free) {
        int pid = task.pid().or(task::tid).orElseGet(() -> byName(task.comm()).orElseGet(free::getAsInt));
        int tid = task.tid().orElseGet(() -> unused(pid));
        boolean tells = task.state() != ProcessTable.Entry.UNTOLD
                || !task.functions().isEmpty()
                || task.call().isPresent();
        if (tells) {
            byProcess.computeIfAbsent(pid, _ -> new TreeMap<>()).merge(tid, task, TaskFacts::both);
        }
        table.compute(pid, (_, known) -> known == null ? entry(pid, tid, task) : named(known, task));
    }

    /** A stack alone does not tell whose it is; another text may. */
    private static ProcessTable.Entry named(ProcessTable.Entry known, Piece.Task task) {
        return known.comm().equals(UNNAMED) && !task.comm().isEmpty() ? known.named(comm(task)) : known;
    }

    /** What both tell; where they differ, the later one. */
    private static Piece.Task both(Piece.Task one, Piece.Task other) {
        boolean state = other.state() != ProcessTable.Entry.UNTOLD;
        boolean stack = !other.functions().isEmpty();
        return new Piece.Task(
                other.tid().or(one::tid),
                other.pid().or(one::pid),
                other.parent() == 0 ? one.parent() : other.parent(),
                other.comm().isEmpty() ? one.comm() : other.comm(),
                state ? other.state() : one.state(),
                other.wchan().isEmpty() && !stack ? one.wchan() : other.wchan(),
                stack ? other.functions() : one.functions(),
                other.held().or(one::held),
                other.owner().or(one::owner),
                one.kernel() || other.kernel(),
                other.call().or(one::call),
                stack || one.functions().isEmpty() ? other.origin() : one.origin());
    }

    /** A number for a thread whose number is not told: that of its process for the first one, then ours. */
    private int unused(int pid) {
        var known = byProcess.getOrDefault(pid, Map.of());
        int tid = pid;
        while (known.containsKey(tid)) {
            tid = tid == pid ? -1 : tid - 1;
        }
        return tid;
    }

    private Optional<Integer> byName(String comm) {
        var named = table.values().stream()
                .filter(entry -> entry.hasPid() && entry.comm().equals(comm))
                .map(ProcessTable.Entry::pid)
                .toList();
        return comm.isEmpty() || named.size() != 1 ? Optional.empty() : Optional.of(named.getFirst());
    }

    private static ProcessTable.Entry entry(int pid, int tid, Piece.Task task) {
        return new ProcessTable.Entry(
                pid,
                task.parent(),
                comm(task),
                pid == tid ? state(task) : ProcessTable.Entry.UNTOLD,
                Optional.empty(),
                Optional.empty(),
                task.kernel() ? Optional.of(KERNEL_THREAD) : Optional.empty(),
                Optional.empty());
    }

    private static String comm(Piece.Task task) {
        var name = task.comm().isEmpty() ? UNNAMED : task.comm();
        return name.length() <= COMM ? name : name.substring(0, COMM);
    }

    /** The state; where the text does not tell it, that of the wait that the stack shows. */
    private static char state(Piece.Task task) {
        if (task.state() != ProcessTable.Entry.UNTOLD || task.functions().isEmpty()) {
            return task.state();
        }
        var place = KernelPlace.of(task.functions());
        return place.isHeld() ? 'D' : place.isRest() || place.kind() == KernelPlace.Kind.FUSE ? 'S' : task.state();
    }

    private static String wchan(Piece.Task task) {
        return task.wchan().isEmpty() ? KernelPlace.of(task.functions()).function() : task.wchan();
    }

    /** Adds the facts of all that was taken. */
    void put() {
        byProcess.forEach((pid, tasks) -> {
            var from = tasks.values().iterator().next().origin();
            var threads = tasks.entrySet().stream()
                    .map(task -> new Tasks.Task(
                            task.getKey(),
                            comm(task.getValue()),
                            state(task.getValue()),
                            wchan(task.getValue()),
                            0,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()))
                    .toList();
            put(Tasks.TYPE, pid.toString(), new Tasks(pid, threads), from);
            put(KernelWaits.TYPE, pid.toString(), new KernelWaits(pid, threads.size(), held(tasks)), from);
            tasks.forEach((tid, task) -> {
                task.call()
                        .ifPresent(call -> put(
                                SystemCall.TYPE,
                                SystemCall.key(pid, tid).instance(),
                                new SystemCall(
                                        pid,
                                        tid,
                                        Optional.of(call.name()),
                                        call.fd(),
                                        call.target(),
                                        Optional.empty(),
                                        call.child()),
                                task.origin()));
                if (!task.functions().isEmpty()) {
                    put(
                            KernelStack.TYPE,
                            KernelStack.key(pid, tid).instance(),
                            new KernelStack(pid, tid, task.functions()),
                            task.origin());
                }
            });
        });
    }

    /** The process of a thread, as far as it was told. */
    private int process(int tid) {
        return byProcess.entrySet().stream()
                .filter(process -> process.getValue().containsKey(tid))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(tid);
    }

    private List<KernelWaits.Held> held(Map<Integer, Piece.Task> tasks) {
        return tasks.entrySet().stream()
                .filter(task -> state(task.getValue()) == 'D' || WaitChannel.isFuse(wchan(task.getValue())))
                .map(task -> new KernelWaits.Held(
                        task.getKey(),
                        comm(task.getValue()),
                        state(task.getValue()),
                        wchan(task.getValue()),
                        Optional.empty(),
                        Optional.empty(),
                        task.getValue().held(),
                        task.getValue().owner().map(this::process)))
                .toList();
    }

    private <T> void put(FactType<T> type, String instance, T value, Origin.InFile from) {
        evidence.put(type, instance, new Sample<>(new Reading.Seen<>(value), from));
    }
}

package io.nodethaw.wait;

import io.nodethaw.evidence.CallRegisters;
import io.nodethaw.evidence.CallTarget;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.KnownCall;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One thread of a process made by hand. */
public final class ThreadEvidence {
    /** Where {@link #path} puts the path in the thread's memory. */
    public static final long ADDRESS = 0x7f00_0000;

    private static final int ARGUMENTS = 6;
    private static final int CALL_NUMBERS = 512;

    private final ProcessEvidence process;
    private final int tid;
    private char state = 'S';
    private String wchan = "";
    private int tracer;
    private Optional<SystemCall> call = Optional.empty();
    private Optional<String> path = Optional.empty();
    private int pathLength;
    private List<String> stack = List.of();

    ThreadEvidence(ProcessEvidence process, int tid) {
        this.process = process;
        this.tid = tid;
    }

    /** Asleep in a system call with these arguments; the rest are 0. */
    public ThreadEvidence blockedIn(String name, long... arguments) {
        var six = new ArrayList<Long>();
        for (int i = 0; i < ARGUMENTS; i++) {
            six.add(i < arguments.length ? arguments[i] : 0L);
        }
        var number = Optional.of(number(process.architecture(), name));
        call = Optional.of(new CallRegisters(process.pid(), tid, number, six).call(process.architecture()));
        return this;
    }

    private static long number(String architecture, String name) {
        for (long number = 0; number < CALL_NUMBERS; number++) {
            if (KnownCall.of(architecture, number).map(KnownCall::text).equals(Optional.of(name))) {
                return number;
            }
        }
        throw new IllegalArgumentException("no system call " + name + " on " + architecture);
    }

    /** The path that lies at {@link #ADDRESS}. */
    public ThreadEvidence path(String text) {
        path = Optional.of(text);
        return this;
    }

    /** The socket address that lies at {@link #ADDRESS}. */
    public ThreadEvidence address(String text, int length) {
        pathLength = length;
        return path(text);
    }

    /** The kernel's letter for its state. */
    public ThreadEvidence state(char letter) {
        state = letter;
        return this;
    }

    /** The kernel function it sleeps in. */
    public ThreadEvidence wchan(String function) {
        wchan = function;
        return this;
    }

    /** Its kernel stack, innermost first. */
    public ThreadEvidence stack(String... functions) {
        stack = List.of(functions);
        return this;
    }

    /** Held by this tracer. */
    public ThreadEvidence heldBy(int pid) {
        tracer = pid;
        return state('t');
    }

    Tasks.Task task(String comm, long moved) {
        return new Tasks.Task(tid, comm, state, wchan, tracer, 10 + moved, 100 + moved);
    }

    void put(Evidence.Builder evidence) {
        var instance = process.pid() + "/" + tid;
        call.ifPresent(read -> evidence.seen(SystemCall.TYPE, instance, read));
        path.ifPresent(text -> evidence.seen(
                CallTarget.TYPE,
                CallTarget.key(process.pid(), tid, ADDRESS, pathLength).instance(),
                new CallTarget(process.pid(), tid, text)));
        if (!stack.isEmpty()) {
            evidence.seen(KernelStack.TYPE, instance, new KernelStack(process.pid(), tid, stack));
        }
    }
}

package io.nodethaw.format;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.ProcessTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one file gave.
 *
 * @param file as it was named to us
 * @param what it is: "a goroutine dump"
 * @param look true when it is a complete look at a node, which is judged by itself and never mixed with other files
 * @param host the host that it names as its origin; empty when it names none
 * @param evidence its facts about processes whose pids it tells
 * @param processes its processes with goroutines, whose pids it may not tell
 * @param tasks processes and threads that it shows in the kernel, or in an unusual state
 * @param notes one line about each part that could not be used
 * @param whole false when a part of it could not be read
 * @param until when each program said its last in it, in seconds of {@link Line#clock}
 */
public record Piece(
        String file,
        String what,
        boolean look,
        Optional<String> host,
        Evidence evidence,
        List<Process> processes,
        List<Task> tasks,
        List<String> notes,
        boolean whole,
        Map<String, Double> until) {
    public Piece {
        until = Map.copyOf(until);
        processes = List.copyOf(processes);
        tasks = List.copyOf(tasks);
        notes = List.copyOf(notes);
    }

    /** The same of a file that breaks off, for this reason, so that its end is missing. */
    public Piece brokenOff(String why) {
        var told = new ArrayList<>(notes);
        told.add(file + ": its end is missing: " + why);
        return new Piece(file, what, look, host, evidence, processes, tasks, told, false, until);
    }

    /** A piece that is no log. */
    public Piece(
            String file,
            String what,
            boolean look,
            Optional<String> host,
            Evidence evidence,
            List<Process> processes,
            List<Task> tasks,
            List<String> notes,
            boolean whole) {
        this(file, what, look, host, evidence, processes, tasks, notes, whole, Map.of());
    }

    /** A piece that shows no task in the kernel. */
    public Piece(
            String file,
            String what,
            boolean look,
            Optional<String> host,
            Evidence evidence,
            List<Process> processes,
            List<String> notes,
            boolean whole) {
        this(file, what, look, host, evidence, processes, List.of(), notes, whole);
    }

    /**
     * A process or thread that a text shows in the kernel, or in an unusual state.
     *
     * @param tid its number; empty when the text does not tell
     * @param pid of its process; empty when the text does not tell, so that it may be the process or one of its threads
     * @param parent pid of the parent of its process; 0 when the text does not tell
     * @param comm its name; empty when the text does not tell
     * @param state the kernel's letter, {@link io.nodethaw.evidence.ProcessTable.Entry#UNTOLD} when the text does not tell
     * @param wchan kernel function that it sleeps in; empty when the text does not tell
     * @param functions its kernel stack, innermost first; empty when the text does not tell
     * @param held for how long at least it has not run, where the kernel says so
     * @param owner number of the task that has the lock it waits for, where the kernel says so
     * @param kernel true for a thread of the kernel itself
     * @param call the system call that it has not come back from; empty when the text does not tell
     */
    public record Task(
            Optional<Integer> tid,
            Optional<Integer> pid,
            int parent,
            String comm,
            char state,
            String wchan,
            List<String> functions,
            Optional<Duration> held,
            Optional<Integer> owner,
            boolean kernel,
            Optional<Call> call,
            Origin.InFile origin) {
        public Task {
            functions = List.copyOf(functions);
        }

        /** A task of which no system call is told. */
        public Task(
                Optional<Integer> tid,
                Optional<Integer> pid,
                int parent,
                String comm,
                char state,
                String wchan,
                List<String> functions,
                Optional<Duration> held,
                Optional<Integer> owner,
                boolean kernel,
                Origin.InFile origin) {
            this(tid, pid, parent, comm, state, wchan, functions, held, owner, kernel, Optional.empty(), origin);
        }

        /** A task of which nothing is told but who it is, and the system call that it is in, if it is in one. */
        public static Task known(
                Optional<Integer> tid,
                Optional<Integer> pid,
                int parent,
                String comm,
                Optional<Call> call,
                Origin.InFile origin) {
            return new Task(
                    tid,
                    pid,
                    parent,
                    comm,
                    ProcessTable.Entry.UNTOLD,
                    "",
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    call,
                    origin);
        }
    }

    /**
     * A system call that a task is in, see {@link io.nodethaw.evidence.SystemCall}.
     *
     * @param name as in the manual
     * @param fd the open file that it is about
     * @param target the path or socket address
     * @param child pid of the child that it waits for
     */
    public record Call(String name, Optional<Integer> fd, Optional<String> target, Optional<Integer> child) {}

    /**
     * A process that is known by its goroutines.
     *
     * @param name of its program, or of the file when the program is not known
     * @param pid its pid; empty when the text does not tell
     */
    public record Process(String name, Optional<Integer> pid, List<Goroutine> goroutines, Origin.InFile origin) {
        public Process {
            goroutines = List.copyOf(goroutines);
        }

        /**
         * True when both are probably one process at two moments: the main goroutine has the same frames with the same
         * addresses.
         */
        boolean isLikely(Process other) {
            var here = main();
            return name.equals(other.name)
                    && (pid.isPresent() && pid.equals(other.pid)
                            || pid.isEmpty() && other.pid.isEmpty() && here.isPresent() && here.equals(other.main()));
        }

        /**
         * The frames of the main goroutine, always goroutine 1; empty when they show no addresses, which hardly two processes
         * share.
         */
        private Optional<List<Goroutine.Frame>> main() {
            return goroutines.stream()
                    .filter(goroutine -> goroutine.id() == 1)
                    .map(Goroutine::frames)
                    .filter(frames ->
                            frames.stream().anyMatch(frame -> frame.arguments().contains("0xc")))
                    .findFirst();
        }
    }
}

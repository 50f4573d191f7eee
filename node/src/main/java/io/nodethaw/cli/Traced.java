package io.nodethaw.cli;

import static java.util.stream.Collectors.toMap;

import io.nodethaw.evidence.CallBuffer;
import io.nodethaw.evidence.CallTarget;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.KnownCall;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.format.strace.StraceSummary;
import io.nodethaw.report.TraceReport;
import io.nodethaw.report.TracedThread;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.go.BusCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at one process: from outside, and then with strace when that was asked for. */
final class Traced {
    private static final int COULD_NOT_TELL = 2;
    private static final Duration TIME = Duration.ofSeconds(5);

    /** Most messages that are shown of a trace. */
    private static final int MOST_MESSAGES = 40;

    /** Letters of the arguments of a call that are shown; a buffer in it may have any number. */
    private static final int LONGEST = 160;

    /** Most threads whose memory is read: those that are stuck in writing are few. */
    private static final int MOST_BUFFERS = 8;

    private final Invocation given;
    private final Output output;
    private final int pid;
    private final Duration limit;
    private final List<String> notes = new ArrayList<>();
    private int buffers;

    Traced(Invocation given) throws Failure {
        this.given = given;
        this.output = given.output();
        this.limit = given.arguments().limit();
        var operand = given.arguments().operands().getFirst();
        if (!operand.matches("\\d{1,9}")) {
            throw Failure.usage(
                    "trace needs the pid of a process, not '" + operand + "'", "pids are those of: ps -eo pid,comm");
        }
        this.pid = Integer.parseInt(operand);
    }

    /** The exit code. */
    int run() throws Failure, IOException, InterruptedException {
        output.progress("looking at " + pid + ", " + limit.toMillis() + " ms a probe ...");
        var before = look();
        var view = look();
        var threads = threads(before, view);
        var attached = attached(threads);
        var name = view.process(pid).map(process -> process.comm()).orElse("");
        var calls = BusCalls.of(view, pid).map(BusCalls.BusCall::text).stream().toList();
        if (threads.isEmpty()) {
            notes.add("its threads could not be read");
        }
        var report = new TraceReport(pid, name, threads, calls, attached, notes, output.tool());
        output.print(report.print(output.format(), output.fitted()));
        return threads.isEmpty() ? COULD_NOT_TELL : 0;
    }

    private NodeView look() throws Failure, InterruptedException {
        var view = new NodeView(given.tools().looker().look(limit, process -> process.pid() == pid));
        if (view.process(pid).isEmpty()) {
            throw Failure.noAnswer("no process " + pid, "", "pids are those of: ps -eo pid,comm");
        }
        if (!view.isSeenByRoot()) {
            notes.add("not root: the system calls of other users' processes cannot be read");
        }
        return view;
    }

    /** @param before an earlier look, to tell who has run since */
    private List<TracedThread> threads(NodeView before, NodeView view) {
        var looks = Stream.of(before, view)
                .flatMap(look -> look.evidence().samples(Tasks.TYPE, Integer.toString(pid)).stream())
                .flatMap(sample -> tasks(sample).stream())
                .toList();
        if (looks.isEmpty()) {
            return List.of();
        }
        var vertex = view.vertex(pid);
        List<Edge> edges = vertex.isEmpty()
                ? List.of()
                : given.tools().graph(view, List.of(vertex.get())).from(vertex.get());
        return looks.getLast().tasks().stream()
                .map(task -> thread(view, task, looks, edges))
                .toList();
    }

    private static Optional<Tasks> tasks(Sample<Tasks> sample) {
        return sample.reading().seen();
    }

    private TracedThread thread(NodeView view, Tasks.Task task, List<Tasks> looks, List<Edge> edges) {
        var evidence = view.evidence();
        var call =
                evidence.seen(SystemCall.TYPE, SystemCall.key(pid, task.tid()).instance());
        var fd = call.flatMap(SystemCall::fd);
        var file = fd.flatMap(number -> evidence.seen(Descriptors.TYPE, pid).flatMap(open -> open.find(number)));
        var socket = file.flatMap(Descriptors.Descriptor::socket).flatMap(view::socket);
        return new TracedThread(
                task.tid(),
                task.comm(),
                task.state(),
                task.wchan(),
                call.flatMap(SystemCall::call),
                fd,
                file.map(found -> named(view, found)),
                call.flatMap(one -> target(evidence, one)),
                edges.stream()
                        .filter(edge -> edge.task() == task.tid() || edge.task() == 0 && task.tid() == pid)
                        .map(edge -> peer(view, edge))
                        .distinct()
                        .toList(),
                socket.map(UnixSockets.Socket::received),
                socket.map(UnixSockets.Socket::sent),
                moved(task, looks),
                message(evidence, task.tid(), call));
    }

    private static String named(NodeView view, Descriptors.Descriptor file) {
        return file.target()
                + file.socket()
                        .flatMap(view::socket)
                        .map(socket -> view.socket(socket.peer())
                                .map(UnixSockets.Socket::path)
                                .filter(path -> !path.isEmpty())
                                .or(() -> Optional.of(socket.path()).filter(path -> !path.isEmpty()))
                                .orElse(""))
                        .filter(path -> !path.isEmpty())
                        .map(path -> ", " + path)
                        .orElse("");
    }

    private static Optional<String> target(Evidence evidence, SystemCall call) {
        return call.target()
                .or(() -> call.targetKey()
                        .flatMap(key -> evidence.seen(CallTarget.TYPE, key.instance()))
                        .map(CallTarget::text));
    }

    private static String peer(NodeView view, Edge edge) {
        var who = switch (edge.to()) {
            case Vertex.Process(int other, long _) -> view.name(other);
            case Vertex.Goroutine goroutine -> view.name(goroutine.whole().pid());
            case Vertex.BusName(String name) -> name;
            case Vertex.Resource(var _, String id) -> id;
            case Vertex.Remote(String where) -> where;
            case Vertex.Ourselves _ -> "nodethaw";
        };
        return who + (edge.peerFd() < 0 ? "" : " fd " + edge.peerFd()) + ", "
                + edge.strength().word() + ": " + edge.text();
    }

    private static Optional<Boolean> moved(Tasks.Task now, List<Tasks> looks) {
        if (looks.size() < 2) {
            return Optional.empty();
        }
        return looks.getFirst().tasks().stream()
                .filter(before -> before.tid() == now.tid())
                .findFirst()
                .flatMap(Tasks.Task::ran)
                .flatMap(before -> now.ran().map(ran -> !ran.equals(before)));
    }

    private Optional<String> message(Evidence evidence, int tid, Optional<SystemCall> call) {
        if (call.flatMap(SystemCall::known).filter(KnownCall::writes).isEmpty() || buffers >= MOST_BUFFERS) {
            return Optional.empty();
        }
        buffers++;
        var machine = evidence.seen(Machine.TYPE).map(Machine::architecture).orElse("x86_64");
        return switch (given.tools().trace().buffer(pid, tid, machine, limit)) {
            case Reading.Seen<CallBuffer>(var buffer) -> Optional.of(HandedOver.of(buffer.array()));
            case Reading.Failed<?>(var why) -> untold(tid, why);
            case Reading.Refused<?>(var why) -> untold(tid, why);
            case Reading.NotAsked<?>(var why, boolean _) -> untold(tid, why);
            case Reading.Silent<?> _ -> untold(tid, "its memory could not be read in " + limit.toMillis() + " ms");
        };
    }

    private Optional<String> untold(int tid, String why) {
        notes.add("what thread " + tid + " hands over is not known: " + why);
        return Optional.empty();
    }

    private Optional<TraceReport.Attached> attached(List<TracedThread> before)
            throws Failure, IOException, InterruptedException {
        if (!given.arguments().has(TraceVerb.ATTACH)) {
            return Optional.empty();
        }
        var told = given.arguments().value(TraceVerb.FOR);
        var time = told.isEmpty() ? TIME : Durations.WATCHED.parse(told.get());
        output.hint(
                "strace attaches to " + pid + " for " + time.toMillis() + " ms: some calls come back by that alone");
        var text = given.tools().trace().attach(pid, time);
        if (text.isEmpty()) {
            notes.add("no strace on this machine: apt-get install strace, or dnf install strace");
            return Optional.empty();
        }
        var seen = StraceSummary.of(text.get());
        seen.refusal().ifPresent(why -> notes.add("strace could not attach: " + why));
        var messages = seen.handed().stream()
                .flatMap(handed ->
                        HandedOver.message(handed.bytes())
                                .map(message -> (handed.out() ? "sent " : "got ") + message)
                                .stream())
                .limit(MOST_MESSAGES)
                .toList();
        return Optional.of(new TraceReport.Attached(
                time.toSeconds(),
                seen.calls(),
                seen.byName().entrySet().stream()
                        .map(call -> call.getKey() + " " + call.getValue())
                        .toList(),
                seen.open().stream()
                        .map(open -> (open.tid() == 0 ? "" : open.tid() + " ") + open.name() + "("
                                + cut(open.arguments()) + ")")
                        .toList(),
                messages,
                freed(before)));
    }

    private static String cut(String arguments) {
        return arguments.length() <= LONGEST ? arguments : arguments.substring(0, LONGEST) + "...";
    }

    /** What has come back since: each thread that had not run between two looks, and is elsewhere now. */
    private List<String> freed(List<TracedThread> before) throws Failure, InterruptedException {
        var after = look();
        Map<Integer, TracedThread> now =
                threads(after, after).stream().collect(toMap(TracedThread::tid, thread -> thread));
        return before.stream()
                .filter(thread -> thread.call().isPresent()
                        && thread.moved().filter(moved -> !moved).isPresent())
                .filter(thread -> !now.containsKey(thread.tid())
                        || !now.get(thread.tid()).call().equals(thread.call())
                        || !now.get(thread.tid()).fd().equals(thread.fd()))
                .map(thread -> "thread " + thread.tid() + " stood in "
                        + thread.call().orElse("") + " before strace was attached, and does not any more")
                .toList();
    }
}

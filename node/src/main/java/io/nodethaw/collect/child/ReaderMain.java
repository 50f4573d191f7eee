package io.nodethaw.collect.child;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.NotPermittedException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The child's side: takes requests from its input, answers each when it can, in whatever order. */
public final class ReaderMain {
    /** A read that works takes well under a millisecond. */
    private static final Duration STUCK = Duration.ofMillis(200);

    private final Map<String, ReaderTask> tasks;
    private final DataOutputStream out;
    private final Map<Lane, Workers> workers = new EnumMap<>(Lane.class);

    private ReaderMain(Map<String, ReaderTask> tasks, OutputStream out) {
        this.tasks = tasks;
        this.out = new DataOutputStream(new BufferedOutputStream(out, 64 << 10));
        for (var lane : Lane.values()) {
            workers.put(lane, new Workers(lane.threads(), STUCK));
        }
    }

    /** Serves the tasks of this package until the input ends. */
    public static void run(InputStream in, OutputStream out, Host host) throws IOException {
        run(in, out, host, Map.of());
    }

    /**
     * Serves the tasks of this package and more. Returns when the input ends: the parent is gone, or wants us gone. The
     * caller must then halt; threads that hang would keep it from exiting.
     */
    public static void run(InputStream in, OutputStream out, Host host, Map<String, ReaderTask> more)
            throws IOException {
        var tasks = new HashMap<>(KernelTasks.all(host));
        tasks.putAll(more);
        new ReaderMain(tasks, out).serve(new DataInputStream(new BufferedInputStream(in, 64 << 10)));
    }

    /**
     * Serves one request of each kind about our own process, and drops the answers. For the recording of an AOT cache,
     * which has to see in one process what the child will load.
     */
    public static void rehearse(Host host) throws IOException {
        var requests = new ByteArrayOutputStream();
        var out = new DataOutputStream(requests);
        new Request(1, Lane.INIT, KernelTasks.FILE, List.of("/proc/self/mountinfo")).write(out);
        new Request(2, Lane.INIT, KernelTasks.FILE, List.of("/proc/self/no-such-file")).write(out);
        new Request(3, Lane.INIT, KernelTasks.FREEZE, List.of("self")).write(out);
        new Request(4, Lane.INIT, KernelTasks.KERNEL_LOG, List.of()).write(out);
        var main = new ReaderMain(KernelTasks.all(host), OutputStream.nullOutputStream());
        var in = new DataInputStream(new ByteArrayInputStream(requests.toByteArray()));
        for (int i = 0; i < 4; i++) {
            main.send(main.answer(Request.read(in)));
        }
        main.serve(in); // at its end
    }

    private void serve(DataInputStream in) throws IOException {
        send(new Answer(Answer.HELLO, Answer.Kind.VALUE, new byte[0]));
        try {
            while (true) {
                var request = Request.read(in);
                var ofLane = Objects.requireNonNull(workers.get(request.lane()));
                if (!ofLane.submit(() -> send(answer(request)))) {
                    send(Answer.heldUp(request.id()));
                }
            }
        } catch (EOFException end) {
            return;
        }
    }

    private Answer answer(Request request) {
        var task = tasks.get(request.task());
        try {
            if (task == null) {
                return Answer.failed(request.id(), "the reader child knows no task '" + request.task() + "'");
            }
            return new Answer(request.id(), Answer.Kind.VALUE, task.read(request.arguments()));
        } catch (NotPermittedException e) {
            return Answer.refused(request.id(), String.valueOf(e.getMessage()));
        } catch (NotAskedException e) {
            return Answer.notAsked(request.id(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Answer.failed(request.id(), String.valueOf(e.getMessage()));
        } catch (Throwable bug) { // an Error as well: the parent shall hear of it
            return Answer.failed(request.id(), bug.toString());
        }
    }

    private synchronized void send(Answer answer) {
        try {
            answer.write(out);
            out.flush();
        } catch (IOException parentGone) {
            return; // our input ends as well
        }
    }
}

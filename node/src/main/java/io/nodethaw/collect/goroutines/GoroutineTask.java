package io.nodethaw.collect.goroutines;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.collect.source.InChild;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.golang.GoroutineReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads goroutines in the reader child. */
public final class GoroutineTask {
    private static final String TASK = "goroutines";

    private static final String FULL = "full";
    private static final String SHOWN = "shown";
    private static final String SOME = "some";

    private GoroutineTask() {}

    /** The task for the reader child: arguments pid, and "full", "shown" or "some". */
    private static ReaderTask task(Host host) {
        var reader = new LiveGoroutines(host);
        return arguments -> {
            int pid = Integer.parseInt(arguments.get(0));
            var options = new GoroutineReader.Options(
                    arguments.get(1).equals(FULL), arguments.get(1).equals(SOME));
            return GoroutineWriter.write(reader.read(pid, options));
        };
    }

    /**
     * Reads as far as possible without a Go program, for the recording of the classes that are loaded; returns why it went no
     * further.
     */
    public static String rehearse(Host host) {
        try {
            var newest = GoroutineReader.rehearse();
            int pid = (int) ProcessHandle.current().pid();
            new LiveGoroutines(host).read(pid, new GoroutineReader.Options(false, false));
            return "read by the layout of " + newest;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Passes goroutines as the reader child passes them to the look, for the same recording. */
    public static void rehearsePassing(Goroutines goroutines) throws IOException {
        GoroutineBytes.read(GoroutineWriter.write(goroutines));
    }

    /** How a look reads them: of very many goroutines that are alike it reads only some. */
    public static InChild<Goroutines> source(Host host) {
        return new InChild<>(
                Goroutines.TYPE,
                "as root, in every look: the memory of kubelet, dockerd, containerd and CRI runtimes; once something "
                        + "waits also that of shims, the runc in the chain, and other Go programs that something waits for; with `/proc/PID/auxv` and "
                        + "`sched` of their threads; none of them is stopped or signalled",
                TASK,
                () -> task(host),
                instance -> instance.matches("\\d{1,9}")
                        ? Optional.of(question(Integer.parseInt(instance), SOME))
                        : Optional.empty());
    }

    /**
     * The question for the goroutines of a process.
     *
     * @param full true for the runtime's own goroutines too, and for the frames that dumps leave out
     */
    public static Question<Goroutines> question(int pid, boolean full) {
        return question(pid, full ? FULL : SHOWN);
    }

    private static Question<Goroutines> question(int pid, String what) {
        return new Question<>(
                Goroutines.TYPE,
                Integer.toString(pid),
                "read of the memory of process " + pid,
                Subject.memory(pid),
                TASK,
                List.of(Integer.toString(pid), what),
                GoroutineBytes::read);
    }
}

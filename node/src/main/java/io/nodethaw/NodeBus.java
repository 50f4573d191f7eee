package io.nodethaw;

import io.nodethaw.bugs.SystemdCounter;
import io.nodethaw.bus.BusNames;
import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import io.nodethaw.bus.SerialOutlook;
import io.nodethaw.bus.ask.BusQuestions;
import io.nodethaw.bus.ask.SerialWatch;
import io.nodethaw.bus.monitor.BusMonitor;
import io.nodethaw.bus.monitor.BusWatch;
import io.nodethaw.cli.BusSource;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.files.BusLimitsTask;
import io.nodethaw.collect.kernel.Questions;
import io.nodethaw.collect.packages.PackageSources;
import io.nodethaw.evidence.Evidence;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The message bus of this machine. */
record NodeBus(Host host) implements BusSource {
    /** How long a program that was told to end may take to tell what it has counted. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** How long the child may take to start: half a second on a slow machine. */
    private static final Duration START = Duration.ofMillis(500);

    /** rpm may take this long on its own; see {@link PackageSources}. */
    private static final Duration RPM = Duration.ofSeconds(2);

    @Override
    public Evidence serials(Duration limit, Duration time) throws InterruptedException {
        var evidence = new SerialWatch(host, OurUser.id()).watch(limit, time);
        return switch (SerialOutlook.of(evidence).fate()) {
            case PERHAPS, UNKNOWN -> packaged(evidence, limit);
            case ENDS, WRAPS -> evidence;
        };
    }

    /**
     * The same with its package, because what PID 1 says of itself ("219") does not tell whether its distribution has mended it, and
     * one that is silent on both ways tells nothing.
     */
    private Evidence packaged(Evidence evidence, Duration limit) {
        var into = evidence.toBuilder();
        var child = new ReaderChild(OurProgram.reader(Program.READER_HEAP), host);
        var names = SystemdCounter.systemd().packages();
        var longest = limit.compareTo(RPM) > 0 ? limit : RPM;
        child.read(List.of(PackageSources.packages(names)), host.deadline(longest.plus(START)), into);
        child.leave();
        return into.build();
    }

    /** Control groups and the configuration of the bus are read by a child, because reading them may hang. */
    @Override
    public Evidence clients(Duration limit) {
        var evidence = new BusQuestions(host, OurUser.id()).clients(limit);
        var pids = evidence.seen(BusNames.TYPE).map(BusNames::peers).orElse(List.of()).stream()
                .flatMap(peer -> peer.pid().stream())
                .distinct()
                .toList();
        if (pids.isEmpty()) {
            return evidence;
        }
        var into = evidence.toBuilder();
        var child = new ReaderChild(OurProgram.reader(Program.READER_HEAP), host);
        var questions =
                new ArrayList<Question<?>>(pids.stream().map(Questions::freeze).toList());
        questions.add(BusLimitsTask.question());
        child.read(questions, host.deadline(limit.plus(START)), into);
        child.leave();
        return into.build();
    }

    @Override
    public BusTraffic monitor(Duration limit, BusMonitor.Settings settings, Consumer<BusSecond> each)
            throws IOException {
        var child = new ReaderChild(OurProgram.reader(Program.READER_HEAP), host);
        var signalled = new AtomicBoolean();
        var hook = new Thread(() -> awaitEnd(signalled));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var untilSignalled = new BusMonitor.Settings(
                    settings.time(),
                    settings.record(),
                    settings.baseline(),
                    () -> signalled.get() || settings.stopped().getAsBoolean());
            return new BusWatch(host, OurUser.id(), child).watch(limit, untilSignalled, each);
        } finally {
            child.leave();
        }
    }

    /** A signal that ends the program ends the watch first: what was counted is told, and Main ends the program. */
    private static void awaitEnd(AtomicBoolean signalled) {
        signalled.set(true);
        LockSupport.parkNanos(LAST_WORDS.toNanos());
    }

    @Override
    public Evidence trees(List<String> wanted, Duration limit) {
        return new BusQuestions(host, OurUser.id()).trees(wanted, limit);
    }
}

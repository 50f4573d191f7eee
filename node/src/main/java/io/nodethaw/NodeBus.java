package io.nodethaw;

import io.nodethaw.bus.BusNames;
import io.nodethaw.bus.ask.BusQuestions;
import io.nodethaw.bus.ask.SerialWatch;
import io.nodethaw.cli.BusSource;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.files.BusLimitsTask;
import io.nodethaw.collect.kernel.Questions;
import io.nodethaw.evidence.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The message bus of this machine. */
record NodeBus(Host host) implements BusSource {
    /** How long the child may take to start: half a second on a slow machine. */
    private static final Duration START = Duration.ofMillis(500);

    @Override
    public Evidence serials(Duration limit, Duration time) throws InterruptedException {
        return new SerialWatch(host, OurUser.id()).watch(limit, time);
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
    public Evidence trees(List<String> wanted, Duration limit) {
        return new BusQuestions(host, OurUser.id()).trees(wanted, limit);
    }
}

package io.nodethaw.bus;

import io.nodethaw.bugs.Installed;
import io.nodethaw.bugs.SystemdCounter;
import io.nodethaw.evidence.BusSerial;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.Told;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far systemd's message counter on the bus has come, how fast it grows, and what happens at its end.
 *
 * @param level the last reply; empty when none came
 * @param end only where a rate was measured; what then happens is for {@link Fate} to tell
 * @param average empty unless it is known how long the bus runs, and that is an hour at least
 * @param version of its package, where that was asked for and is what runs, or where it does not tell its own; else what it says of itself
 * @param unpackaged why its package was asked for in vain; empty where it was not asked for, or told
 * @param onPrivate serial of a reply on the private socket, whose connections have counters of their own
 * @param asked number of questions of ours that systemd answered on the bus, each with a message that counts
 * @param silence why there is no later reply; empty when all questions were answered
 * @param counter as its memory tells; read only when it does not answer
 */
public record SerialOutlook(
        Optional<Level> level,
        Optional<SendingRate> rate,
        Optional<Average> average,
        Optional<CounterEnd> end,
        Optional<String> version,
        Optional<String> unpackaged,
        Optional<Long> onPrivate,
        int asked,
        Optional<String> silence,
        Optional<Counter> counter) {

    /** The counter as the last reply shows it. */
    public record Level(long serial, String owner, Instant at) {
        /** How many more messages have a serial of their own. */
        public long left() {
            return BusSerial.LAST - serial;
        }
    }

    /**
     * The least that systemd has sent on average, because its connection cannot be older than the bus.
     *
     * @param since how long the bus runs
     * @param daemon that serves it
     * @param endAtLatest when the counter ends if this goes on; empty where that is too far away
     */
    public record Average(double perSecond, Duration since, String daemon, Optional<Instant> endAtLatest) {}

    /**
     * The counter in the memory of PID 1.
     *
     * @param certain true when its place is confirmed
     * @param how what confirmed it
     */
    public record Counter(long value, boolean certain, String how) {
        /** True when no serial is left: the message that should have had this number was not sent. */
        public boolean isPastEnd() {
            return Long.compareUnsigned(value, BusSerial.LAST) > 0;
        }
    }

    /**
     * So few serials are used up between two questions by one start of a container and its end: for each systemd sends UnitNew or
     * UnitRemoved, JobNew, JobRemoved, a reply, and a handful of PropertiesChanged.
     */
    private static final long LAST_ONES = 32;

    /**
     * Messages a second that no systemd sends, because no bus carries as many (lab/bench/bus-messages, live, tells what one does): where
     * the age of the bus would mean more, the bus is not what it seems.
     */
    private static final double MOST = 100_000;

    /** What a bus has carried that is younger is what the start of the machine takes, and says nothing of the months that follow. */
    private static final Duration YOUNGEST = Duration.ofHours(1);

    /** What the readings tell. */
    public static SerialOutlook of(Evidence evidence) {
        var samples = evidence.samples(BusSerial.TYPE, "");
        var run = lastRun(samples);
        var level = level(samples);
        var rate = SendingRate.of(run);
        var version = version(evidence, samples);
        return new SerialOutlook(
                level,
                rate,
                level.flatMap(last -> average(evidence, last)),
                level.flatMap(last -> rate.flatMap(known -> CounterEnd.of(last.left(), known, last.at()))),
                version.map(said -> running(evidence, said).version())
                        .or(() -> packages(evidence).stream().findFirst().map(Installed::version)),
                version.flatMap(said -> unpackaged(evidence, said)),
                evidence.seen(PrivateSerial.TYPE).map(PrivateSerial::serial),
                (int) samples.stream()
                        .flatMap(one -> one.reading().seen().stream())
                        .count(),
                samples.isEmpty()
                        ? Optional.of("not asked")
                        : unread(samples.getLast().reading()),
                Optional.empty());
    }

    /** The same, with what the memory of PID 1 told. */
    public SerialOutlook with(Counter read) {
        return new SerialOutlook(
                level, rate, average, end, version, unpackaged, onPrivate, asked, silence, Optional.of(read));
    }

    /** True when nothing that runs has told its version, so that it is the one of the package. */
    public boolean isVersionInstalled() {
        return level.isEmpty() && onPrivate.isEmpty();
    }

    /** What happens at the end. */
    public Fate fate() {
        return Fate.of(version);
    }

    /**
     * True when it can send no more: its memory shows for certain a counter past the end, or the last serial that it sent is one of the last there are,
     * it has the bug, and it has been silent since.
     */
    public boolean hasRunOver() {
        return counter.filter(read -> read.certain() && read.isPastEnd()).isPresent()
                || silence.isPresent()
                        && fate() == Fate.ENDS
                        && level.filter(last -> last.left() < LAST_ONES).isPresent();
    }

    /** Whether it can send no more; empty where it is silent and nothing tells why. */
    public Optional<Boolean> runOver() {
        if (hasRunOver()) {
            return Optional.of(true);
        }
        boolean counts = silence.isEmpty()
                || counter.filter(read -> read.certain() && !read.isPastEnd()).isPresent();
        return counts ? Optional.of(false) : Optional.empty();
    }

    /** True when it is known how far the counter has come. */
    public boolean isKnown() {
        return level.isPresent() || counter.filter(Counter::certain).isPresent();
    }

    /** The last replies that one connection gave with a counter that did not begin anew. */
    private static List<BusSerial> lastRun(List<Sample<BusSerial>> samples) {
        var run = new ArrayList<BusSerial>();
        for (var sample : samples) {
            sample.reading().seen().ifPresent(reply -> {
                if (!run.isEmpty() && !follows(run.getLast(), reply)) {
                    run.clear();
                }
                run.add(reply);
            });
        }
        return run;
    }

    private static boolean follows(BusSerial before, BusSerial after) {
        return before.owner().equals(after.owner()) && SendingRate.between(before.serial(), after.serial()) > 0;
    }

    private static Optional<Level> level(List<Sample<BusSerial>> samples) {
        return samples.reversed().stream()
                .flatMap(sample -> sample.reading().seen().stream()
                        .map(reply -> new Level(reply.serial(), reply.owner(), answered(sample))))
                .findFirst();
    }

    private static Instant answered(Sample<?> sample) {
        return sample.origin() instanceof Origin.Live(var _, var at) ? at : Instant.EPOCH;
    }

    private static Optional<Average> average(Evidence evidence, Level level) {
        var view = new NodeView(evidence);
        return evidence.seen(BusDaemon.TYPE)
                .flatMap(daemon -> view.process(daemon.pid()))
                .flatMap(process -> view.age(process)
                        .filter(age -> age.compareTo(YOUNGEST) >= 0)
                        .map(age -> average(level, age, view.name(process.pid())))
                        .filter(average -> average.perSecond() < MOST));
    }

    private static Average average(Level level, Duration age, String daemon) {
        double perSecond = (double) level.serial() / age.toSeconds();
        return new Average(perSecond, age, daemon, CounterEnd.after(level.left(), perSecond, level.at()));
    }

    private static Optional<String> version(Evidence evidence, List<Sample<BusSerial>> samples) {
        return samples.stream()
                .flatMap(sample -> sample.reading().seen().stream())
                .flatMap(reply -> reply.version().stream())
                .findFirst()
                .or(() -> evidence.seen(PrivateSerial.TYPE).map(PrivateSerial::version));
    }

    /** 219 of CentOS 7 may have the fix or not; its package tells. */
    private static Installed running(Evidence evidence, String said) {
        return SystemdCounter.systemd().running(packages(evidence), said);
    }

    private static List<Installed> packages(Evidence evidence) {
        var systemd = SystemdCounter.systemd();
        return evidence.seen(InstalledPackages.TYPE).map(InstalledPackages::packages).orElse(List.of()).stream()
                .flatMap(entry -> systemd.holds(entry.name(), entry.version()).stream())
                .toList();
    }

    private static Optional<String> unpackaged(Evidence evidence, String said) {
        if (evidence.readings(InstalledPackages.TYPE).isEmpty()) {
            return Optional.empty();
        }
        var packages = evidence.reading(InstalledPackages.TYPE);
        var running = running(evidence, said);
        return unread(packages)
                .or(() ->
                        Optional.of(running.how()).filter(_ -> running.version().equals(said)));
    }

    private static Optional<String> unread(Reading<?> reading) {
        return Optional.of(Told.why(reading)).filter(why -> !why.isEmpty());
    }
}

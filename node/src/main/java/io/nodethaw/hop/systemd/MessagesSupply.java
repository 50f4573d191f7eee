package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Stock;
import io.nodethaw.bugs.KnownBug;
import io.nodethaw.evidence.BusSerial;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Messages that systemd can still send over the bus, where its version cannot go on after 2^32 of them. */
record MessagesSupply() implements Supply {
    /**
     * The bus gives connections their numbers in order. On the nodes recorded in corpus and made in the lab, a systemd that joined with the
     * bus is :1.0 to :1.2, and one that joined anew was :1.463. A higher number than these few may be from any time: then nothing is said
     * of how long it has counted.
     */
    private static final int FIRST_CONNECTIONS = 5;

    private static final Pattern UNIQUE_NAME = Pattern.compile(":1\\.(\\d{1,9})");

    private static final String THEN = "systemd can send nothing on the bus: no container starts or stops";

    private static final String CURE =
            "systemctl daemon-reexec, once, at a quiet time: then it counts from 1 again; and update systemd";

    private static final Stock.Meaning SURE = new Stock.Meaning("systemd.messages", THEN, CURE);

    private static final Stock.Meaning PERHAPS = new Stock.Meaning(
            "systemd.messages",
            "unless the distribution has fixed it in this version, " + THEN,
            "see whether it is fixed: systemd issue 11809 in the package's list of changes; if not, " + CURE);

    @Override
    public String name() {
        return "messages of systemd";
    }

    /** Its package, where what PID 1 says of itself ("219") does not tell whether its distribution has mended it, and that matters. */
    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        var wants = new LinkedHashSet<Key>();
        var meaning = meaning(view);
        if (depth == Depth.CLOSE && meaning.isPresent()) {
            wants.add(BusSerial.TYPE.key());
        }
        if (meaning.equals(Optional.of(PERHAPS)) && (depth == Depth.CLOSE || isPastHalf(view.evidence()))) {
            wants.add(InstalledPackages.TYPE.key());
        }
        return wants;
    }

    private static boolean isPastHalf(Evidence evidence) {
        return evidence.seen(BusReply.TYPE)
                .filter(reply -> reply.serial() > BusSerial.LAST / 2)
                .isPresent();
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        var evidence = view.evidence();
        return meaning(view)
                .flatMap(meaning -> counted(evidence, meaning).or(() -> replied(evidence, meaning)))
                .map(stock -> stock.since(age(view)))
                .stream()
                .toList();
    }

    /** Without the messages that these readings have cost. */
    private static Optional<Stock> counted(Evidence evidence, Stock.Meaning meaning) {
        var key = BusSerial.TYPE.key();
        return evidence.seen(BusSerial.TYPE)
                .map(read -> stock(meaning, Math.max(0, read.serial() - evidence.count(key)), key));
    }

    private static Optional<Stock> replied(Evidence evidence, Stock.Meaning meaning) {
        return evidence.seen(BusReply.TYPE).map(reply -> stock(meaning, reply.serial(), BusReply.TYPE.key()));
    }

    private static Stock stock(Stock.Meaning meaning, long used, Key key) {
        return Stock.of(meaning, "messages of systemd", used, BusSerial.LAST, key, PrivateReply.TYPE.key());
    }

    /** Empty where this version goes on after the last number. */
    private static Optional<Stock.Meaning> meaning(NodeView view) {
        var affected = view.evidence()
                .seen(PrivateReply.TYPE)
                .map(PrivateReply::version)
                .map(version -> CookieOverflow.affects(CookieOverflow.version(view, version)))
                .orElse(KnownBug.Affected.NO);
        return switch (affected) {
            case YES -> Optional.of(SURE);
            case PERHAPS -> Optional.of(PERHAPS);
            case NO -> Optional.empty();
        };
    }

    /** How long it has counted: as long as the bus runs, where it was among the first who came. */
    private static Optional<Duration> age(NodeView view) {
        return view.evidence()
                .seen(NameOwner.TYPE)
                .flatMap(NameOwner::owner)
                .filter(MessagesSupply::isEarly)
                .flatMap(_ -> Addresses.bus(view))
                .flatMap(bus -> view.process(bus.pid()))
                .flatMap((ProcessTable.Entry bus) -> view.age(bus));
    }

    private static boolean isEarly(String name) {
        var number = UNIQUE_NAME.matcher(name);
        return number.matches() && Integer.parseInt(number.group(1)) < FIRST_CONNECTIONS;
    }
}

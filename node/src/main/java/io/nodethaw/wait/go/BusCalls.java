package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.PodUid;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Gist;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** D-Bus calls that goroutines wait in. */
public final class BusCalls {
    /**
     * The interface of the bus itself. Other interfaces whose names begin like it (Properties, Peer) belong to whoever is
     * called.
     */
    private static final String BUS_ITSELF = "org\\.freedesktop\\.DBus\\.[A-Za-z]+";

    private static final String SYSTEMD = "org.freedesktop.systemd1.";

    private static final String JOB = "its wait for systemd's job";

    private BusCalls() {}

    /** Who has to answer. */
    public enum Callee {
        /** The bus itself: a log-in, or a question to it. */
        BUS,
        SYSTEMD
    }

    /**
     * What a process waits for over the bus.
     *
     * @param goroutine the oldest of those that wait for a reply
     * @param what method and unit: "StopUnit of kubepods-pod3.slice"
     * @param stood true when it was in the same call in both readings
     * @param age how long it has waited at least; zero when no reading tells
     * @param more how many others also wait for a reply
     * @param queued how many others wait until the connection is free for their call
     * @param pods names of the pods that it and the others are at work for, or their UIDs, as far as that is seen, each with the method
     * @param isPartlyRead true when not all goroutines of the process could be kept, so that both numbers may be larger
     */
    public record BusCall(
            long goroutine,
            String what,
            Callee callee,
            boolean stood,
            Duration age,
            int more,
            int queued,
            Map<String, String> pods,
            boolean isPartlyRead) {
        /** What a person reads: "goroutine 35 in StopUnit of kubepods-pod3.slice over the bus, 6 more behind it". */
        public String text() {
            return "goroutine " + goroutine + " in " + what + (more == 0 ? "" : ", " + count(more) + " more")
                    + (queued == 0 ? "" : ", " + count(queued) + " more behind it");
        }

        /** True when its call has been answered, and it waits for the end of the job that it has asked for. */
        public boolean isForJob() {
            return what.startsWith(JOB);
        }

        private String count(int number) {
            return (isPartlyRead ? "at least " : "") + number;
        }

        /** The same in few words: "StopUnit, 6 more". */
        private Gist gist() {
            int others = more + queued;
            return new Gist(method(what) + (others == 0 ? "" : ", " + count(others) + " more"), 1, pods);
        }

        /** The edge to the one it waits for. */
        public Edge edge(Vertex from, Vertex to, Key... readings) {
            var edge = Edge.of(from, to, Strength.NEEDS, Wait.DBUS_CALL, text(), readings)
                    .inShort(gist());
            return age.isZero() ? edge : edge.atLeast(age);
        }
    }

    /**
     * The calls to systemd that a process waits in. Calls to the bus itself come first, because no other call goes out without
     * it.
     */
    public static Optional<BusCall> of(NodeView view, int pid) {
        var waiting = goroutines(view, pid).stream().filter(BusCalls::waits).toList();
        var asked = waiting.stream()
                .filter(goroutine -> !isQueued(goroutine) && callee(goroutine).isPresent())
                .toList();
        var ages = CallPaths.of(view);
        return asked.stream()
                .min(Comparator.comparing(
                                (Goroutine goroutine) -> callee(goroutine).orElse(Callee.SYSTEMD))
                        .thenComparing(Comparator.comparing((Goroutine goroutine) -> ages.age(pid, goroutine))
                                .reversed())
                        .thenComparingLong(Goroutine::id))
                .map(first -> new BusCall(
                        first.id(),
                        what(first),
                        callee(first).orElse(Callee.SYSTEMD),
                        StandingGoroutines.of(view, pid).contains(first),
                        ages.age(pid, first),
                        asked.size() - 1,
                        (int) waiting.stream().filter(BusCalls::isQueued).count(),
                        pods(asked, waiting),
                        GoDaemon.isPartlyRead(view, pid)));
    }

    private static Map<String, String> pods(List<Goroutine> asked, List<Goroutine> waiting) {
        var pods = new LinkedHashMap<String, String>();
        Stream.concat(asked.stream(), waiting.stream().filter(BusCalls::isQueued))
                .forEach(goroutine -> pod(goroutine).ifPresent(pod -> pods.putIfAbsent(pod, method(goroutine))));
        return pods;
    }

    /** Its name, else its UID out of the name of its slice. */
    private static Optional<String> pod(Goroutine goroutine) {
        return goroutine.pod().or(() -> KnownFrames.unit(goroutine).flatMap(PodUid::ofUnit));
    }

    private static String method(Goroutine goroutine) {
        return KnownFrames.systemdMethod(goroutine).orElseGet(() -> method(what(goroutine)));
    }

    /** "StopUnit" of "StopUnit of kubepods-pod3.slice". */
    private static String method(String what) {
        return what.split(" of ", 2)[0];
    }

    /** True when no goroutine of a process waits for the bus, and none might. */
    static boolean areNone(NodeView view, int pid) {
        return goroutines(view, pid).stream().noneMatch(BusCalls::waits);
    }

    /**
     * True for a Go program whose goroutines were read twice, that has a goroutine which reads from the bus, and none that
     * waits for a reply there.
     */
    public static boolean readAndNone(NodeView view, int pid) {
        return StandingGoroutines.readTwice(view, pid)
                && goroutines(view, pid).stream().anyMatch(KnownFrames::readsBus)
                && areNone(view, pid);
    }

    /** The processes of the chain that wait for a reply over the bus in both readings. */
    public static List<Victim> victims(NodeView view, Collection<Role> roles) {
        return roles.stream()
                .filter(role -> role.vertex() instanceof Vertex.Process)
                .flatMap(role -> victim(view, role.vertex()).stream())
                .distinct()
                .toList();
    }

    private static Optional<Victim> victim(NodeView view, Vertex vertex) {
        return vertex instanceof Vertex.Process(int pid, long _)
                ? of(view, pid)
                        .filter(BusCall::stood)
                        .map(call -> new Victim(
                                vertex,
                                call.text(),
                                Optional.of(call.age()).filter(age -> !age.isZero()),
                                false,
                                List.of(Goroutines.TYPE.key(pid))))
                : Optional.empty();
    }

    private static List<Goroutine> goroutines(NodeView view, int pid) {
        return view.evidence()
                .seen(Goroutines.TYPE, pid)
                .map(Goroutines::goroutines)
                .orElse(List.of());
    }

    private static boolean waits(Goroutine goroutine) {
        return KnownFrames.callsBus(goroutine) || KnownFrames.logsIn(goroutine) || KnownFrames.needsJob(goroutine);
    }

    /** True when it still waits for the lock of the connection, so that its call has not gone out. */
    private static boolean isQueued(Goroutine goroutine) {
        return LockWait.of(goroutine).filter(LockWait::isExclusive).isPresent();
    }

    /** Who has to answer; empty when it is another service, or cannot be told. */
    private static Optional<Callee> callee(Goroutine goroutine) {
        var method = KnownFrames.busMethod(goroutine).orElse("");
        if (KnownFrames.logsIn(goroutine) || method.matches(BUS_ITSELF)) {
            return Optional.of(Callee.BUS);
        }
        return method.startsWith(SYSTEMD) || KnownFrames.callsSystemd(goroutine)
                ? Optional.of(Callee.SYSTEMD)
                : Optional.empty();
    }

    private static String what(Goroutine goroutine) {
        if (KnownFrames.logsIn(goroutine)) {
            return "its log-in to the bus";
        }
        var unit = KnownFrames.unit(goroutine).map(name -> " of " + name).orElse("");
        if (!KnownFrames.callsBus(goroutine)) {
            return JOB + unit;
        }
        return KnownFrames.busMethod(goroutine)
                        .map(KnownFrames::shortName)
                        .or(() -> KnownFrames.systemdMethod(goroutine))
                        .orElse("a call")
                + unit + " over the bus";
    }
}

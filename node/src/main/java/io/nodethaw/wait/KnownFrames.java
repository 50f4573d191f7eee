package io.nodethaw.wait;

import io.nodethaw.evidence.FrameTables;
import io.nodethaw.evidence.FrameTables.Protocol;
import io.nodethaw.evidence.Goroutine;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a goroutine is at: its frames compared with the tables of what the frames of the chain's daemons mean. */
final class KnownFrames {
    private static final FrameTables TABLES = FrameTables.read();

    /** Ids of containers and sandboxes: SHA-256 in hex. */
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    private static final Pattern BUS_METHOD = Pattern.compile("org\\.[A-Za-z0-9_.]+\\.[A-Za-z0-9_]+");
    private static final Pattern UNIT =
            Pattern.compile("[^/\\s]+\\.(scope|slice|service|mount|socket|target|timer|path|device|swap)");

    /** Whole minutes, as the Go runtime counts them, from when on a prompt request is none any more. */
    private static final int LONG = 2;

    private static final Pattern STUB = Pattern.compile("_[A-Za-z]+_([A-Za-z]+)_Handler");

    private KnownFrames() {}

    /** The kinds of remote calls. */
    static List<Protocol> protocols() {
        return TABLES.protocols();
    }

    /** The method that a goroutine waits for the reply of; empty when it is in no such call. */
    static Optional<String> method(Goroutine goroutine, Protocol protocol) {
        int call = last(goroutine, protocol.calls());
        if (call < 0) {
            return Optional.empty();
        }
        int named = protocol.namesMethod() ? call + 1 : last(goroutine, protocol.methods());
        return named >= 0 && named < goroutine.frames().size()
                ? Optional.of(shortName(goroutine.frames().get(named).function()))
                : Optional.empty();
    }

    /** A remote call that ends soon on a healthy node. */
    static boolean isEndless(String method) {
        return TABLES.endless().contains(method);
    }

    /** The prompt request that it serves, by the generated stub that calls the method: "_Tasks_Create_Handler". */
    static Optional<String> serves(Goroutine goroutine) {
        boolean served = TABLES.protocols().stream().anyMatch(protocol -> has(goroutine, protocol.handlers()));
        return goroutine.frames().stream()
                .map(frame -> STUB.matcher(shortName(frame.function())))
                .filter(stub -> served && stub.matches())
                .map(stub -> stub.group(1))
                .filter(TABLES.prompt()::contains)
                .findFirst();
    }

    /** True for one that serves this method: its own function, or the stub that calls it ("_Tasks_Create_Handler"). */
    static boolean serves(Goroutine goroutine, Protocol protocol, String method) {
        return has(goroutine, protocol.handlers()) && (!protocol.namesMethod() || isNamed(goroutine, method));
    }

    private static boolean isNamed(Goroutine goroutine, String method) {
        return goroutine.frames().stream().anyMatch(frame -> {
            var name = shortName(frame.function());
            return name.equals(method) || name.endsWith("_" + method + "_Handler");
        });
    }

    /** True when it serves for minutes what takes seconds. */
    static boolean isOutstanding(Goroutine goroutine) {
        return goroutine.minutes() >= LONG && serves(goroutine).isPresent();
    }

    /** True when kubelet's PLEG is on its round in it. */
    static boolean relists(Goroutine goroutine) {
        return has(goroutine, TABLES.relist());
    }

    /** True when the goroutine waits for a child process. */
    static boolean waitsForChild(Goroutine goroutine) {
        return has(goroutine, TABLES.childWaits());
    }

    /** True when one of its functions is among these. */
    static boolean has(Goroutine goroutine, List<String> patterns) {
        return last(goroutine, patterns) >= 0;
    }

    /** Index of the outermost of its frames that is among these; -1 without one. */
    static int last(Goroutine goroutine, List<String> patterns) {
        for (int i = goroutine.frames().size() - 1; i >= 0; i--) {
            var function = plain(goroutine.frames().get(i).function());
            if (fits(patterns, function)) {
                return i;
            }
        }
        return -1;
    }

    /** The D-Bus call it waits in: method, and the unit it is about where it names one. */
    static Optional<String> busCall(Goroutine goroutine) {
        if (!has(goroutine, TABLES.busCalls())) {
            return Optional.empty();
        }
        var method = text(goroutine, BUS_METHOD);
        var unit = text(goroutine, UNIT);
        return method.map(
                name -> shortName(name) + unit.map(about -> " of " + about).orElse(""));
    }

    /** Id of the container it works on, where it still has it in its arguments. */
    static Optional<String> container(Goroutine goroutine) {
        for (var frame : goroutine.frames()) {
            for (var text : frame.strings()) {
                var id = ID.matcher(text);
                if (id.find()) {
                    return Optional.of(id.group());
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(Goroutine goroutine, Pattern pattern) {
        return goroutine.frames().stream()
                .flatMap(frame -> frame.strings().stream())
                .filter(text -> pattern.matcher(text).matches())
                .findFirst();
    }

    /** The function's own name, without package and receiver. */
    static String shortName(String function) {
        return function.substring(function.lastIndexOf('.') + 1);
    }

    /** Without the folder that a GOPATH build copied the package into. */
    private static String plain(String function) {
        int vendor = function.lastIndexOf("/vendor/");
        return vendor < 0 ? function : function.substring(vendor + "/vendor/".length());
    }

    /** Asked of each frame of each goroutine for each table: a plain loop that allocates nothing. */
    private static boolean fits(List<String> patterns, String function) {
        for (var pattern : patterns) {
            if (fits(pattern, function)) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(String pattern, String function) {
        int length = pattern.length() - 1;
        if (pattern.endsWith("*")) {
            return function.regionMatches(0, pattern, 0, length);
        }
        return pattern.startsWith("*")
                ? function.regionMatches(function.length() - length, pattern, 1, length)
                : function.equals(pattern);
    }
}

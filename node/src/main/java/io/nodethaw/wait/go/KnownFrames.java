package io.nodethaw.wait.go;

import io.nodethaw.evidence.FrameTables;
import io.nodethaw.evidence.FrameTables.Protocol;
import io.nodethaw.evidence.FunctionNames;
import io.nodethaw.evidence.Goroutine;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a goroutine is doing: compares its frames with the tables that say what frames of the chain's daemons mean. */
final class KnownFrames {
    private static final FrameTables TABLES = FrameTables.read();

    /** Those of all protocols, because most goroutines are in none of them. */
    private static final FunctionNames HANDLERS = TABLES.ofAll(Protocol::handlers);

    private static final FunctionNames CALLS = TABLES.ofAll(Protocol::calls);
    private static final FunctionNames STREAMS = TABLES.ofAll(Protocol::streams);

    /** Ids of containers and sandboxes: SHA-256 in hex. */
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    private static final Pattern BUS_METHOD = Pattern.compile("org\\.[A-Za-z0-9_.]+\\.[A-Za-z0-9_]+");
    private static final Pattern UNIT =
            Pattern.compile("[^/\\s]+\\.(scope|slice|service|mount|socket|target|timer|path|device|swap)");

    /** States of those who wait for another goroutine: for a reply that it reads, or for a lock. */
    private static final List<String> PARKED = List.of("select", "chan receive", "semacquire", "sync.");

    private static final String HTTP_LIBRARY = "net/http.";

    /** The ending that go-systemd gives to functions that take a context (dbus/methods.go, since version 22). */
    private static final String CONTEXT = "Context";

    /** The function that protoc-gen-go makes for a method of a service: "_Tasks_Create_Handler". */
    private static final Pattern STUB = Pattern.compile("_([A-Za-z]+)_([A-Za-z]+)_Handler");

    /** The type that it makes for the clients of a service: "(*runtimeServiceClient).Version". */
    private static final Pattern CLIENT = Pattern.compile("\\(\\*([A-Za-z]+)Client\\)\\.([A-Za-z]+)$");

    private KnownFrames() {}

    /** The kinds of remote calls. */
    static List<Protocol> protocols() {
        return TABLES.protocols();
    }

    /** The method whose reply a goroutine waits for; empty when it is in no such call. */
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

    /** Who made the call: the caller of the generated method, or that method itself when nobody called it. */
    static String caller(Goroutine goroutine, Protocol protocol) {
        int call = last(goroutine, protocol.calls());
        int named = protocol.namesMethod() ? call + 1 : last(goroutine, protocol.methods());
        return named > 0 && named < goroutine.frames().size()
                ? after(goroutine, named)
                : goroutine.frames().stream()
                        .skip(call)
                        .map(Goroutine.Frame::function)
                        .filter(function -> !function.startsWith(HTTP_LIBRARY))
                        .findFirst()
                        .orElseGet(() -> goroutine.frames().get(call).function());
    }

    /** False for a remote call that ends soon on a healthy node. */
    static boolean isEndless(String method) {
        return TABLES.endless().contains(method);
    }

    /**
     * The request that a goroutine serves, when it is one that normally takes seconds; known by the generated function that
     * calls the method: "_Tasks_Create_Handler".
     */
    private static Optional<String> servesByStub(Goroutine goroutine) {
        return goroutine.frames().stream()
                .map(frame -> STUB.matcher(shortName(frame.function())))
                .filter(stub -> stub.matches() && isPrompt(stub))
                .map(stub -> stub.group(2))
                .findFirst()
                .filter(_ -> !has(goroutine, TABLES.pulls()));
    }

    /** True for a service and a method that are normally served within seconds. */
    private static boolean isPrompt(Matcher method) {
        return TABLES.promptServices().contains(method.group(1).toLowerCase(Locale.ROOT))
                && TABLES.prompt().contains(method.group(2));
    }

    /** The request that a goroutine serves over HTTP, when it is one that normally takes seconds: "ContainerStart". */
    private static Optional<String> servesOverHttp(Goroutine goroutine) {
        return TABLES.protocols().stream()
                .filter(protocol -> !protocol.namesMethod() && has(goroutine, protocol.handlers()))
                .flatMap(protocol -> protocol.served().entrySet().stream())
                .filter(method -> TABLES.prompt().contains(method.getKey()) && has(goroutine, method.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    /** The request that a goroutine serves, over whatever protocol, when it is one that normally takes seconds. */
    static Optional<String> servesPromptly(Goroutine goroutine) {
        return isServing(goroutine) ? servesByStub(goroutine).or(() -> servesOverHttp(goroutine)) : Optional.empty();
    }

    /** The call that a goroutine waits in, when it is one that normally takes seconds: "RunPodSandbox", "StartTransientUnit". */
    static Optional<String> callsPromptly(Goroutine goroutine) {
        var protocols = isCalling(goroutine) ? TABLES.protocols() : List.<Protocol>of();
        return protocols.stream()
                .flatMap(protocol -> callsPromptly(goroutine, protocol).stream())
                .filter(method -> !TABLES.pulling().contains(method))
                .findFirst()
                .or(() -> callsSystemd(goroutine) && (callsBus(goroutine) || needsJob(goroutine))
                        ? Optional.of(systemdMethod(goroutine).orElse("a call to systemd"))
                        : Optional.empty());
    }

    private static Optional<String> callsPromptly(Goroutine goroutine, Protocol protocol) {
        if (!protocol.namesMethod()) {
            return method(goroutine, protocol).filter(TABLES.prompt()::contains);
        }
        int call = last(goroutine, protocol.calls());
        if (call < 0 || call + 1 >= goroutine.frames().size()) {
            return Optional.empty();
        }
        var client = CLIENT.matcher(goroutine.frames().get(call + 1).function());
        return client.find() && isPrompt(client) ? Optional.of(client.group(2)) : Optional.empty();
    }

    /** The request that a goroutine serves, unless it lasts as long as a container or its client does. */
    static Optional<String> servesNow(Goroutine goroutine) {
        if (!isServing(goroutine)) {
            return Optional.empty();
        }
        var serving = TABLES.protocols().stream().filter(protocol -> has(goroutine, protocol.handlers()));
        var stubs = goroutine.frames().stream()
                .map(frame -> STUB.matcher(shortName(frame.function())))
                .filter(Matcher::matches)
                .map(stub -> stub.group(2));
        var named = serving.flatMap(protocol -> protocol.served().entrySet().stream())
                .filter(method -> has(goroutine, method.getValue()))
                .map(Map.Entry::getKey)
                .sorted();
        return Stream.concat(stubs, named).filter(method -> !isEndless(method)).findFirst();
    }

    /**
     * True when a goroutine serves this method: it is in the function of that name, in the generated function that calls it
     * ("_Tasks_Create_Handler"), or in one that the tables name. For a server that the tables do not know, any request may be
     * the one.
     */
    static boolean serves(Goroutine goroutine, Protocol protocol, String method) {
        if (!has(goroutine, protocol.handlers())) {
            return false;
        }
        if (protocol.namesMethod()) {
            return isNamed(goroutine, method);
        }
        var own = Optional.ofNullable(protocol.served().get(method));
        return own.filter(function -> has(goroutine, function)).isPresent()
                || protocol.served().values().stream().noneMatch(function -> has(goroutine, function));
    }

    private static boolean isNamed(Goroutine goroutine, String method) {
        return goroutine.frames().stream().anyMatch(frame -> {
            var name = shortName(frame.function());
            return name.equals(method) || name.endsWith("_" + method + "_Handler");
        });
    }

    /** True when it waits for the next message of a stream, which lasts as long as somebody listens. */
    static boolean listens(Goroutine goroutine) {
        return has(goroutine, STREAMS) && names(goroutine, TABLES.endless());
    }

    /** True when it serves a request that lasts as long as a container or its client does. */
    static boolean servesEndless(Goroutine goroutine) {
        return isServing(goroutine)
                && TABLES.protocols().stream()
                        .anyMatch(
                                protocol -> has(goroutine, protocol.handlers()) && servesEndless(goroutine, protocol));
    }

    /** True when it serves a request, over whatever protocol. */
    static boolean isServing(Goroutine goroutine) {
        return has(goroutine, HANDLERS);
    }

    /** True when it waits in a remote call, over whatever protocol. */
    static boolean isCalling(Goroutine goroutine) {
        return has(goroutine, CALLS);
    }

    private static boolean servesEndless(Goroutine goroutine, Protocol protocol) {
        return TABLES.endless().stream()
                .anyMatch(method -> protocol.namesMethod()
                        ? isNamed(goroutine, method)
                        : Optional.ofNullable(protocol.served().get(method))
                                .filter(function -> has(goroutine, function))
                                .isPresent());
    }

    /** True when the goroutine waits for a child process. */
    static boolean waitsForChild(Goroutine goroutine) {
        return has(goroutine, TABLES.childWaits());
    }

    /** The function that wants the child's end: the caller of the library's function, past those that only call it. */
    static String afterChildWait(Goroutine goroutine) {
        return after(goroutine, Math.max(last(goroutine, TABLES.childWaits()), last(goroutine, TABLES.childRuns())));
    }

    /** True when one of its functions is among these. */
    static boolean has(Goroutine goroutine, FunctionNames functions) {
        return last(goroutine, functions) >= 0;
    }

    /** Index of the outermost of its frames that is among these; -1 without one. */
    static int last(Goroutine goroutine, FunctionNames functions) {
        for (int i = goroutine.frames().size() - 1; i >= 0; i--) {
            if (functions.has(goroutine.frames().get(i).function())) {
                return i;
            }
        }
        return -1;
    }

    /**
     * True when it may wait for a reply over connections of this kind: in a call that normally ends soon, or in one that is not
     * known.
     */
    static boolean mayAsk(Goroutine goroutine, Protocol protocol) {
        if (has(goroutine, protocol.calls())) {
            return method(goroutine, protocol).filter(KnownFrames::isEndless).isEmpty();
        }
        return has(goroutine, protocol.streams()) && !names(goroutine, TABLES.endless());
    }

    /** True when one of these words is part of the name of one of its functions, or of the function that started it. */
    private static boolean names(Goroutine goroutine, Set<String> words) {
        return Stream.concat(
                        goroutine.frames().stream().map(Goroutine.Frame::function),
                        goroutine.creator().map(Goroutine.Creator::function).stream())
                .flatMap(function -> Stream.of(function.split("[.]")))
                .anyMatch(words::contains);
    }

    /** True when it reads a connection to the bus. */
    static boolean readsBus(Goroutine goroutine) {
        return has(goroutine, TABLES.busReaders());
    }

    /** True when it is still connecting to the bus. */
    static boolean logsIn(Goroutine goroutine) {
        return has(goroutine, TABLES.busLogins());
    }

    /** True when it has called over the bus, or is about to. */
    static boolean callsBus(Goroutine goroutine) {
        return has(goroutine, TABLES.busCalls());
    }

    /** True when it waits in work that ends only with a job of systemd; the same functions also read and write files of cgroups. */
    static boolean needsJob(Goroutine goroutine) {
        return has(goroutine, TABLES.systemdJobs()) && PARKED.stream().anyMatch(goroutine.state()::startsWith);
    }

    /** True when its call over the bus is one to systemd. */
    static boolean callsSystemd(Goroutine goroutine) {
        return has(goroutine, TABLES.systemdCalls()) || needsJob(goroutine);
    }

    /** The D-Bus method with its interface: "org.freedesktop.systemd1.Manager.StopUnit". */
    static Optional<String> busMethod(Goroutine goroutine) {
        return text(goroutine, BUS_METHOD);
    }

    /**
     * The method of systemd that it calls, by the name of the function that does so: "StopUnit" for go-systemd's
     * StopUnitContext.
     */
    static Optional<String> systemdMethod(Goroutine goroutine) {
        return goroutine.frames().stream()
                .map(Goroutine.Frame::function)
                .filter(TABLES.systemdCalls()::has)
                .map(KnownFrames::shortName)
                .filter(name -> Character.isUpperCase(name.charAt(0)))
                .findFirst()
                .map(name -> name.endsWith(CONTEXT) ? name.substring(0, name.length() - CONTEXT.length()) : name);
    }

    /** The function that called over the bus by means of a D-Bus library. */
    static Optional<String> busCaller(Goroutine goroutine) {
        int call = Math.max(last(goroutine, TABLES.busCalls()), last(goroutine, TABLES.systemdCalls()));
        return call < 0 ? Optional.empty() : Optional.of(after(goroutine, call));
    }

    /** The function that called this one; this one itself when it is the outermost. */
    private static String after(Goroutine goroutine, int frame) {
        var frames = goroutine.frames();
        return frames.get(Math.min(frame + 1, frames.size() - 1)).function();
    }

    /** The unit it is about. */
    static Optional<String> unit(Goroutine goroutine) {
        return text(goroutine, UNIT);
    }

    /** Id of the container it works on, when the id is still among its arguments. */
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
}

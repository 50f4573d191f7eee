package io.nodethaw.collect.memory.go;

import io.nodethaw.evidence.Goroutine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes of a trace the frames that a dump has. */
final class Frames {
    private final Functions functions;
    private final Visibility visibility;
    private final Arguments arguments;
    private final boolean liveAtOuter;

    Frames(Functions functions, Visibility visibility, Arguments arguments, Layout layout) {
        this.functions = functions;
        this.visibility = visibility;
        this.arguments = arguments;
        this.liveAtOuter = layout.arguments().liveAtOuter();
    }

    /**
     * The frames, innermost first.
     *
     * @param full also those that the runtime leaves out; it shows these too when nothing else is left
     */
    List<Goroutine.Frame> of(Trace trace, Stack stack, boolean full) throws IOException {
        var shown = frames(trace, stack, full);
        return shown.isEmpty() && !full ? frames(trace, stack, true) : shown;
    }

    private List<Goroutine.Frame> frames(Trace trace, Stack stack, boolean full) throws IOException {
        var shown = new ArrayList<Goroutine.Frame>();
        var callee = "";
        for (var frame : trace.frames()) {
            var calls = functions.calls(frame.function(), frame.pc(), frame.back());
            for (var call : calls.all()) {
                if (full || visibility.shows(call, callee, shown.isEmpty())) {
                    shown.add(call.inlined() ? inlined(call) : outer(call, frame, stack, calls.outerPc()));
                }
                callee = call.function();
            }
        }
        return shown;
    }

    private static Goroutine.Frame inlined(Call call) {
        return new Goroutine.Frame(printed(call.function()), "...", call.file(), call.line(), -1, true, List.of());
    }

    private Goroutine.Frame outer(Call call, Trace.Frame frame, Stack stack, long outerPc) throws IOException {
        long livePc = liveAtOuter ? outerPc : frame.pc() - frame.back();
        var printed = arguments.print(frame, stack, livePc);
        return new Goroutine.Frame(
                printed(call.function()),
                printed.text(),
                call.file(),
                call.line(),
                call.offset(),
                false,
                printed.strings());
    }

    /** The name as printed: the panic as the keyword, type arguments left out. */
    private static String printed(String function) {
        if (function.equals("runtime.gopanic")) {
            return "panic";
        }
        int open = function.indexOf('[');
        int close = function.lastIndexOf(']');
        return open < 0 || close < open
                ? function
                : function.substring(0, open) + "[...]" + function.substring(close + 1);
    }

    /** Who started it. */
    Optional<Goroutine.Creator> creator(G g, boolean full) throws IOException {
        if (g.id() == 1 || g.goPc() == 0) {
            return Optional.empty();
        }
        var found = functions.at(g.goPc());
        if (found.isEmpty() || !full && !visibility.showsCreator(found.get())) {
            return Optional.empty();
        }
        var function = found.get();
        int back = g.goPc() > function.entry() ? 1 : 0;
        var where = functions.outermost(function, g.goPc() - back);
        return Optional.of(new Goroutine.Creator(
                printed(function.name()), g.parentId(), where.file(), where.line(), g.goPc() - function.entry()));
    }
}

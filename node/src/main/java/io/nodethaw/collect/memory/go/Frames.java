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

    Frames(Functions functions, Arguments arguments) {
        this.functions = functions;
        this.visibility = functions.visibility();
        this.arguments = arguments;
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
        var shown = new ArrayList<Goroutine.Frame>(trace.frames().size());
        var callee = "";
        for (var frame : trace.frames()) {
            var site = frame.place().site(functions, frame.back());
            for (var call : site.calls()) {
                if (full || visibility.shows(call, callee, shown.isEmpty())) {
                    shown.add(call.inlined() ? inlined(call) : outer(call, site.arguments(), frame, stack));
                }
                callee = call.function();
            }
        }
        return shown;
    }

    private static Goroutine.Frame inlined(Call call) {
        return new Goroutine.Frame(call.printed(), "...", call.file(), call.line(), -1, true, List.of());
    }

    private Goroutine.Frame outer(Call call, ArgumentPlan plan, Trace.Frame frame, Stack stack) {
        var printed = arguments.print(plan, frame, stack);
        return new Goroutine.Frame(
                call.printed(), printed.text(), call.file(), call.line(), call.offset(), false, printed.strings());
    }

    /** Who started it. */
    Optional<Goroutine.Creator> creator(G g, boolean full) throws IOException {
        if (g.id() == 1 || g.goPc() == 0) {
            return Optional.empty();
        }
        var found = functions.at(g.goPc());
        if (found.isEmpty() || !full && !visibility.showsCreator(found.get().function())) {
            return Optional.empty();
        }
        var function = found.get().function();
        int back = g.goPc() > function.entry() ? 1 : 0;
        var where = functions.outermost(function, g.goPc() - back);
        return Optional.of(new Goroutine.Creator(
                where.printed(), g.parentId(), where.file(), where.line(), g.goPc() - function.entry()));
    }
}

package io.nodethaw.golang;

import io.nodethaw.evidence.Goroutine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Turns a trace into the frames that a dump has. */
final class Frames {
    /** Stands for arguments: for those of inlined calls, as in a dump, and when they are left out. */
    static final String LEFT_OUT = "...";

    private final Functions functions;
    private final Visibility visibility;
    private final PassedArguments arguments;
    private final PodNames pods;

    /** Frames without arguments, one for each call, because most goroutines are alike. */
    private final IdentityHashMap<SourceCall, Goroutine.Frame> plain = new IdentityHashMap<>();

    Frames(Functions functions, PassedArguments arguments, PodNames pods) {
        this.functions = functions;
        this.visibility = functions.visibility();
        this.arguments = arguments;
        this.pods = pods;
    }

    /**
     * The frames, innermost first.
     *
     * @param detailed with their arguments
     * @param full true for the frames that the runtime leaves out too; it shows those anyway when nothing else is left
     */
    List<Goroutine.Frame> of(Trace trace, Stack stack, boolean detailed, boolean full) throws IOException {
        var shown = frames(trace, stack, detailed, full);
        return shown.isEmpty() && !full ? frames(trace, stack, detailed, true) : shown;
    }

    private List<Goroutine.Frame> frames(Trace trace, Stack stack, boolean detailed, boolean full) throws IOException {
        var shown = new ArrayList<Goroutine.Frame>(trace.frames().size());
        var callee = "";
        for (var frame : trace.frames()) {
            var site = frame.place().site(functions, frame.back());
            for (var call : site.calls()) {
                if (full || visibility.shows(call, callee, shown.isEmpty())) {
                    shown.add(
                            detailed && !call.inlined()
                                    ? outer(call, site.arguments(), frame, stack)
                                    : plain.computeIfAbsent(call, Frames::plain));
                }
                callee = call.function();
            }
        }
        return shown;
    }

    private static Goroutine.Frame plain(SourceCall call) {
        return new Goroutine.Frame(
                call.printed(), LEFT_OUT, call.file(), call.line(), call.offset(), call.inlined(), List.of());
    }

    private Goroutine.Frame outer(SourceCall call, ArgumentPlan plan, Trace.Frame frame, Stack stack) {
        var printed = arguments.print(plan, frame, stack);
        return new Goroutine.Frame(
                call.printed(), printed.text(), call.file(), call.line(), call.offset(), false, printed.strings());
    }

    /** The pod that a function of kubelet was given, of the innermost such function; empty in any other program. */
    Optional<String> pod(Trace trace, Stack stack) throws IOException {
        for (var frame : trace.frames()) {
            var site = frame.place().site(functions, frame.back());
            if (PodNames.mayHave(site.calls().getLast().function())) {
                var found = arguments
                        .words(site.arguments(), frame, stack)
                        .mapToObj(pods::at)
                        .flatMap(Optional::stream)
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The function that started the goroutine. */
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

package io.nodethaw.golang;

import java.util.Set;

/** Which calls and goroutines the runtime shows in its own dump: runtime/traceback.go, showframe, of each version. */
final class Visibility {
    private static final String RUNTIME = "runtime.";

    /** A wrapper that called one of these is shown, because it explains a panic. */
    private static final Set<String> PANICS = Set.of("runtime.gopanic", "runtime.sigpanic", "runtime.panicwrap");

    private static final Set<String> CLEANUPS = Set.of("runtime.runFinalizers", "runtime.runCleanups");

    private final Layout.Hidden rules;
    private final int wrapperId;

    Visibility(Layout layout) {
        this.rules = layout.hidden();
        this.wrapperId = layout.function().wrapperId();
    }

    /** When a call is shown. */
    enum Shown {
        ALWAYS,
        /** It is shown unless nothing of the stack was shown yet. */
        NOT_FIRST,
        NEVER
    }

    /**
     * When a function is shown.
     *
     * @param outer name of the function that it is inlined in, or its own
     */
    Shown of(String function, String outer) {
        var name = rules.outerDecides() ? outer : function;
        if (name.equals("runtime.gopanic")) {
            return Shown.NOT_FIRST;
        }
        boolean shows = name.indexOf('.') >= 0 && (!name.startsWith(RUNTIME) || isExported(name));
        return shows ? Shown.ALWAYS : Shown.NEVER;
    }

    /**
     * True for a call that is shown.
     *
     * @param callee name of the function that it called; empty for the innermost
     * @param first true when nothing of the stack was shown yet
     */
    boolean shows(SourceCall call, String callee, boolean first) {
        if (call.shown() == Shown.NEVER || call.shown() == Shown.NOT_FIRST && first) {
            return false;
        }
        return call.id() != wrapperId || PANICS.contains(callee);
    }

    /** True for the go statement of this function: "created by". */
    boolean showsCreator(GoFunction function) {
        return function.id() != wrapperId && of(function.name(), function.name()) != Shown.NEVER;
    }

    private boolean isExported(String name) {
        if (rules.cleanupsShown() && CLEANUPS.contains(name)) {
            return true;
        }
        var rest = name.substring(RUNTIME.length());
        if (rules.receivers()) {
            int dot = rest.indexOf('.');
            if (dot >= 0 && rest.startsWith("(*")) {
                return isUpper(rest.charAt(2)) && isUpper(rest.charAt(dot + 1 < rest.length() ? dot + 1 : dot));
            }
        }
        return !rest.isEmpty() && isUpper(rest.charAt(0));
    }

    private static boolean isUpper(char letter) {
        return letter >= 'A' && letter <= 'Z';
    }

    /** Who a goroutine belongs to. */
    enum Owner {
        /** The runtime. */
        SYSTEM,
        /** The runtime, except while it runs a finalizer or cleanup. */
        CLEANUP,
        /** The program. */
        OTHERS
    }

    /** Who a goroutine belongs to that began with this function (runtime/traceback.go, isSystemGoroutine). */
    static Owner owner(String start) {
        return switch (start) {
            case "runtime.main", "runtime.corostart", "runtime.handleAsyncEvent" -> Owner.OTHERS;
            case "runtime.runfinq", "runtime.runFinalizers", "runtime.runCleanups" -> Owner.CLEANUP;
            default -> start.startsWith(RUNTIME) ? Owner.SYSTEM : Owner.OTHERS;
        };
    }
}

package io.nodethaw.collect.memory.go;

import java.util.Set;

/** Which calls and goroutines the runtime shows in its own dump: runtime/traceback.go, showframe, of each version. */
final class Visibility {
    private static final String RUNTIME = "runtime.";

    /** A wrapper that one of these was called by is shown: it explains a panic. */
    private static final Set<String> PANICS = Set.of("runtime.gopanic", "runtime.sigpanic", "runtime.panicwrap");

    private static final Set<String> CLEANUPS = Set.of("runtime.runFinalizers", "runtime.runCleanups");

    private final Layout.Hidden rules;
    private final int wrapperId;

    Visibility(Layout layout) {
        this.rules = layout.hidden();
        this.wrapperId = layout.function().wrapperId();
    }

    /**
     * True for a call that shows.
     *
     * @param callee name of the function that it called; empty for the innermost
     * @param first nothing of the stack was shown yet
     */
    boolean shows(Call call, String callee, boolean first) {
        if (call.id() == wrapperId && !PANICS.contains(callee)) {
            return false;
        }
        return shows(rules.outerDecides() ? call.outer() : call.function(), first);
    }

    private boolean shows(String name, boolean first) {
        if (name.equals("runtime.gopanic") && !first) {
            return true;
        }
        return name.indexOf('.') >= 0 && (!name.startsWith(RUNTIME) || isExported(name));
    }

    /** True for the go statement of this function: "created by". */
    boolean showsCreator(GoFunction function) {
        return function.id() != wrapperId && shows(function.name(), false);
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

    /**
     * True for a goroutine of the runtime's own.
     *
     * @param start name of the function it began with
     * @param runsOthers a function that is none of the runtime's is on its stack: a finalizer or cleanup runs
     */
    static boolean isSystem(String start, boolean runsOthers) {
        return switch (start) {
            case "runtime.main", "runtime.corostart", "runtime.handleAsyncEvent" -> false;
            case "runtime.runfinq", "runtime.runFinalizers", "runtime.runCleanups" -> !runsOthers;
            default -> start.startsWith(RUNTIME);
        };
    }
}

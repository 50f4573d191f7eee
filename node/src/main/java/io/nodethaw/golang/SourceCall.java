package io.nodethaw.golang;

/**
 * A call in the source; one frame may contain several, because calls are inlined.
 *
 * @param printed its name in a dump
 * @param id the runtime's number for special functions
 * @param line 0 when not known
 * @param offset of the program counter from the entry; -1 for an inlined call
 * @param shown when a dump shows it
 */
record SourceCall(
        String function,
        String printed,
        int id,
        String file,
        int line,
        long offset,
        boolean inlined,
        Visibility.Shown shown) {

    /** The name as printed: the panic as the keyword, type arguments left out (runtime/traceback.go, printFuncName). */
    static String printed(String function) {
        if (function.equals("runtime.gopanic")) {
            return "panic";
        }
        int open = function.indexOf('[');
        int close = function.lastIndexOf(']');
        return open < 0 || close < open
                ? function
                : function.substring(0, open) + "[...]" + function.substring(close + 1);
    }
}

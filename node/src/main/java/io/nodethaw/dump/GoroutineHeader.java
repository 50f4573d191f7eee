package io.nodethaw.dump;

/**
 * The first line of a goroutine.
 *
 * @param id unique within its process; 0 in a profile, which has no ids
 * @param thread its thread, if the runtime prints it (in crashes, since Go 1.23): "gp=0xc000002380 m=3 mp=0xc000080008"
 * @param state wait reason or status; empty in a profile, which has no states
 * @param scanned true when the garbage collector was reading the stack
 * @param minutes about how long it has waited; -1 when none are printed
 * @param locked true when it is locked to its thread
 * @param details what else is in the brackets: "synctest bubble 3"
 * @param labels labels of the profiler, as printed: "{request: 12}"
 */
public record GoroutineHeader(
        long id,
        String thread,
        String state,
        boolean scanned,
        int minutes,
        boolean locked,
        String details,
        String labels) {

    /** The line, as the runtime prints it. */
    public String print() {
        return "goroutine " + id + " " + after(thread, " ") + "[" + state + (scanned ? " (scan)" : "")
                + (minutes < 0 ? "" : ", " + minutes + " minutes") + (locked ? ", locked to thread" : "")
                + before(", ", details) + "]" + before(" ", labels) + ":";
    }

    private static String after(String text, String separator) {
        return text.isEmpty() ? "" : text + separator;
    }

    private static String before(String separator, String text) {
        return text.isEmpty() ? "" : separator + text;
    }
}

package io.nodethaw.dump;

/**
 * The first line of a goroutine.
 *
 * @param id unique in its process; 0 in a profile, which has none
 * @param thread where the runtime prints it (crashes, since Go 1.23): "gp=0xc000002380 m=3 mp=0xc000080008"
 * @param state wait reason or status; empty in a profile, which has none
 * @param scanned the garbage collector was reading the stack
 * @param minutes for how long at least; -1 where none are printed
 * @param locked to its thread
 * @param details what else stands in the brackets: "synctest bubble 3"
 * @param labels those of the profiler, as printed: "{request: 12}"
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

    /** The line as the runtime prints it. */
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

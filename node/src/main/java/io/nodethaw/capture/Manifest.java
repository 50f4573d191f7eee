package io.nodethaw.capture;

import java.time.Instant;
import java.util.List;

/** The list of what a capture holds and what it does not: a line for each, with parts separated by tabs. */
final class Manifest {
    private Manifest() {}

    static String text(String tool, Instant at, boolean redacted, List<Packed> files, List<LeftOut> leftOut) {
        var text = new StringBuilder(Layout.FIRST_LINE + Layout.VERSION + "\n");
        text.append("tool\t").append(tool).append('\n');
        text.append("at\t").append(at).append('\n');
        text.append("redacted\t").append(redacted ? "yes" : "no").append('\n');
        for (var file : files) {
            line(text, "file", file.name(), Long.toString(file.size()), file.origin());
        }
        for (var one : leftOut) {
            line(text, "left-out", one.what(), one.why());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String... parts) {
        for (int i = 0; i < parts.length; i++) {
            text.append(i == 0 ? "" : "\t").append(parts[i].replaceAll("\\p{Cntrl}+", " "));
        }
        text.append('\n');
    }
}

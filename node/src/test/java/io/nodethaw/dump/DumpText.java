package io.nodethaw.dump;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is read from a text. */
record DumpText(List<DumpedGoroutine> goroutines, List<Problem> problems) {
    /** Two goroutines as Go 1.24 prints them. */
    static final String TWO = """
            goroutine 18 [chan receive, 41 minutes, locked to thread]:
            main.(*server).loop(0xc0000a4000, {0x55d0, 0x33}, 0x1?, {{0x1, ...}, _})
            \t/src/main.go:24 +0x25
            main.inlined(...)
            \t/src/main.go:8
            created by main.main in goroutine 1
            \t/src/main.go:12 +0x9d

            goroutine 1 [select (no cases)]:
            main.main()
            \t/src/main.go:14 +0xa6
            """;

    static DumpText read(String text) {
        var goroutines = new ArrayList<DumpedGoroutine>();
        try {
            var problems = GoroutineDumps.each(stream(text), goroutines::add);
            return new DumpText(goroutines, problems.first());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Snapshots group(String text) {
        try {
            return GoroutineDumps.group(stream(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** All goroutines as the runtime prints them, an empty line between two. */
    String print() {
        return String.join("\n", goroutines.stream().map(DumpedGoroutine::print).toList());
    }
}

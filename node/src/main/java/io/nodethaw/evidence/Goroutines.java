package io.nodethaw.evidence;

import java.util.List;

/**
 * The goroutines of one process at one moment; the instance is the pid, or the name of the file they were read from.
 *
 * @param pid in the namespace we look from; 0 when a dump does not say
 * @param goVersion "go1.24.4"; empty when a dump does not say
 * @param source how they were read: "memory", "SIGUSR1", "debug endpoint", "file"; after "memory" may follow what is missing
 * @param leftOut what was left out because of a limit of this program, in words: "the last 64512 of 150007 goroutines"
 */
public record Goroutines(int pid, String goVersion, String source, List<Goroutine> goroutines, List<String> leftOut) {
    public static final FactType<Goroutines> TYPE = FactType.ofProcess("goroutines", Goroutines.class);

    public Goroutines {
        goroutines = List.copyOf(goroutines);
        leftOut = List.copyOf(leftOut);
    }

    /** A number of such goroutines in words: "at least 12" when some goroutines were left out, which may be of the same kind. */
    public String count(int number) {
        return leftOut.isEmpty() ? Integer.toString(number) : "at least " + number;
    }

    /** The goroutines of a process, with nothing left out. */
    public Goroutines(int pid, String goVersion, String source, List<Goroutine> goroutines) {
        this(pid, goVersion, source, goroutines, List.of());
    }
}

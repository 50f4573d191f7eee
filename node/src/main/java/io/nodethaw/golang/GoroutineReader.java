package io.nodethaw.golang;

import io.nodethaw.evidence.Goroutines;
import java.io.IOException;

/**
 * Reads the goroutines of a process. Keeps what it found out about a program, so that the second process of it, or the
 * second reading, is fast.
 */
public final class GoroutineReader {
    private final KnownPrograms known = new KnownPrograms();

    /**
     * What to read.
     *
     * @param full also goroutines and frames of the runtime's own, which its dumps leave out
     * @param someOfAKind of a great many that are alike only some
     */
    public record Options(boolean full, boolean someOfAKind) {}

    /**
     * Reads them.
     *
     * @throws UnknownProgramException when it is no Go program, or none that we can read for certain
     */
    public Goroutines read(GoProcess process, Options options) throws IOException {
        var image = ElfImage.read(process.memory(), process.auxv());
        var program = known.take(process.memory(), image);
        var goroutines = new ProcessGoroutines(process, program).read(options);
        known.giveBack(program);
        return goroutines;
    }

    /** Reads the newest layout there is, for the recording of what is loaded; says which. */
    public static String rehearse() throws IOException {
        return "go1." + Layouts.of(new GoVersion(Layouts.NEWEST, "")).minor();
    }
}

package io.nodethaw.golang;

import io.nodethaw.evidence.Goroutines;
import java.io.IOException;

/**
 * Reads the goroutines of a process. It keeps what it found out about a program, so that a second process of it, or a second
 * reading, is fast.
 */
public final class GoroutineReader {
    private final KnownPrograms known = new KnownPrograms();

    /**
     * What to read.
     *
     * @param full true for the goroutines and frames of the runtime too, which its dumps leave out
     * @param someOfAKind true to read only some of very many goroutines that are alike
     */
    public record Options(boolean full, boolean someOfAKind) {}

    /**
     * Reads the goroutines.
     *
     * @throws UnknownProgramException when it is not a Go program, or not one that can be read reliably
     */
    public Goroutines read(GoProcess process, Options options) throws IOException {
        var image = ElfImage.read(process.memory(), process.auxv());
        var program = known.take(process.memory(), image);
        var goroutines = new ProcessGoroutines(process, program).read(options);
        known.giveBack(program);
        return goroutines;
    }

    /** Reads the newest layout, for the recording of the classes that are loaded; returns its name. */
    public static String rehearse() throws IOException {
        return "go1." + Layouts.of(new GoVersion(Layouts.NEWEST, "")).minor();
    }
}

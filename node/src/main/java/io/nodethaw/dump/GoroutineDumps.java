package io.nodethaw.dump;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads files that contain goroutine dumps. The stream is read once to its end, in bounded memory. */
public final class GoroutineDumps {
    private GoroutineDumps() {}

    /** Groups all goroutines, dump by dump. */
    public static Snapshots group(InputStream in) throws IOException {
        return groupAndEach(in, _ -> true);
    }

    /** Passes on each goroutine with everything that was printed about it. */
    public static Problems each(InputStream in, Consumer<DumpedGoroutine> consumer) throws IOException {
        var decoder = new StackDecoder();
        return new DumpReader(Utf8.of(in), new Surroundings(), stack -> consumer.accept(decoder.decode(stack))).read();
    }

    /**
     * Groups and passes on in one pass.
     *
     * @param each gets every goroutine; those for which it returns true are grouped, the others are only counted
     */
    public static Snapshots groupAndEach(InputStream in, Predicate<PassingGoroutine> each) throws IOException {
        var surroundings = new Surroundings();
        var grouping = new Grouping(surroundings, each);
        return grouping.build(new DumpReader(Utf8.of(in), surroundings, grouping).read());
    }
}

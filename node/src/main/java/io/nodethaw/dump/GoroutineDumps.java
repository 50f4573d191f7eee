package io.nodethaw.dump;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads files with goroutine dumps in them. The stream is read to its end once, in bounded memory. */
public final class GoroutineDumps {
    private GoroutineDumps() {}

    /** Groups all goroutines, dump by dump. */
    public static Snapshots group(InputStream in) throws IOException {
        return groupAndEach(in, _ -> true);
    }

    /** Hands on each goroutine with all that was printed of it. */
    public static Problems each(InputStream in, Consumer<DumpedGoroutine> consumer) throws IOException {
        var decoder = new StackDecoder();
        return new DumpReader(Utf8.of(in), new Surroundings(), stack -> consumer.accept(decoder.decode(stack))).read();
    }

    /**
     * Both at once.
     *
     * @param each gets every goroutine; those for which it says true are grouped, the others are only counted
     */
    public static Snapshots groupAndEach(InputStream in, Predicate<PassingGoroutine> each) throws IOException {
        var surroundings = new Surroundings();
        var grouping = new Grouping(surroundings, each);
        return grouping.build(new DumpReader(Utf8.of(in), surroundings, grouping).read());
    }
}

package io.nodethaw.dump;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads files with goroutine dumps in them. The stream is read to its end once, in bounded memory. */
public final class GoroutineDumps {
    private GoroutineDumps() {}

    /** Groups all goroutines, dump by dump. */
    public static Snapshots group(InputStream in) throws IOException {
        var surroundings = new Surroundings();
        var grouping = new Grouping(surroundings);
        return grouping.build(new DumpReader(Utf8.of(in), surroundings, grouping).read());
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
    public static Snapshots groupAndEach(InputStream in, Predicate<DumpedGoroutine> each) throws IOException {
        var surroundings = new Surroundings();
        var grouping = new Grouping(surroundings);
        var decoder = new StackDecoder();
        var reader = new DumpReader(
                Utf8.of(in), surroundings, stack -> grouping.accept(stack, each.test(decoder.decode(stack))));
        return grouping.build(reader.read());
    }

    /**
     * The goroutines of the last dump in the file, for the wait graph: the newest moment.
     *
     * @param most past so many the rest is left out
     */
    public static Goroutines last(InputStream in, int most) throws IOException {
        var kept = new ArrayList<Goroutine>();
        var dump = new int[1];
        each(in, goroutine -> {
            if (goroutine.dump() != dump[0]) {
                dump[0] = goroutine.dump();
                kept.clear();
            }
            if (kept.size() < most && goroutine.header().id() > 0) {
                kept.add(goroutine.goroutine());
            }
        });
        return new Goroutines(0, "", "file", List.copyOf(kept));
    }
}

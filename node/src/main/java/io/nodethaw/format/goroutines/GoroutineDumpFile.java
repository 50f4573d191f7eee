package io.nodethaw.format.goroutines;

import io.nodethaw.dump.DumpedGoroutine;
import io.nodethaw.dump.GoroutineDumps;
import io.nodethaw.dump.Problems;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Origin;
import io.nodethaw.format.FileFormat;
import io.nodethaw.format.FileFormatException;
import io.nodethaw.format.Head;
import io.nodethaw.format.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file with goroutine dumps, each of one process: several dumps in a log come from several shims, or from one daemon at
 * several moments.
 */
public final class GoroutineDumpFile implements FileFormat {
    /** The most goroutines kept of a file; a dockerd in trouble has had 40,000, and a log may hold thousands of dumps. */
    private static final int MOST = 100_000;

    private static final int MOST_DUMPS = 1_000;

    /**
     * The header of a goroutine (runtime/traceback.go, goroutineheader), the first line of a pprof profile with debug=1, or of
     * a race report.
     */
    private static final Pattern GOROUTINES = Pattern.compile(
            "(?m)\\bgoroutine \\d+ .{0,200}\\[[^\\]\n]{1,200}\\]:|^[ \t>]{0,8}goroutine profile: total \\d+|^WARNING: DATA RACE");

    /** What terminals and shells put between the letters: colours (ECMA-48, 8.3.117), and the zero bytes of UTF-16. */
    private static final Pattern DRESSING = Pattern.compile("\u001b\\[[\\d;]{0,20}m|\u0000");

    /** A program that writes all its goroutines and then ends itself (k8s.io/klog, output and stacks; golang/glog). */
    private static final Pattern LAST_WORDS = Pattern.compile("(?:^|/)[kg]log(?:/v\\d+)?\\.stacks$");

    private static final Set<String> WRITERS = Set.of("kubelet", "dockerd", "crio");

    private record Dump(long line, List<Goroutine> goroutines) {}

    /** What is kept while a file is read. */
    private static final class Kept {
        /** The most copies of a goroutine that a profile only counts: more of them tell nothing more. */
        private static final long COPIES = 1_000;

        private final List<Dump> dumps = new ArrayList<>();
        private int last = -1;
        private int goroutines;
        private long withoutId;
        private long leftOut;

        void take(DumpedGoroutine one) {
            if (one.header().id() <= 0) {
                counted(one);
            } else if (goroutines == MOST || one.dump() != last && dumps.size() == MOST_DUMPS) {
                leftOut++;
            } else {
                if (one.dump() != last) {
                    dumps.add(new Dump(Math.max(1, one.line()), new ArrayList<>()));
                    last = one.dump();
                }
                dumps.getLast().goroutines().add(one.goroutine());
                goroutines++;
            }
        }

        /** Goroutines of a profile have no numbers, states and ages: they get numbers of ours, below 0. */
        private void counted(DumpedGoroutine one) {
            long copies = Math.min(Math.max(1, one.count()), COPIES);
            for (long i = 0; i < copies && !one.frames().isEmpty() && goroutines < MOST; i++) {
                withoutId++;
                if (one.dump() != last) {
                    dumps.add(new Dump(Math.max(1, one.line()), new ArrayList<>()));
                    last = one.dump();
                }
                dumps.getLast().goroutines().add(numbered(-withoutId, one));
                goroutines++;
            }
        }
    }

    private static Goroutine numbered(long id, DumpedGoroutine of) {
        var frames = of.frames();
        return new Goroutine(
                id, Waiting.of(frames), -1, false, frames, of.goroutine().creator(), Optional.empty(), List.of());
    }

    @Override
    public String what() {
        return "a goroutine dump";
    }

    @Override
    public boolean recognises(Head head) {
        return GOROUTINES.matcher(DRESSING.matcher(head.text()).replaceAll("")).find();
    }

    @Override
    public Piece read(InputStream in, String file) throws IOException {
        var unfolding = new Unfolding(in);
        var labels = new Labels(unfolding);
        var kept = new Kept();
        var problems = GoroutineDumps.each(labels, kept::take);
        var dumps = kept.dumps;
        if (dumps.isEmpty()) {
            throw new FileFormatException("no goroutines in it", "a dump begins with: goroutine 1 [running]:");
        }
        var found = labels.found();
        var processes = new ArrayList<Piece.Process>();
        var notes = notes(file, problems, kept);
        for (int i = 0; i < dumps.size(); i++) {
            if (isLastWords(dumps.get(i))) {
                notes.add(file + ":" + unfolding.original(dumps.get(i).line())
                        + ": a program has written this and ended itself: what its goroutines waited for is over");
                continue;
            }
            long next = i + 1 < dumps.size() ? dumps.get(i + 1).line() : Long.MAX_VALUE;
            processes.add(process(dumps.get(i), found, next, file, unfolding));
        }
        var host = found.stream().flatMap(label -> label.host().stream()).findFirst();
        return new Piece(
                file,
                what(),
                false,
                host,
                new Evidence.Builder(Instant.EPOCH).build(),
                processes,
                notes,
                kept.leftOut == 0);
    }

    private static boolean isLastWords(Dump dump) {
        return dump.goroutines().stream()
                .flatMap(goroutine -> goroutine.frames().stream())
                .anyMatch(frame -> LAST_WORDS.matcher(frame.function()).find());
    }

    /**
     * The program that wrote the lines, where nothing in the dump tells another: a daemon that has no shims, whose dumps it would
     * write too.
     */
    private static Optional<String> writer(List<Labels.Label> labels, long from, long to) {
        return labels.stream()
                .filter(label -> label.line() >= from && label.line() < to)
                .flatMap(label -> label.program().stream())
                .filter(WRITERS::contains)
                .findFirst();
    }

    private static Piece.Process process(
            Dump dump, List<Labels.Label> labels, long next, String file, Unfolding unfolding) {
        var program = Programs.of(dump.goroutines()).or(() -> writer(labels, dump.line(), next));
        var pid = labels.stream()
                .filter(label -> label.line() >= dump.line() && label.line() < next)
                .filter(label -> label.tellsOf(program))
                .flatMap(label -> label.pid().stream())
                .findFirst();
        return new Piece.Process(
                program.orElse("a Go program"),
                pid,
                dump.goroutines(),
                new Origin.InFile(file, unfolding.original(dump.line())));
    }

    private static List<String> notes(String file, Problems problems, Kept kept) {
        var notes = new ArrayList<String>();
        long leftOut = kept.leftOut;
        if (kept.withoutId > 0) {
            notes.add(
                    file
                            + ": a profile, which tells no states, ages and numbers: the numbers below 0 are ours; debug=2 tells more");
        }
        problems.first().forEach(problem -> notes.add(file + ":" + problem.line() + ": " + problem.what()));
        if (problems.more() > 0) {
            notes.add(file + ": " + problems.more() + " more places could not be read");
        }
        if (leftOut > 0) {
            notes.add(file + ": " + leftOut + " goroutines past the first " + MOST + " are left out");
        }
        return notes;
    }
}

package io.nodethaw.cli;

import io.nodethaw.dump.GoroutineDumps;
import io.nodethaw.dump.PassingGoroutine;
import io.nodethaw.dump.Problems;
import io.nodethaw.dump.Snapshot;
import io.nodethaw.dump.Snapshots;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.report.Extent;
import io.nodethaw.report.StackFilter;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads dumps, keeps each goroutine, and groups those that are to be shown. */
final class DumpMoments {
    private final StackFilter filter;
    private final KeptRoom room = new KeptRoom();

    DumpMoments(StackFilter filter) {
        this.filter = filter;
    }

    /**
     * All dumps of a file, in order; none when it has no goroutines.
     *
     * @param from where its dumps come from, when the name does not say it
     */
    List<Moment> of(String file, String from, InputStream in) throws IOException {
        return moments(file, from, GoroutineDumps.groupAndEach(in, this::keep));
    }

    /**
     * Goroutines that were read from memory. They are grouped by the text that a dump would have, so that both are grouped
     * alike.
     */
    Moment of(String name, Goroutines read) throws IOException {
        var from = read.goVersion() + ", read from " + read.source();
        var dumps = GoroutineDumps.groupAndEach(new PrintedGoroutines(read.goroutines()), this::shows)
                .dumps();
        var snapshot = dumps.isEmpty() ? new Snapshot(0, List.of(), 0, List.of(), 0) : dumps.getFirst();
        var notes = read.leftOut().stream().map(what -> "left out: " + what).toList();
        return new Moment(name, from, snapshot, read.goroutines(), notes.isEmpty() ? Extent.ALL : Extent.SOME, notes);
    }

    private boolean keep(PassingGoroutine one) {
        room.of(one.dump()).offer(one);
        return shows(one);
    }

    private boolean shows(PassingGoroutine one) {
        return filter.isAll() || filter.shows(one.decode().goroutine());
    }

    private List<Moment> moments(String file, String from, Snapshots read) {
        var moments = new ArrayList<Moment>();
        for (int dump = 0; dump < read.dumps().size(); dump++) {
            var snapshot = read.dumps().get(dump);
            var name = read.dumps().size() == 1 ? file : file + ":" + snapshot.line();
            boolean last = dump == read.dumps().size() - 1;
            var notes = last ? notes(file, read.problems()) : new ArrayList<String>();
            var known = room.of(dump);
            known.note().ifPresent(notes::add);
            moments.add(new Moment(name, from, snapshot, known.kept(), known.extent(), notes));
        }
        return moments;
    }

    private static ArrayList<String> notes(String file, Problems problems) {
        var notes = new ArrayList<String>();
        problems.first().forEach(problem -> notes.add(file + ":" + problem.line() + ": " + problem.what()));
        if (problems.more() > 0) {
            notes.add(file + ": " + problems.more() + " more places could not be read");
        }
        return notes;
    }
}

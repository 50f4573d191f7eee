package io.nodethaw.format.ps;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.format.FileFormat;
import io.nodethaw.format.FileFormatException;
import io.nodethaw.format.Head;
import io.nodethaw.format.Piece;
import io.nodethaw.format.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A list of processes. What its columns do not tell stays unknown: start times, processor time, possibly even states. */
public final class ProcessList implements FileFormat {
    /** pid_max of a 64-bit kernel is 4 million; no node has a tenth of that. */
    private static final int MOST = 400_000;

    /** Lines before the header: a command line, a date. */
    private static final int BEFORE = 20;

    private static final int BROKEN_SHOWN = 3;

    @Override
    public String what() {
        return "a list of processes";
    }

    @Override
    public boolean recognises(Head head) {
        return head.lines(BEFORE).anyMatch(line -> Columns.of(line).isPresent());
    }

    @Override
    public Piece read(InputStream in, String file) throws IOException {
        var lines = new TextLines(in);
        Optional<Columns> columns = Optional.empty();
        Map<Integer, ProcessTable.Entry> processes = new LinkedHashMap<>();
        var notes = new ArrayList<String>();
        long first = 1;
        int broken = 0;
        var line = lines.next();
        while (line.isPresent() && processes.size() < MOST) {
            var header = Columns.of(line.get());
            if (header.isPresent()) {
                first = columns.isPresent() ? first : lines.number();
                columns = header; // some tools repeat it every page
            } else if (columns.isPresent() && !line.get().isBlank()) {
                var process = columns.get().process(line.get());
                process.ifPresent(entry -> processes.putIfAbsent(entry.pid(), entry));
                if (process.isEmpty() && ++broken <= BROKEN_SHOWN) {
                    notes.add(file + ":" + lines.number() + ": no process in this line");
                }
            }
            line = lines.next();
        }
        if (processes.isEmpty()) {
            throw new FileFormatException("a list without a process", "take it with: ps -eo pid,ppid,stat,comm");
        }
        if (broken > BROKEN_SHOWN) {
            notes.add(file + ": " + (broken - BROKEN_SHOWN) + " more lines without a process");
        }
        if (line.isPresent()) {
            notes.add(file + ": only its first " + MOST + " processes are used");
        }
        var table = new ProcessTable(List.copyOf(processes.values()));
        var evidence = new Evidence.Builder(Instant.EPOCH)
                .put(ProcessTable.TYPE, "", new Sample<>(new Reading.Seen<>(table), new Origin.InFile(file, first)))
                .build();
        return new Piece(file, what(), false, Optional.empty(), evidence, List.of(), notes, line.isEmpty());
    }
}

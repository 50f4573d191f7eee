package io.nodethaw;

import io.nodethaw.collect.Host;
import io.nodethaw.evidence.EvidenceFormatException;
import io.nodethaw.evidence.LoadedEvidence;
import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import io.nodethaw.report.WaitChain;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Judges recorded incidents after some of their values were changed, and prints them in every format. */
final class AbsurdJudge {
    /** Most values that are changed at once. */
    static final int CHANGES = 40;

    /** A fuzzer tries many changes of a small file rather than few of a large one: its probes make each run many times as slow. */
    private static final long SMALL = 66_000;

    private static final String EVIDENCE = "input/evidence.json";

    private static final List<OutputFormat> ALL =
            List.of(OutputFormat.TEXT, OutputFormat.WIDE, OutputFormat.JSON, OutputFormat.YAML, OutputFormat.DOT);

    private final Program program = new Program(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)));

    static List<Path> incidents() throws IOException {
        try (var folders = Files.list(Golden.repository("corpus"))) {
            return folders.filter(folder -> Files.exists(folder.resolve(EVIDENCE)))
                    .sorted()
                    .toList();
        }
    }

    /** Those that take little time each. */
    static List<Path> small() throws IOException {
        var small = new ArrayList<Path>();
        for (var incident : incidents()) {
            if (Files.size(incident.resolve(EVIDENCE)) <= SMALL) {
                small.add(incident);
            }
        }
        return List.copyOf(small);
    }

    void judge(Path incident, int changes, IntUnaryOperator choose) throws IOException {
        judge(incident, changes, choose, ALL);
    }

    void judge(Path incident, int changes, IntUnaryOperator choose, List<OutputFormat> formats) throws IOException {
        var text = AbsurdEvidence.of(Files.readString(incident.resolve(EVIDENCE)), changes, choose);
        LoadedEvidence loaded;
        try {
            loaded = program.codec().read(new StringReader(text), "x");
        } catch (EvidenceFormatException e) {
            return;
        }
        var judged = program.judge(loaded.evidence());
        var report = new Report(
                judged.verdict(), judged.graph(), judged.view(), judged.triage(), "nodethaw test", "", loaded.notes());
        var starts = judged.graph().roles().stream()
                .map(Role::vertex)
                .filter(Vertex.Process.class::isInstance)
                .map(Vertex.Process.class::cast)
                .toList();
        var chain =
                new WaitChain(program.graph(judged.view(), starts), judged.view(), starts, List.of(), "t", List.of());
        for (var format : formats) {
            report.print(format, Ink.PLAIN);
            chain.print(format, Ink.PLAIN);
        }
    }
}

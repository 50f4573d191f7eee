package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.cli.Judged;
import io.nodethaw.collect.Host;
import io.nodethaw.format.Assembly;
import io.nodethaw.format.FileFormatException;
import io.nodethaw.format.Head;
import io.nodethaw.format.Piece;
import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Texts of one node, each a file of its own, as {@code analyze} judges them. */
final class Brought {
    private static final Program PROGRAM =
            new Program(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)));

    private Brought() {}

    static Judged judged(String... texts) throws IOException {
        var pieces = new ArrayList<Piece>();
        for (int i = 0; i < texts.length; i++) {
            var in = new BufferedInputStream(
                    new ByteArrayInputStream(texts[i].getBytes(StandardCharsets.UTF_8)), Head.MOST * 2);
            var head = Head.of(in);
            var format = PROGRAM.formats().stream()
                    .filter(one -> one.recognises(head))
                    .findFirst()
                    .orElseThrow(() -> new FileFormatException("nothing known in it", ""));
            pieces.add(format.read(in, "text" + i));
        }
        var nodes = Assembly.of(pieces);
        assertThat(nodes).hasSize(1);
        return PROGRAM.judge(nodes.getFirst().evidence());
    }

    /** The verdict with everything that is told; blanks are alike. */
    static String verdict(String... texts) throws IOException {
        var judged = judged(texts);
        return new Report(judged.verdict(), judged.graph(), judged.view(), judged.triage(), "t", "", List.of())
                .print(OutputFormat.WIDE, new Ink(false, true))
                .replaceAll("\\s+", " ");
    }
}

package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.cli.Judged;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.format.Assembly;
import io.nodethaw.format.FileFormat;
import io.nodethaw.format.Head;
import io.nodethaw.format.Piece;
import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Judges every recorded incident of a folder and compares the reports with what is expected. An incident is a folder with
 * ABOUT.md, input/evidence.json (or that as .gz), expected.txt and expected.json; or input with the files that somebody brought,
 * which are put together. Anything else in it fails, because nobody would read it.
 */
public abstract class CorpusCases {
    private static final String INPUT = "input/evidence.json";
    private static final String PACKED = INPUT + ".gz";
    private static final Set<String> EXPECTED = Set.of("expected.txt", "expected.json");

    /** This folder has goroutine dumps, not incidents; GoroutineCorpusTest reads each of its files. */
    private static final Path DUMPS = Path.of("goroutines");

    private final Path corpus;

    /** Takes the folder of the incidents. */
    protected CorpusCases(Path corpus) {
        this.corpus = corpus;
    }

    /** Reads all facts. */
    protected abstract EvidenceJson codec();

    /** Reads all kinds of files that people bring. */
    protected abstract List<FileFormat> formats();

    /** The judge under test. */
    protected abstract Judged judge(Evidence evidence);

    @TestFactory
    List<DynamicTest> incidents() {
        var incidents = list(corpus);
        assertThat(incidents).as("incidents in " + corpus).isNotEmpty();
        return incidents.stream()
                .map(incident -> DynamicTest.dynamicTest(incident.getFileName().toString(), () -> check(incident)))
                .toList();
    }

    private void check(Path incident) throws IOException {
        checkFiles(incident);
        try {
            var judged = judge(evidence(incident));
            var report = new Report(
                    judged.verdict(), judged.graph(), judged.view(), judged.triage(), "nodethaw test", "", List.of());
            assertThat(report.print(OutputFormat.LINE, Ink.PLAIN))
                    .as("one line of at most 80 bytes of ASCII")
                    .matches("[ -~]{1,80}\n");
            assertThat(report.print(OutputFormat.TEXT, Ink.PLAIN).lines())
                    .as("fits on a terminal of 24 lines and 80 columns, with a line for the prompt")
                    .hasSizeLessThan(24)
                    .allMatch(line -> line.length() <= 80 || line.startsWith("  do "));
            Golden.check(incident.resolve("expected.txt"), report.print(OutputFormat.TEXT, Ink.PLAIN));
            Golden.check(incident.resolve("expected.json"), report.print(OutputFormat.JSON, Ink.PLAIN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Evidence evidence(Path incident) throws IOException {
        if (isRecorded(incident)) {
            try (var text = input(incident)) {
                var loaded = codec().read(text, "evidence.json");
                assertThat(loaded.notes()).as(incident.toString()).isEmpty();
                return loaded.evidence();
            }
        }
        var pieces = new ArrayList<Piece>();
        for (var file : list(incident.resolve("input"))) {
            try (var in = new BufferedInputStream(Files.newInputStream(file), Head.MOST)) {
                var head = Head.of(in);
                var format = formats().stream()
                        .filter(each -> each.recognises(head))
                        .findFirst()
                        .orElseThrow();
                pieces.add(format.read(in, file.getFileName().toString()));
            }
        }
        var nodes = Assembly.of(pieces);
        assertThat(nodes).as(incident.toString()).hasSize(1);
        return nodes.getFirst().evidence();
    }

    /** The incidents with recorded evidence. */
    static List<Path> recorded(Path corpus) {
        return list(corpus).stream().filter(CorpusCases::isRecorded).toList();
    }

    private static boolean isRecorded(Path incident) {
        return Files.exists(incident.resolve(INPUT)) || Files.exists(incident.resolve(PACKED));
    }

    /** The recorded evidence of an incident. */
    static Reader input(Path incident) throws IOException {
        var packed = incident.resolve(PACKED);
        return Files.exists(packed)
                ? new InputStreamReader(new GZIPInputStream(Files.newInputStream(packed)), StandardCharsets.UTF_8)
                : Files.newBufferedReader(incident.resolve(INPUT));
    }

    private static void checkFiles(Path incident) throws IOException {
        assertThat(incident).isDirectory();
        try (var files = Files.walk(incident)) {
            var found = files.filter(file -> !Files.isDirectory(file))
                    .map(file -> incident.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(found).as(incident.toString()).contains("ABOUT.md").anyMatch(file -> file.startsWith("input/"));
            if (isRecorded(incident)) {
                found.removeAll(Set.of(found.contains(PACKED) ? PACKED : INPUT));
            } else {
                found.removeIf(file -> file.startsWith("input/"));
            }
            found.remove("ABOUT.md");
            found.removeAll(EXPECTED);
            assertThat(found).as(incident + ": files that nobody reads").isEmpty();
        }
        assertThat(Files.readString(incident.resolve("ABOUT.md")))
                .as(incident + "/ABOUT.md")
                .isNotBlank();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith(DUMPS)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

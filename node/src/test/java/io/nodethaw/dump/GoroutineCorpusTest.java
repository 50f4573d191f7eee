package io.nodethaw.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.Golden;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every goroutine of the recorded dumps is read, and printed again as the runtime printed it. */
class GoroutineCorpusTest {
    private static final Path CORPUS = Golden.repository("corpus/goroutines");
    private static final Pattern HEADER = Pattern.compile("goroutine \\d+ .*\\[.*](?: \\{.*})?:");
    private static final Pattern BEGUN = Pattern.compile("^goroutine \\d+ .*\\[");
    /** What a report of the race detector tells, which has its own form (RaceReportTest). */
    private static final Pattern RACER = Pattern.compile(".* at 0x[0-9a-f]+");

    private static final Pattern BEHIND = Pattern.compile("|=== END.*|rax +0x[0-9a-f]+");

    @TestFactory
    List<DynamicTest> dumps() throws IOException {
        try (var files = Files.walk(CORPUS)) {
            return files.filter(file -> Files.isRegularFile(file) && !file.endsWith("ABOUT.md"))
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(CORPUS.relativize(file).toString(), () -> check(file)))
                    .toList();
        }
    }

    private static void check(Path file) throws IOException {
        assertThat(file.toString()).matches(".*\\.txt(\\.gz)?");
        var printed = new ArrayList<String>();
        var facts = new ArrayList<String>();
        try (var in = open(file)) {
            var problems = GoroutineDumps.each(in, goroutine -> {
                if (RACER.matcher(goroutine.header().state()).matches()) return;
                facts.addAll(DumpFacts.of(goroutine));
                if (goroutine.header().id() > 0 || !goroutine.header().state().isEmpty())
                    printed.add(goroutine.print());
            });
            assertThat(problems.first()).extracting(Problem::what).containsExactlyElementsOf(frameless(printed));
        }
        try (var in = open(file)) {
            var lines = lines(in);
            assertThat(printed).containsExactlyElementsOf(blocks(lines));
            assertThat(facts).containsExactlyElementsOf(DumpFacts.of(lines));
            assertThat(facts).filteredOn(fact -> fact.startsWith("goroutine ")).hasSize(begun(lines));
        }
        try (var in = open(file)) {
            var snapshots = GoroutineDumps.group(in);
            assertThat(snapshots.dumps()).isNotEmpty();
            assertThat(snapshots.dumps())
                    .allSatisfy(dump -> assertThat(dump.buckets().stream()
                                    .mapToLong(Bucket::count)
                                    .sum())
                            .isEqualTo(dump.goroutines()));
        }
    }

    /** Goroutines without frames: for a thread in C code the runtime may print none. */
    private static List<String> frameless(List<String> printed) {
        return printed.stream()
                .filter(text -> text.lines().count() == 1)
                .map(text -> text.split(" \\[")[0] + " has no frames")
                .toList();
    }

    private static InputStream open(Path file) throws IOException {
        var in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private static List<String> lines(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .flatMap(DumpFacts::unescaped)
                .toList();
    }

    /** The number of lines that look like the beginning of a header, whatever follows. */
    private static int begun(List<String> lines) {
        return (int) lines.stream().filter(BEGUN.asPredicate()).count();
    }

    /** The text of each goroutine: from its header to the next empty line, or to registers, or to the log's last words. */
    private static List<String> blocks(List<String> lines) {
        var blocks = new ArrayList<String>();
        var block = new StringBuilder();
        for (var line : lines) {
            boolean header = HEADER.matcher(line).matches();
            if (!block.isEmpty() && (header || BEHIND.matcher(line).matches())) {
                blocks.add(block.toString());
                block.setLength(0);
            }
            if (header || !block.isEmpty()) block.append(line).append('\n');
        }
        if (!block.isEmpty()) blocks.add(block.toString());
        return blocks;
    }
}

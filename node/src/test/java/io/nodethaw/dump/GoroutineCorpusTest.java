package io.nodethaw.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.Golden;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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
    private static final Pattern HEADER = Pattern.compile("goroutine \\d+ .*\\[.*]:");

    @TestFactory
    List<DynamicTest> dumps() throws IOException {
        try (var files = Files.list(CORPUS)) {
            return files.filter(file -> !file.endsWith("ABOUT.md"))
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)))
                    .toList();
        }
    }

    private static void check(Path file) throws IOException {
        assertThat(file.toString()).matches(".*\\.txt(\\.gz)?");
        var printed = new ArrayList<String>();
        try (var in = open(file)) {
            var problems = GoroutineDumps.each(in, goroutine -> {
                if (goroutine.header().id() > 0 || !goroutine.header().state().isEmpty())
                    printed.add(goroutine.print());
            });
            assertThat(problems.first()).isEmpty();
        }
        try (var in = open(file)) {
            assertThat(printed).containsExactlyElementsOf(blocks(in));
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

    private static InputStream open(Path file) throws IOException {
        var in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    /** The text of each goroutine: from its header to the next empty line, or to what the log's own last line says. */
    private static List<String> blocks(InputStream in) throws IOException {
        var blocks = new ArrayList<String>();
        var block = new StringBuilder();
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            boolean header = HEADER.matcher(line).matches();
            if (!block.isEmpty() && (header || line.isEmpty() || line.startsWith("=== END"))) {
                blocks.add(block.toString());
                block.setLength(0);
            }
            if (header || !block.isEmpty()) block.append(line).append('\n');
        }
        if (!block.isEmpty()) blocks.add(block.toString());
        return blocks;
    }
}

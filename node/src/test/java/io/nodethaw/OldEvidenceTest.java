package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.LoadedEvidence;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What 0.1.0 saved is read and judged by every later version. Its files are never rewritten, however facts change: a failure
 * here shows that a part was renamed or moved, or is no longer optional.
 */
class OldEvidenceTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/nodethaw/saved-by-0.1.0");

    private final Program program = new Program(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)));

    @Test
    void everyPartOfEveryFactIsRead() throws IOException {
        var saved = Files.readString(FOLDER.resolve("facts.json"));
        var loaded = program.codec().read(new StringReader(saved), "x");
        assertThat(loaded.notes()).isEmpty();
        assertThat(loaded.whole()).isTrue();

        var again = new StringWriter();
        program.codec().write(loaded.evidence(), "t", again);
        var kept = readings(again.toString());
        for (var reading : readings(saved)) {
            if (reading.getAsJsonObject().get("fact").getAsString().equals("syscall")) {
                continue; // registers are now read as the call that they meant
            }
            assertThat(kept).as(reading.toString()).anyMatch(one -> holds(one, reading));
        }
    }

    @Test
    void registersBecomeTheCallThatTheyMeant() throws IOException {
        var loaded = program.codec().read(new StringReader(Files.readString(FOLDER.resolve("facts.json"))), "x");
        var calls = loaded.evidence().allSeen(SystemCall.TYPE).toList();
        assertThat(calls).isNotEmpty().allMatch(call -> call.call().isPresent());
        var again = new StringWriter();
        program.codec().write(loaded.evidence(), "t", again);
        assertThat(again.toString()).contains("\"fact\":\"system-call\"").doesNotContain("\"fact\":\"syscall\"");
    }

    @Test
    void theSavedFilesHaveExamplesOfTheseFacts() throws IOException {
        assertThat(readings(Files.readString(FOLDER.resolve("facts.json"))))
                .extracting(reading -> reading.getAsJsonObject().get("fact").getAsString())
                .contains(
                        "bus-cookie",
                        "bus-echo",
                        "call-target",
                        "containerd-version",
                        "containers",
                        "cri-version",
                        "descriptors",
                        "disk-stats",
                        "docker-ping",
                        "fdinfo",
                        "file-locks",
                        "freeze",
                        "goroutine-dump",
                        "goroutines",
                        "kernel-log",
                        "kernel-stack",
                        "kubelet-health",
                        "machine",
                        "mounts",
                        "namespaces",
                        "pressure",
                        "processes",
                        "shim-bundles",
                        "shim-connect",
                        "status",
                        "syscall",
                        "systemd-bus",
                        "systemd-owner",
                        "systemd-private",
                        "tasks",
                        "tcp-sockets",
                        "unix-sockets");
    }

    @Test
    void aStalledNodeIsJudgedAsItWas() throws IOException {
        var verdict = judge("shim-stopped.json.gz");
        assertThat(verdict.state()).isEqualTo(Verdict.State.STALLED);
        assertThat(verdict.roots()).extracting(Root::hop).containsExactly("shim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubelet-not-running.json.gz", "kubelet-apiserver-stopped.json.gz"})
    void aNodeWithAKubeletIsJudged(String file) throws IOException {
        assertThat(judge(file).state()).isNotEqualTo(Verdict.State.STALLED);
    }

    private Verdict judge(String file) throws IOException {
        LoadedEvidence loaded;
        try (var in = new GZIPInputStream(Files.newInputStream(FOLDER.resolve(file)))) {
            loaded = program.codec().read(new InputStreamReader(in, StandardCharsets.UTF_8), file);
        }
        assertThat(loaded.notes()).isEmpty();
        assertThat(loaded.tool()).startsWith("nodethaw 0.1.0");
        var judged = program.judge(loaded.evidence());
        for (var format :
                List.of(OutputFormat.TEXT, OutputFormat.WIDE, OutputFormat.JSON, OutputFormat.YAML, OutputFormat.DOT)) {
            var report = new Report(
                    judged.verdict(), judged.graph(), judged.view(), judged.triage(), "t", file, loaded.notes());
            assertThat(report.print(format, Ink.PLAIN)).isNotBlank();
        }
        return judged.verdict();
    }

    private static List<JsonElement> readings(String evidence) {
        return JsonParser.parseString(evidence)
                .getAsJsonObject()
                .getAsJsonArray("readings")
                .asList();
    }

    /** True when everything in the old value is also in this one, under the same names. */
    private static boolean holds(JsonElement now, JsonElement old) {
        if (old instanceof JsonObject members && now instanceof JsonObject object) {
            return members.entrySet().stream()
                    .allMatch(member ->
                            object.has(member.getKey()) && holds(object.get(member.getKey()), member.getValue()));
        }
        if (old instanceof JsonArray elements && now instanceof JsonArray array) {
            return elements.size() == array.size()
                    && IntStream.range(0, array.size()).allMatch(i -> holds(array.get(i), elements.get(i)));
        }
        return now.equals(old);
    }
}

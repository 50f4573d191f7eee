package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.ContainerConfig;
import io.nodethaw.evidence.Containers;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Machine;
import io.nodethaw.redact.Redaction;
import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Redacted evidence tells the same of the node, and nothing of whose it is. */
class RedactionTest {
    private static final Program PROGRAM =
            new Program(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)));

    private static final byte[] SALT = {1, 2, 3};

    /** By their form alone, and independent of how the program finds them. */
    private static final List<Pattern> IDS = List.of(
            Pattern.compile("(?i)[0-9a-f]{8}([-_])[0-9a-f]{4}\\1[0-9a-f]{4}\\1[0-9a-f]{4}\\1[0-9a-f]{12}"),
            Pattern.compile("(?<![0-9a-z])(?:[0-9a-f]{64}|[0-9a-f]{32})(?![0-9a-z])"),
            Pattern.compile("(?<![0-9.~+-])(?!127\\.|0\\.0\\.0\\.0)(?:\\d{1,3}\\.){3}\\d{1,3}(?![0-9.~+-])"));

    /** The functions and sources of programs, which are called alike everywhere. */
    private static final Pattern CODE = Pattern.compile("\"(?:function|file)\":\"[^\"]*\"");

    static Stream<Path> incidents() {
        return CorpusCases.recorded(Golden.repository("corpus")).stream();
    }

    @Test
    void everyTextOfEveryFactHasAKind() throws IOException {
        var kinds = new TreeSet<String>();
        var file = Path.of("src/main/resources/io/nodethaw/redact/kinds");
        try (var lines = Files.lines(file)) {
            lines.filter(line -> !line.startsWith("#") && !line.contains(" . "))
                    .map(line -> line.substring(0, line.lastIndexOf(' ')))
                    .forEach(kinds::add);
        }
        var texts = new TreeSet<String>();
        for (var type : PROGRAM.codec().types()) {
            TextsOfFacts.of(type.type()).forEach(text -> texts.add(type.name() + " " + text));
        }
        assertThat(kinds)
                .as("a new text in a fact needs a line in " + file + ": what it holds")
                .isEqualTo(texts);
    }

    @ParameterizedTest
    @MethodSource("incidents")
    void theVerdictStaysAndNoNameDoes(Path incident) throws IOException {
        var evidence = evidence(incident);
        var redaction = new Redaction(SALT, List.of(evidence));
        var redacted = redaction.of(evidence);

        assertThat(redaction.leftOut()).isEmpty();
        assertThat(roots(redacted)).isEqualTo(roots(evidence));
        var before = text(evidence);
        var after = CODE.matcher(text(redacted)).replaceAll("");
        for (var original : originals(evidence, before)) {
            assertThat(found(after, original)).as(original).isFalse();
        }
    }

    private static Evidence evidence(Path incident) throws IOException {
        try (var text = CorpusCases.input(incident)) {
            return PROGRAM.codec().read(text, "evidence.json").evidence();
        }
    }

    /** State, roots, findings and causes of a report, without their words. */
    private static List<String> roots(Evidence evidence) {
        var judged = PROGRAM.judge(evidence);
        var report = new Report(
                judged.verdict(), judged.graph(), judged.view(), judged.triage(), "nodethaw test", "", List.of());
        var json = JsonParser.parseString(report.print(OutputFormat.JSON, Ink.PLAIN))
                .getAsJsonObject();
        var all = new ArrayList<String>(List.of(String.valueOf(json.get("state"))));
        for (var list : List.of("roots", "findings", "causes", "warnings", "chain", "hit")) {
            for (var one : json.has(list) ? json.getAsJsonArray(list) : new JsonArray()) {
                var part = one.getAsJsonObject();
                all.add(list
                        + Stream.of("code", "confidence", "pid", "hop", "kind", "strength", "fd")
                                .map(part::get)
                                .toList());
            }
        }
        return all;
    }

    private static String text(Evidence evidence) throws IOException {
        var text = new StringWriter();
        PROGRAM.codec().write(evidence, "t", text);
        return text.toString().toLowerCase(Locale.ROOT);
    }

    private static Set<String> originals(Evidence evidence, String text) {
        var all = new TreeSet<String>();
        evidence.seen(Machine.TYPE).ifPresent(machine -> {
            machine.hostName().ifPresent(all::add);
            all.add(machine.bootId());
        });
        evidence.allSeen(Containers.TYPE)
                .forEach(list -> list.containers().forEach(one -> {
                    all.add(one.id());
                    all.addAll(List.of(one.name().split("/")));
                }));
        evidence.allSeen(ContainerConfig.TYPE).forEach(config -> all.add(config.pod()));
        for (var pattern : IDS) {
            pattern.matcher(text).results().forEach(match -> all.add(match.group()));
        }
        all.removeAll(Set.of("", "default", "kube-system", "b"));
        return all;
    }

    /** Where it stands as a word; a number may be a part of another number. */
    private static boolean found(String text, String original) {
        return Pattern.compile("(?<![a-z0-9.])" + Pattern.quote(original.toLowerCase(Locale.ROOT)) + "(?![a-z0-9.])")
                .matcher(text)
                .find();
    }
}

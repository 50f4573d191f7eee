package io.nodethaw.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvidenceJsonTest {
    private static final Instant AT = SampleFacts.AT;
    private final EvidenceJson json = new EvidenceJson(EvidenceFacts.ALL);

    private Reading<Pressure> loaded(String outcome) throws IOException {
        var text = """
                {"schemaVersion": 1, "kind": "evidence", "tool": "nodethaw 0.1.0", "at": "2026-01-02T03:04:05Z",
                "readings": [{"fact":"pressure","asked":"2026-01-02T03:04:05Z","answered":"2026-01-02T03:04:05Z",%s}]}
                """.formatted(outcome);
        return json.read(new StringReader(text), "x").evidence().reading(Pressure.TYPE);
    }

    /** Before readings had a kind, only the words of their reasons told it. */
    @Test
    void kindsOfOldReadingsAreToldByTheirWords() throws IOException {
        var wait = Duration.ofSeconds(1);
        assertThat(loaded("\"outcome\":\"not-asked\",\"why\":\"not permitted: /run/x\""))
                .isEqualTo(new Reading.Refused<>("not permitted: /run/x"));
        assertThat(loaded("\"outcome\":\"not-asked\",\"why\":\"all threads that would read it hang in other reads\""))
                .isEqualTo(Reading.NotAsked.heldUp());
        assertThat(loaded("\"outcome\":\"not-asked\",\"why\":\"no such process\""))
                .isEqualTo(new Reading.NotAsked<>("no such process"));
        for (var stage : List.of("read of the memory of process 7", "read of /proc/7/fdinfo/3")) {
            assertThat(loaded("\"outcome\":\"silent\",\"waited\":\"PT1S\",\"stage\":\"" + stage + "\""))
                    .isEqualTo(new Reading.Silent<>(wait, stage, Silence.NOT_READ));
        }
        var full = "connect: its accept queue is full";
        assertThat(loaded("\"outcome\":\"silent\",\"waited\":\"PT1S\",\"stage\":\"" + full + "\""))
                .isEqualTo(new Reading.Silent<>(wait, full, Silence.QUEUE_FULL));
        assertThat(loaded("\"outcome\":\"silent\",\"waited\":\"PT1S\",\"stage\":\"connect\""))
                .isEqualTo(new Reading.Silent<>(wait, "connect", Silence.NO_REPLY));
    }

    /** A later version may have more kinds: the outcome still counts. */
    @Test
    void kindThatIsNotKnownCostsNothing() throws IOException {
        assertThat(loaded("\"outcome\":\"silent\",\"kind\":\"sleepy\",\"waited\":\"PT1S\",\"stage\":\"x\""))
                .isEqualTo(new Reading.Silent<>(Duration.ofSeconds(1), "x", Silence.NO_REPLY));
    }

    static List<Reading<Pressure>> everyKindComesBackAsItWas() {
        return List.of(
                new Reading.Silent<>(Duration.ofSeconds(1), "x", Silence.NO_REPLY),
                new Reading.Silent<>(Duration.ofSeconds(1), "x", Silence.NOT_READ),
                new Reading.Silent<>(Duration.ofSeconds(1), "x", Silence.QUEUE_FULL),
                new Reading.Failed<>("x"),
                new Reading.Refused<>("x"),
                new Reading.NotAsked<>("x", false),
                new Reading.NotAsked<>("x", true));
    }

    @ParameterizedTest
    @MethodSource
    void everyKindComesBackAsItWas(Reading<Pressure> reading) throws IOException {
        var before =
                new Evidence.Builder(AT).reading(Pressure.TYPE, "", reading).build();
        var after = json.read(new StringReader(written(json, before)), "x");
        assertThat(after.evidence().reading(Pressure.TYPE)).isEqualTo(reading);
    }

    @Test
    void everyFactHasASample() {
        assertThat(SampleFacts.VALUES.keySet()).containsExactlyInAnyOrderElementsOf(EvidenceFacts.ALL);
    }

    static List<FactType<?>> everyFact() {
        return EvidenceFacts.ALL;
    }

    @ParameterizedTest
    @MethodSource
    void everyFact(FactType<?> type) throws IOException {
        var before = SampleFacts.with(type, Objects.requireNonNull(SampleFacts.VALUES.get(type)));
        var after = json.read(new StringReader(written(json, before)), "x");

        assertThat(after.notes()).isEmpty();
        assertThat(after.whole()).isTrue();
        assertThat(after.tool()).isEqualTo("nodethaw 1");
        assertThat(after.evidence().at()).isEqualTo(AT);
        assertThat(after.evidence().all()).isEqualTo(before.all());
    }

    @Test
    void everyOutcomeAndEverySampleOfAKeyComesBack() throws IOException {
        var before = new Evidence.Builder(AT)
                .put(
                        Pressure.TYPE,
                        "",
                        new Sample<>(new Reading.Silent<>(Duration.ofMillis(1001), "open"), AT, AT.plusSeconds(1)))
                .put(Pressure.TYPE, "", new Sample<>(new Reading.Failed<>("no \"such\" file"), AT, AT))
                .put(Pressure.TYPE, "", new Sample<>(new Reading.NotAsked<>("never"), AT, AT))
                .build();

        assertThat(read(json, written(json, before)).evidence().all()).isEqualTo(before.all());
    }

    sealed interface Part<T> {
        record Some<T>(T value, Optional<Part<T>> next) implements Part<T> {}

        record NotThere<T>() implements Part<T> {}
    }

    record Odd(
            Reading<Duration> reading,
            Part<Instant> part,
            Map<Integer, List<String>> map,
            Set<Thread.State> states,
            Optional<Odd> inner,
            Map<Boolean, Character> letters) {}

    @Test
    void recordsOfHopsMayHoldFamiliesMapsAndThemselves() throws IOException {
        var type = new FactType<>("odd", Odd.class);
        var codec = new EvidenceJson(List.of(type));
        var inner = new Odd(
                new Reading.Silent<>(Duration.ZERO, "a"),
                new Part.NotThere<>(),
                Map.of(),
                Set.of(),
                Optional.empty(),
                Map.of(true, 'x'));
        var odd = new Odd(
                new Reading.Seen<>(Duration.ofSeconds(61)),
                new Part.Some<>(AT, Optional.of(new Part.Some<>(AT, Optional.empty()))),
                Map.of(3, List.of("a", "b")),
                Set.of(Thread.State.BLOCKED),
                Optional.of(inner),
                Map.of());
        var before = SampleFacts.with(type, odd);

        assertThat(written(codec, before)).contains("\"reading\":{\"seen\":{\"value\":\"PT1M1S\"}}");
        assertThat(read(codec, written(codec, before)).evidence().all()).isEqualTo(before.all());
    }

    @Test
    void aCutFileKeepsTheReadingsBeforeTheCut() throws IOException {
        var whole = written(
                json,
                new Evidence.Builder(AT)
                        .seen(FileLocks.TYPE, "", new FileLocks(List.of()))
                        .seen(Pressure.TYPE, "", new Pressure(1, 2, 3, 4, 5))
                        .build());
        var loaded = read(json, whole.substring(0, whole.indexOf("memoryFull")));

        assertThat(loaded.whole()).isFalse();
        assertThat(loaded.evidence().seen(FileLocks.TYPE)).isPresent();
        assertThat(loaded.evidence().seen(Pressure.TYPE)).isEmpty();
        assertThat(loaded.notes())
                .containsExactly("x: broken at $.readings[1].value.memorySome; only the 1 readings before it are used");
    }

    @Test
    void originsOfSamplesComeBack() throws IOException {
        var from = new Origin.InFile("ps.txt", 3);
        var before = new Evidence.Builder(AT)
                .put(FileLocks.TYPE, "", new Sample<>(new Reading.Seen<>(new FileLocks(List.of())), from))
                .build();
        var text = written(json, before);
        assertThat(text).contains("\"file\":\"ps.txt\",\"line\":3").doesNotContain("asked");
        assertThat(read(json, text).evidence().all()).isEqualTo(before.all());
        var broken = read(json, text.replace("\"line\":3", "\"line\":0"));
        assertThat(broken.whole()).isFalse();
        assertThat(broken.notes()).hasSize(1);
    }

    @Test
    void aFileCutAnywhereIsReadOrRefusedInOneLine() throws IOException {
        var builder = new Evidence.Builder(AT);
        SampleFacts.VALUES.forEach((type, value) -> SampleFacts.with(type, value)
                .all()
                .forEach((key, samples) -> json.put(
                        builder,
                        key,
                        new Reading.Seen<>(samples.getFirst().reading().seen().orElseThrow()),
                        new Origin.Live(AT, AT))));
        var whole = written(json, builder.build());
        for (int length = 0; length < whole.length() - 1; length += 3) {
            var cut = whole.substring(0, length);
            try {
                assertThat(read(json, cut).whole()).as(cut).isFalse();
            } catch (EvidenceFormatException e) {
                assertThat(e.getMessage())
                        .startsWith("x: ")
                        .doesNotContain("\n")
                        .contains("nodethaw");
            }
        }
    }

    @Test
    void aReadingThatDoesNotFitIsLeftOutAndTheNextOneRead() throws IOException {
        var good = reading("file-locks", "{\"locks\":[]}");
        var loaded = read(
                json,
                document(reading("pressure", "{\"cpuSome\":[{\"a\":1}]}") + "," + reading("pressure", "{\"cpuSome\":1}")
                        + "," + reading("tasks", "{\"pid\":\"many\",\"tasks\":[]}") + "," + good));

        assertThat(loaded.whole()).isFalse();
        assertThat(loaded.evidence().all().keySet()).containsExactly(FileLocks.TYPE.key());
        assertThat(loaded.notes()).hasSize(3);
        assertThat(loaded.notes().get(0))
                .contains("$.readings[0].value.cpuSome")
                .contains("STRING expected");
        assertThat(loaded.notes().get(1)).contains("'memorySome' is missing");
        assertThat(loaded.notes().get(2)).contains("a whole number expected, found 'many'");
    }

    @Test
    void whatIsNotAReadingIsLeftOut() throws IOException {
        var loaded = read(json, document("[[1]],null,7,{}," + reading("file-locks", "{\"locks\":[]}") + ",\"x\""));

        assertThat(loaded.whole()).isFalse();
        assertThat(loaded.notes()).hasSize(5);
        assertThat(loaded.evidence().all().keySet()).containsExactly(FileLocks.TYPE.key());
    }

    @Test
    void factsOfALaterVersionAreNamedAndLeftOut() throws IOException {
        var loaded = read(
                json,
                document(reading("tea", "{\"pot\":[1,2]}") + "," + reading("tea", "7") + ","
                        + reading("file-locks", "{\"locks\":[],\"new\":{\"x\":1}}")));

        assertThat(loaded.evidence().seen(FileLocks.TYPE)).isPresent();
        assertThat(loaded.notes())
                .containsExactly("x: 2 readings of 'tea' are left out: this nodethaw does not know it");
    }

    @Test
    void aWordThatALaterVersionAddedCostsItsReadingAndNoOther() throws IOException {
        var socket =
                "{\"inode\":1,\"peer\":0,\"path\":\"\",\"type\":1,\"state\":\"SINGING\",\"received\":0,\"sent\":0}";
        var goroutine = "{\"id\":1,\"state\":\"select\",\"minutes\":-1,\"lockedToThread\":false,"
                + "\"blocked\":{\"on-moon\":{\"phase\":3}}}";
        var loaded = read(
                json,
                document(reading("unix-sockets", "{\"sockets\":[" + socket + "]}") + ","
                        + reading(
                                "goroutines",
                                "{\"pid\":1,\"goVersion\":\"\",\"source\":\"\",\"goroutines\":[" + goroutine + "]}")
                        + "," + reading("file-locks", "{\"locks\":[]}").replace("\"seen\"", "\"dreamt\"") + ","
                        + reading("file-locks", "{\"locks\":[]}")));

        assertThat(loaded.evidence().all().keySet()).containsExactly(FileLocks.TYPE.key());
        assertThat(loaded.whole()).isFalse();
        assertThat(loaded.notes()).hasSize(3);
        assertThat(loaded.notes().get(0)).contains("found 'SINGING'");
        assertThat(loaded.notes().get(1)).contains("found 'on-moon'");
        assertThat(loaded.notes().get(2)).contains("found 'dreamt'");
    }

    @Test
    void aLaterSchemaIsRefusedWithTheToolThatWroteIt() {
        refused(
                "{\"tool\":\"nodethaw 9\",\"schemaVersion\":2,\"readings\":[]}",
                "schemaVersion 2 is newer than 1",
                "nodethaw 9");
    }

    @Test
    void filesThatAreNotEvidenceAreRefused() {
        refused("", "the file ends", "--save-evidence");
        refused("[]", "BEGIN_OBJECT expected");
        refused("{}", "schemaVersion is missing");
        refused("{\"schemaVersion\":-5}", "schemaVersion -5 is not a version");
        refused("{\"schemaVersion\":1,\"kind\":\"verdict\"}", "holds a verdict, not evidence");
        refused("{\"schemaVersion\":1,\"at\":\"yesterday\"}", "RFC 3339 time expected", "$.at");
        refused("goroutine 1 [running]:", "not JSON");
    }

    @Test
    void aTextThatWouldFillOurMemoryEndsIt() {
        var start = "{\"schemaVersion\":1,\"kind\":\"evidence\",\"at\":\"" + AT + "\",\"readings\":[{\"fact\":\"";
        for (var text : List.of(start, "{\"tool\":\"", "{\"passed over\":\"")) {
            assertThatThrownBy(() -> json.read(new EndlessText(text, "x"), "x"))
                    .isInstanceOf(EvidenceFormatException.class)
                    .hasMessageContaining("a text of more than 16 MiB")
                    .hasMessageContaining("--save-evidence");
        }
    }

    @Test
    void aFileWithoutAnEndIsNotReadToIt() {
        assertThatThrownBy(() -> json.read(new EndlessText("", " ".repeat(8192)), "x"))
                .isInstanceOf(EvidenceFormatException.class)
                .hasMessageContaining("more than 256 MiB");
    }

    @Test
    void onlyTheFirstOfTooManyReadingsAreUsedAndTheFileIsDoubted() throws IOException {
        for (var fact : List.of("file-locks", "tea")) {
            var one = reading(fact, "{\"locks\":[]}");
            var loaded = json.read(
                    new EndlessText(
                            document(reading("file-locks", "{\"locks\":[]}")).replaceFirst("\\]\\}$", ""), "," + one),
                    "x");
            assertThat(loaded.whole()).isFalse();
            assertThat(loaded.evidence().seen(FileLocks.TYPE)).isPresent();
            assertThat(loaded.notes().getFirst())
                    .startsWith("x: broken at $.readings[250000] (more than 250000 readings); only the ");
        }
    }

    @Test
    void absurdTimesAndDurationsDoNotFit() throws IOException {
        var locks = reading("file-locks", "{\"locks\":[]}");
        for (var time : List.of("+1000000000-12-31T23:59:59Z", "-0001-01-01T00:00:00Z")) {
            var loaded = read(json, document(locks.replaceFirst(AT.toString(), time)));
            assertThat(loaded.notes().getFirst()).contains("a time between 1970 and 9999 expected");
        }
        for (var span :
                List.of("PT4611686018427387904S", "-PT9223372036854775807S", "PT900000H", "PT99999999999999999999S")) {
            var silent = locks.replaceFirst("\"outcome\".*", "\"outcome\":\"silent\",\"waited\":\"" + span + "\"}");
            var loaded = read(json, document(silent));
            assertThat(loaded.notes().getFirst()).as(silent).contains("duration");
            assertThat(loaded.whole()).isFalse();
        }
    }

    @Test
    void membersMayComeInSortedOrder() throws IOException {
        var sorted = "{\"at\":\"" + AT + "\",\"kind\":\"evidence\",\"readings\":[{\"answered\":\"" + AT
                + "\",\"asked\":\"" + AT
                + "\",\"fact\":\"file-locks\",\"instance\":\"\",\"outcome\":\"seen\",\"value\":{\"locks\":[]}}],"
                + "\"schemaVersion\":1,\"tool\":\"t\"}";

        assertThat(read(json, sorted).evidence().seen(FileLocks.TYPE)).isPresent();
    }

    private void refused(String text, String... parts) {
        assertThatThrownBy(() -> read(json, text))
                .isInstanceOf(EvidenceFormatException.class)
                .hasMessageStartingWith("x: ")
                .hasMessageContainingAll(parts);
    }

    private static String document(String readings) {
        return "{\"schemaVersion\":1,\"kind\":\"evidence\",\"tool\":\"t\",\"at\":\"" + AT + "\",\"readings\":["
                + readings + "]}";
    }

    private static String reading(String fact, String value) {
        return "{\"fact\":\"" + fact + "\",\"asked\":\"" + AT + "\",\"answered\":\"" + AT
                + "\",\"outcome\":\"seen\",\"value\":" + value + "}";
    }

    private static String written(EvidenceJson codec, Evidence evidence) throws IOException {
        var text = new StringWriter();
        codec.write(evidence, "nodethaw 1", text);
        return text.toString();
    }

    private static LoadedEvidence read(EvidenceJson codec, String text) throws EvidenceFormatException {
        return codec.read(new StringReader(text), "x");
    }
}

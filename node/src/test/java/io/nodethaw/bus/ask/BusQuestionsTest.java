package io.nodethaw.bus.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.bus.BusNames;
import io.nodethaw.bus.BusTrees;
import io.nodethaw.bus.KeptBytes;
import io.nodethaw.bus.ObjectTrees;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.wire.dbus.FakeBus;
import io.nodethaw.collect.wire.dbus.FakePeer;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.Variant;
import io.nodethaw.evidence.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusQuestionsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(400);

    @TempDir
    private Path root;

    private BusQuestions questions() {
        return new BusQuestions(new Host(root, InstantSource.system()), 1000);
    }

    /** A bus with two services: a.b has three objects, c.d answers nothing. */
    private FakeBus bus() throws IOException {
        var bus = FakeBus.at(root);
        bus.answers("ListNames", "as", List.of("org.freedesktop.DBus", ":1.1", ":1.2", ":1.42", "a.b", "c.d"));
        bus.answers("ListActivatableNames", "as", List.of("a.b", "sleeps.here"));
        bus.owner("a.b", ":1.1");
        bus.owner("c.d", ":1.2");
        bus.answer("GetConnectionCredentials", BusQuestionsTest::credentials);
        bus.answer("Introspect org.freedesktop.DBus", call -> FakePeer.reply(call, 1, "s", "<node/>"));
        bus.answer("Introspect a.b", call -> switch (call.path()) {
            case "/" -> FakePeer.reply(call, 1, "s", "<node><node name=\"a\"/><node name=\"z\"/></node>");
            case "/z" -> FakePeer.reply(call, 1, "u", 5L);
            default -> FakePeer.reply(call, 1, "s", "<node><interface name=\"x.Y\"/></node>");
        });
        return bus;
    }

    private static Message credentials(Message call) {
        var unique = (String) call.body().getFirst();
        long pid = unique.equals(":1.1") ? 11 : unique.equals(":1.2") ? 12 : 58;
        return FakePeer.reply(
                call, 1, "a{sv}", Map.of("ProcessID", new Variant("u", pid), "UnixUserID", new Variant("u", 0L)));
    }

    private static Message refused(Message call) {
        return FakePeer.error(call, "org.freedesktop.DBus.Error.AccessDenied", "no");
    }

    @Test
    void namesHaveOwnersAndProcesses() throws IOException {
        try (var _ = bus()) {
            var names = questions().trees(List.of(), SHORT).seen(BusNames.TYPE).orElseThrow();
            assertThat(names.owner("a.b")).contains(":1.1");
            assertThat(names.owner(":1.2")).contains(":1.2");
            assertThat(names.owner("sleeps.here")).isEmpty();
            assertThat(names.peer(":1.2")).contains(new BusNames.Peer(":1.2", Optional.of(12), Optional.of(0L)));
            assertThat(names.ours()).isEqualTo(":1.42");
            assertThat(names.complete()).isTrue();
        }
    }

    @Test
    void whatTheBusKeepsIsToldOfEachConnection() throws IOException {
        try (var bus = bus()) {
            bus.answer("GetAllMatchRules", BusQuestionsTest::refused);
            bus.answer("GetConnectionStats", call -> {
                var unique = (String) call.body().getFirst();
                return unique.equals(":1.2") // one that tells other things, as dbus-broker does
                        ? FakePeer.reply(call, 1, "a{sv}", Map.of("Matches", new Variant("u", 3L)))
                        : FakePeer.reply(
                                call,
                                1,
                                "a{sv}",
                                Map.of(
                                        "OutgoingBytes",
                                        new Variant("u", 2128L),
                                        "IncomingBytes",
                                        new Variant("u", 7L)));
            });
            var kept = questions().clients(SOON).seen(KeptBytes.TYPE).orElseThrow();
            assertThat(kept.of(":1.1")).contains(new KeptBytes.Kept(":1.1", 2128, 7));
            assertThat(kept.of(":1.2")).isEmpty();
            assertThat(kept.of("org.freedesktop.DBus")).isEmpty();
        }
    }

    @Test
    void aBusThatKeepsItToItselfIsTold() throws IOException {
        try (var bus = bus()) {
            bus.answer("GetAllMatchRules", BusQuestionsTest::refused);
            bus.answer("GetConnectionStats", BusQuestionsTest::refused);
            assertThat(questions().clients(SOON).reading(KeptBytes.TYPE)).isInstanceOf(Reading.Failed.class);
        }
    }

    @Test
    void whoIsSilentHoldsUpNobody() throws IOException {
        try (var _ = bus()) {
            var evidence = questions().trees(List.of(), SHORT);
            var trees = ObjectTrees.of(evidence, List.of());
            assertThat(trees.trees())
                    .extracting(one -> one.branch().name())
                    .containsExactly("a.b", "c.d", "org.freedesktop.DBus");
            var told = trees.trees().getFirst().branch();
            assertThat(told.paths()).containsExactly("/", "/a");
            assertThat(told.failed()).containsExactly(new BusTrees.Refusal("/z", "its description is no text"));
            assertThat(told.last()).isLessThan(SHORT);
            var silent = trees.trees().get(1);
            assertThat(silent.branch().isSilent()).isTrue();
            assertThat(silent.known())
                    .as("nothing below the root tells of processes")
                    .isEmpty();
            assertThat(trees.waiting()).containsExactly("sleeps.here");
            assertThat(trees.isAsked()).isTrue();
        }
    }

    @Test
    void onlyTheNamesThatAreWantedAreAsked() throws IOException {
        try (var _ = bus()) {
            var wanted = List.of("a.b", "sleeps.here", "not.there");
            var trees = ObjectTrees.of(questions().trees(wanted, SOON), wanted);
            assertThat(trees.trees()).hasSize(1);
            assertThat(trees.waiting()).containsExactly("sleeps.here");
            assertThat(trees.unknown()).containsExactly("not.there");
            assertThat(trees.isAsked()).isFalse();
        }
    }

    @Test
    void endlessTreeIsBounded() throws IOException {
        try (var bus = bus()) {
            var asked = new AtomicInteger();
            bus.answer("Introspect a.b", call -> {
                int number = asked.incrementAndGet();
                return FakePeer.reply(
                        call, 1, "s", "<node><node name=\"a" + number + "\"/><node name=\"b" + number + "\"/></node>");
            });
            var wanted = List.of("a.b");
            var branch = ObjectTrees.of(questions().trees(wanted, SOON), wanted)
                    .trees()
                    .getFirst()
                    .branch();
            assertThat(asked.get()).isEqualTo(TreeProbe.MOST);
            assertThat(branch.unasked()).isPositive();
        }
    }

    @Test
    void olderBusTellsProcessAndUserOneByOne() throws IOException {
        try (var bus = bus()) {
            bus.fails("GetConnectionCredentials", "org.freedesktop.DBus.Error.UnknownMethod");
            bus.answers("GetConnectionUnixProcessID", "u", 77L);
            bus.answers("GetConnectionUnixUser", "u", 5L);
            var names =
                    questions().trees(List.of("a.b"), SOON).seen(BusNames.TYPE).orElseThrow();
            assertThat(names.peer(":1.1")).contains(new BusNames.Peer(":1.1", Optional.of(77), Optional.of(5L)));
        }
    }

    @Test
    void silentBusIsNoSilenceOfItsNames() throws IOException {
        try (var bus = FakeBus.at(root)) {
            bus.answers("Unused", "");
            var trees = ObjectTrees.of(questions().trees(List.of(), SHORT), List.of());
            assertThat(trees.isAsked()).isFalse();
            assertThat(trees.why().orElseThrow()).endsWith("(reply to 2 questions)");
        }
    }

    @Test
    void nameWhoseServiceIsBeingStartedIsTold() throws IOException {
        try (var _ = bus();
                var systemd = FakeBus.privately(root)) {
            systemd.answers(
                    "ListJobs",
                    "a(usssoo)",
                    List.of(
                            job("sleeps.service", "start", "running"),
                            job("other.service", "start", "running"),
                            job("waits.service", "start", "waiting"),
                            job("ends.service", "stop", "running"),
                            job("some.mount", "start", "running")));
            systemd.answer("Get", call -> switch (call.path() + " "
                    + call.body().get(1)) {
                case "/sleeps BusName" -> FakePeer.reply(call, 1, "v", new Variant("s", "sleeps.here"));
                case "/sleeps InactiveExitTimestampMonotonic" -> FakePeer.reply(call, 1, "v", new Variant("t", 1L));
                case "/other BusName" -> FakePeer.reply(call, 1, "v", new Variant("s", ""));
                default -> throw new IllegalStateException(call.toString());
            });
            var asRoot = new BusQuestions(new Host(root, InstantSource.system()), 0);
            var trees = ObjectTrees.of(asRoot.trees(List.of(), SHORT), List.of());
            assertThat(trees.starting()).singleElement().satisfies(service -> {
                assertThat(service.name()).isEqualTo("sleeps.here");
                assertThat(service.unit()).isEqualTo("sleeps.service");
                assertThat(service.age()).isPresent();
            });
            assertThat(trees.waiting()).containsExactly("sleeps.here");
        }
    }

    private static List<Object> job(String unit, String type, String state) {
        return List.of(7L, unit, type, state, "/job/7", "/" + unit.split("\\.", -1)[0]);
    }

    @Test
    void whatIsBeingStartedIsUnknownToOthersThanRoot() throws IOException {
        try (var _ = bus()) {
            var trees = ObjectTrees.of(questions().trees(List.of(), SHORT), List.of());
            assertThat(trees.starting()).isEmpty();
            assertThat(trees.waiting()).containsExactly("sleeps.here");
        }
    }

    @Test
    void timeOfAllQuestionsIsMeasured() throws IOException {
        try (var _ = bus()) {
            var time = ObjectTrees.of(questions().trees(List.of(), SHORT), List.of())
                    .time()
                    .orElseThrow();
            assertThat(time.took()).as("c.d is silent").isGreaterThanOrEqualTo(SHORT);
            assertThat(time.queued()).as("nothing below the root tells").isEmpty();
            assertThat(time.lacksProcessor()).isFalse();
        }
    }
}

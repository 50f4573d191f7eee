package io.nodethaw.init.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.wire.dbus.FakeBus;
import io.nodethaw.collect.wire.dbus.FakePeer;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.Variant;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Reading;
import io.nodethaw.init.LoadedUnits;
import io.nodethaw.init.ManagerSaid;
import io.nodethaw.init.QueuedJobs;
import io.nodethaw.init.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitQuestionsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String SYSTEMD = "org.freedesktop.systemd1";

    @TempDir
    private Path root;

    private Evidence ask(long uid, Duration limit) {
        var host = new Host(root, InstantSource.system());
        var child = new ReaderChild(List.of("/bin/false"), host);
        try {
            return new InitQuestions(host, uid, child).ask(limit, Duration.ofMillis(100));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            child.leave();
        }
    }

    /** A systemd with two jobs: the second waits for the first. */
    private static void systemd(FakeBus at) {
        at.answers(
                "GetAll",
                "a{sv}",
                Map.of(
                        "Version", Variant.of("252.39-1~deb12u1"),
                        "SystemState", Variant.of("starting"),
                        "LogLevel", Variant.of("info"),
                        "NNames", new Variant("u", 60L),
                        "RuntimeWatchdogUSec", new Variant("t", 30_000_000L),
                        "WatchdogDevice", Variant.of("")));
        at.answers(
                "ListUnits",
                "a(ssssssouso)",
                List.of(
                        unit("a.service", "active"),
                        unit("b.service", "failed"),
                        unit("c.service", "active"),
                        unit("d.mount", "active")));
        at.answers(
                "ListJobs",
                "a(usssoo)",
                List.of(
                        List.of(5L, "b.service", "start", "waiting", "/j/5", "/u/b"),
                        List.of(4L, "a.service", "start", "running", "/j/4", "/u/a")));
        at.answers("GetJobBefore", "a(usssoo)", List.of(List.of(4L, "a.service", "start", "running", "/j/4", "/u/a")));
        at.answer("Get", InitQuestionsTest::property);
    }

    private static List<Object> unit(String name, String active) {
        return List.of(name, "it", "loaded", active, "running", "", "/u/x", 0L, "", "/");
    }

    private static Message property(Message call) {
        var value = switch ((String) call.body().get(1)) {
            case "ActiveState" -> Variant.of("activating");
            case "StateChangeTimestampMonotonic" ->
                new Variant(
                        "t", System.nanoTime() / 1000 - Duration.ofMinutes(12).toMillis() * 1000);
            case "ControlPID" -> new Variant("u", 0L);
            case "MainPID" -> new Variant("u", 4711L);
            case "After" -> new Variant("as", List.of("a.service", "not-queued.service"));
            default -> Variant.of("");
        };
        return FakePeer.reply(call, 1, "v", value);
    }

    @Test
    void privateSocketTellsRootEverything() throws IOException {
        try (var peer = FakeBus.privately(root)) {
            systemd(peer);
            var evidence = ask(0, SOON);
            var said = evidence.seen(ManagerSaid.TYPE, Way.PRIVATE.instance()).orElseThrow();
            assertThat(said.version()).isEqualTo("252.39-1~deb12u1");
            assertThat(said.state()).contains("starting");
            assertThat(said.names()).contains(60L);
            assertThat(said.watchdog()).contains(Duration.ofSeconds(30));
            assertThat(said.device()).isEmpty();
            assertThat(said.failed()).isEmpty();
            assertThat(evidence.reading(ManagerSaid.TYPE, Way.BUS.instance())).isInstanceOf(Reading.NotAsked.class);
            var units = evidence.seen(LoadedUnits.TYPE).orElseThrow();
            assertThat(units.counts())
                    .containsExactly(
                            new LoadedUnits.Count("mount", "active", 1),
                            new LoadedUnits.Count("service", "active", 2),
                            new LoadedUnits.Count("service", "failed", 1));
            assertThat(units.failed()).containsExactly("b.service");
        }
    }

    @Test
    void jobTellsItsProcessAndItsPredecessors() throws IOException {
        try (var peer = FakeBus.privately(root)) {
            systemd(peer);
            var evidence = ask(0, SOON);
            assertThat(evidence.count(QueuedJobs.TYPE.key())).isEqualTo(2);
            var jobs = evidence.seen(QueuedJobs.TYPE).orElseThrow().jobs();
            assertThat(jobs.getFirst().unit()).isEqualTo("a.service");
            assertThat(jobs.getFirst().pid()).contains(4711);
            assertThat(jobs.getFirst().changingFor().orElseThrow())
                    .isBetween(Duration.ofMinutes(12), Duration.ofMinutes(13));
            assertThat(jobs.get(1))
                    .isEqualTo(new QueuedJobs.Job(
                            5, "b.service", "start", false, Optional.empty(), Optional.empty(), List.of(4L)));
        }
    }

    @Test
    void olderSystemdTellsThePredecessorsByTheirUnits() throws IOException {
        try (var peer = FakeBus.privately(root)) {
            systemd(peer);
            peer.fails("GetJobBefore", "org.freedesktop.DBus.Error.UnknownMethod");
            var jobs = ask(0, SOON).seen(QueuedJobs.TYPE).orElseThrow().jobs();
            assertThat(jobs.get(1).after()).containsExactly(4L);
        }
    }

    @Test
    void whoIsNotRootAsksThroughTheBus() throws IOException {
        try (var bus = FakeBus.at(root);
                var _ = FakeBus.privately(root)) {
            bus.owner(SYSTEMD, ":1.3");
            systemd(bus);
            var evidence = ask(1000, SOON);
            assertThat(evidence.reading(ManagerSaid.TYPE, Way.PRIVATE.instance()))
                    .isInstanceOf(Reading.Refused.class);
            assertThat(evidence.seen(ManagerSaid.TYPE, Way.BUS.instance())).isPresent();
            assertThat(evidence.seen(LoadedUnits.TYPE)).isPresent();
        }
    }

    @Test
    void silenceOnOneWayHoldsNothingUp() throws IOException {
        try (var bus = FakeBus.at(root);
                var peer = FakeBus.privately(root)) {
            bus.owner(SYSTEMD, ":1.3");
            systemd(peer);
            var evidence = ask(0, SHORT);
            assertThat(evidence.reading(ManagerSaid.TYPE, Way.BUS.instance()).isSilent())
                    .isTrue();
            assertThat(evidence.seen(LoadedUnits.TYPE)).isPresent();
        }
    }

    @Test
    void nameWithoutOwnerIsNotCalled() throws IOException {
        try (var bus = FakeBus.at(root)) {
            systemd(bus);
            var evidence = ask(1000, SOON);
            assertThat(evidence.reading(ManagerSaid.TYPE, Way.BUS.instance()))
                    .isEqualTo(new Reading.NotAsked<>("nobody owns " + SYSTEMD));
            assertThat(evidence.asked(LoadedUnits.TYPE.key())).isFalse();
        }
    }
}

package io.nodethaw.hop.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.FakePeer;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.Variant;
import io.nodethaw.evidence.Units;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitProbeTest {
    private static final String DOCKER = "docker.service";

    @TempDir
    private Path folder;

    /** What systemd answers to Get, by property. */
    private final Map<String, Variant> properties = new HashMap<>();

    /** What it answers from the second time on. */
    private final Map<String, Variant> onceAsked = new HashMap<>();

    private String active = "activating";
    private int sockets;

    private Message answer(Message call) {
        if (call.member().equals("ListUnitsByPatterns")) {
            var unit = List.<Object>of(DOCKER, "", "loaded", active, "start", "", "/docker", 0L, "", "/");
            return FakePeer.reply(call, 1, "a(ssssssouso)", List.of(unit));
        }
        var property = (String) call.body().getLast();
        var told = properties.getOrDefault(property, new Variant("s", ""));
        Optional.ofNullable(onceAsked.get(property)).ifPresent(next -> properties.put(property, next));
        return FakePeer.reply(call, 1, "v", told);
    }

    private Units.Unit ask() throws IOException {
        try (var systemd = new FakePeer(folder.resolve("private" + sockets++), peer -> {
                    peer.authenticate();
                    while (true) {
                        peer.send(answer(peer.next()));
                    }
                });
                var peer = BusConnection.openPrivate(ChannelConnection.unix(systemd.path()), 0, soon())) {
            return new UnitProbe(peer, "", soon()).ask(Set.of(DOCKER)).units().getFirst();
        }
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    @Test
    void lastRunIsOneThatHasEnded() throws IOException {
        properties.put("ExecMainStartTimestampMonotonic", new Variant("t", 5_000_000L));
        properties.put("ExecMainExitTimestampMonotonic", new Variant("t", 5_200_000L));
        properties.put("ExecMainCode", new Variant("i", 1));
        properties.put("ExecMainStatus", new Variant("i", 3));
        assertThat(ask().last()).contains(new Units.Run(1, 3, Duration.ofMillis(200)));
        properties.put("ExecMainExitTimestampMonotonic", new Variant("t", 0L));
        assertThat(ask().last()).isEmpty();
    }

    @Test
    void runThatBeginsWhileTheOneBeforeIsAskedForIsNotTakenForIt() throws IOException {
        properties.put("ExecMainStartTimestampMonotonic", new Variant("t", 5_000_000L));
        properties.put("ExecMainExitTimestampMonotonic", new Variant("t", 5_018_000L));
        properties.put("ExecMainCode", new Variant("i", 0));
        properties.put("ExecMainStatus", new Variant("i", 0));
        onceAsked.put("ExecMainExitTimestampMonotonic", new Variant("t", 0L));
        assertThat(ask().last()).isEmpty();
    }

    @Test
    void ofAUnitThatRunsOnlyAYoungOneIsAskedHowOftenItWasStarted() throws IOException {
        active = "active";
        long now = System.nanoTime() / 1_000;
        properties.put("NRestarts", new Variant("u", 7L));
        properties.put("StateChangeTimestampMonotonic", new Variant("t", Math.max(1, now - 3_000_000)));
        assertThat(ask().restarts()).contains(7L);
        assertThat(ask().since()).isPresent();
        properties.put("StateChangeTimestampMonotonic", new Variant("t", Math.max(1, now - 40_000_000)));
        assertThat(ask().restarts()).isEmpty();
        assertThat(ask().since()).isEmpty();
    }

    private Optional<Boolean> failedBefore(long lastActive, long pause, long begun) throws IOException {
        properties.put("ActiveExitTimestampMonotonic", new Variant("t", lastActive));
        properties.put("RestartUSec", new Variant("t", pause));
        properties.put("ExecMainStartTimestampMonotonic", new Variant("t", begun));
        return ask().failedBefore();
    }

    @Test
    void startThatFollowsItsEndByThePauseIsTheFirst() throws IOException {
        assertThat(failedBefore(100_000_000, 60_000_000, 161_000_000)).contains(false);
        assertThat(failedBefore(100_000_000, 1_000_000, 161_000_000)).contains(true);
        assertThat(failedBefore(0, 1_000_000, 161_000_000)).contains(true); // it was never active
    }
}

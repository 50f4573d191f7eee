package io.nodethaw.init.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.dbus.BusConnection;
import io.nodethaw.collect.wire.dbus.FakePeer;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.init.UnitChurn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChurnWatchTest {
    @TempDir
    private Path folder;

    private static Message signal(String path, String member, String signature, Object... body) {
        return new Message(Message.Type.SIGNAL, 1, 7, 0, path, "x.Y", member, "", "", "", signature, List.of(body));
    }

    private UnitChurn watched(Message... signals) throws IOException {
        try (var peer = new FakePeer(folder.resolve("private"), client -> {
            client.authenticate();
            for (var signal : signals) {
                client.send(signal);
            }
        })) {
            var deadline = Deadline.in(Duration.ofSeconds(20));
            try (var bus = BusConnection.openPrivate(ChannelConnection.unix(peer.path()), 0, deadline)) {
                return ChurnWatch.watch(bus, deadline);
            }
        }
    }

    @Test
    void unitsAreCountedByKind() throws IOException {
        var told = watched(
                signal("/m", "UnitNew", "so", "run-u12.scope", "/a"),
                signal("/m", "UnitNew", "so", "run-u13.scope", "/a"),
                signal("/m", "UnitNew", "so", "data.mount", "/a"),
                signal("/m", "UnitRemoved", "so", "run-u12.scope", "/a"),
                signal("/org/freedesktop/systemd1/unit/data_2emount", "PropertiesChanged", ""),
                signal("/org/freedesktop/systemd1/unit/data_2emount", "PropertiesChanged", ""),
                signal("/org/freedesktop/systemd1", "PropertiesChanged", ""),
                signal("/m", "JobNew", "uos", 4L, "/j", "a.service"),
                signal("/m", "JobRemoved", "uoss", 4L, "/j", "a.service", "done"));
        assertThat(told.kinds())
                .containsExactly(new UnitChurn.OfKind("mount", 1, 0, 2), new UnitChurn.OfKind("scope", 2, 1, 0));
        assertThat(told.jobsBegun()).isEqualTo(1);
        assertThat(told.jobsEnded()).isEqualTo(1);
        assertThat(told.alike()).isEqualTo("run-u#.scope");
        assertThat(told.alikeUnits()).isEqualTo(2);
        assertThat(told.reloads()).isZero();
    }

    @Test
    void reloadThatHasNotEndedGoesOn() throws IOException {
        var told = watched(
                signal("/m", "Reloading", "b", true),
                signal("/m", "Reloading", "b", false),
                signal("/m", "Reloading", "b", true));
        assertThat(told.reloads()).isEqualTo(2);
        assertThat(told.reloading()).isTrue();
    }

    @Test
    void endOfTheConnectionEndsTheWatch() throws IOException {
        assertThat(watched().kinds()).isEmpty();
    }
}

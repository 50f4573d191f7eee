package io.nodethaw.hop.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.dbus.FakeBus;
import io.nodethaw.evidence.CanarySteps;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.RefusedStartException;
import io.nodethaw.remedy.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopeCanaryTest {
    @TempDir
    private Path root;

    private final Trial trial = new Trial("nodethaw-canary-7-a", Deadline.in(Duration.ofSeconds(5)));
    private FakeBus bus;

    @BeforeEach
    void serve() throws IOException {
        bus = FakeBus.at(root);
        bus.answers("AddMatch", "");
    }

    @AfterEach
    void close() throws IOException {
        bus.close();
    }

    private void start(String ofInit) throws IOException {
        var node = new HostFolder(root)
                .write("/proc/self/status", "Name:\tjava\nPid:\t77\nUid:\t0\t0\t0\t0\n")
                .write("/proc/sys/kernel/osrelease", "6.1.0\n")
                .write("/proc/sys/kernel/random/boot_id", "b\n")
                .write("/proc/uptime", "100.00 100.00\n")
                .link("/proc/77/ns/pid", "pid:[7]")
                .link("/proc/1/ns/pid", "pid:[" + ofInit + "]");
        var access = new NodeAccess(node.host(), 0, List.of("/bin/sleep", "60"), () -> {
            throw new IllegalStateException("no reader child in this test");
        });
        new ScopeCanary().start(access, trial);
    }

    /** Its number would mean another process there, which systemd would put into our scope and end with it. */
    @Test
    void fromAnotherPidNamespaceNothingIsAskedFor() {
        assertThatThrownBy(() -> start("8"))
                .isInstanceOf(NotAskedException.class)
                .hasMessageContaining("another pid namespace");
        assertThat(trial.steps().steps()).isEmpty();
    }

    @Test
    void whatSystemdItselfSaysIsARefusal() {
        bus.fails("StartTransientUnit", "org.freedesktop.systemd1.LoadFailed");
        assertThatThrownBy(() -> start("7")).isInstanceOf(RefusedStartException.class);
        assertThat(trial.steps().refused().map(CanarySteps.Step::name)).contains("StartTransientUnit");
    }

    /** The policy of the bus, or polkit. */
    @Test
    void lackOfRightsIsNone() {
        bus.fails("StartTransientUnit", "org.freedesktop.DBus.Error.AccessDenied");
        assertThatThrownBy(() -> start("7"))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(RefusedStartException.class);
    }
}

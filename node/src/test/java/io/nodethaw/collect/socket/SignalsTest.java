package io.nodethaw.collect.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.proc.Proc;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalsTest {
    private static final int SIGTERM = 15;

    private final Host host = new Host(Path.of("/"), InstantSource.system());
    private final Signals signals = new Signals(host);

    @Test
    void onlyTheProcessThatStartedThenIsSignalled() throws Exception {
        var process = new ProcessBuilder("sleep", "60").start();
        try {
            int pid = (int) process.pid();
            long started = new Proc(host).process(pid).startTicks().orElseThrow();

            assertThatThrownBy(() -> signals.send(pid, started - 1, SIGTERM))
                    .isInstanceOf(NotAskedException.class)
                    .hasMessageContaining("another process");
            assertThat(process.isAlive()).isTrue();

            signals.send(pid, started, SIGTERM);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + SIGTERM);
            assertThatThrownBy(() -> signals.send(pid, started, SIGTERM)).isInstanceOf(NotAskedException.class);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void groupsAreNeverSignalled() {
        assertThatThrownBy(() -> signals.send(0, 1, SIGTERM)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> signals.send(-1, 1, SIGTERM)).isInstanceOf(IllegalArgumentException.class);
    }
}

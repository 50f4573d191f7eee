package io.nodethaw.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeelingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "it hangs||it hangs",
                "> > it hangs||it hangs",
                "Jan 02 03:04:05 node-1 kubelet[812]: it hangs|kubelet|it hangs",
                "Jan  2 03:04:05 node-1 systemd: it hangs|systemd|it hangs",
                "03:04:05 kubelet[812]: it hangs|kubelet|it hangs",
                "2026-01-02T03:04:05.678901+00:00 node-1 dockerd[7]: it hangs|dockerd|it hangs",
                "2026-01-02T03:04:05.678901+00:00 NodeA kubelet 24578 - -  E0207 02:49:40.738973   24578 remote_runtime.go:176] it hangs|kubelet|it hangs",
                "E0126 13:22:30.404332   24668 kubelet.go:2196] it hangs|kubelet|it hangs",
                "systemd: Something hangs|systemd|Something hangs",
                "kernel:  [<ffffffff81544ebe>] schedule+0x29/0x70|kernel|[<ffffffff81544ebe>] schedule+0x29/0x70",
                "containerd: 1.6.20||containerd: 1.6.20",
                "kernel: v6.1||kernel: v6.1",
                "runc:[2:INIT]  D    0  2609   2606 0x0||runc:[2:INIT]  D    0  2609   2606 0x0",
                "E0126 13:22:30.404332   24668 server.go:2196] it hangs||it hangs",
                "[163732.660294] it hangs|kernel|it hangs",
                "<6>[   12.660294][ T1054] it hangs|kernel|it hangs",
                "[Tue Oct 28 10:00:00 2025] it hangs|kernel|it hangs",
                "Feb  3 12:00:00 node-1 kernel: [  123.456789] it hangs|kernel|it hangs",
                "Feb  3 12:00:00 kernel: [  123.456789] it hangs|kernel|it hangs",
                "2026-01-02T03:04:05.6Z stderr F it hangs||it hangs",
                "{\"log\":\"it hangs\\n\",\"stream\":\"stderr\",\"time\":\"2026-01-02T03:04:05Z\"}||it hangs",
                "{\"MESSAGE\":\"it hangs\",\"SYSLOG_IDENTIFIER\":\"containerd\"}|containerd|it hangs",
            })
    void whatStandsAroundALineIsTakenOff(String line, String program, String text) {
        var peeled = Peeling.of(line, 7);
        assertThat(peeled.text()).isEqualTo(text);
        assertThat(peeled.program()).isEqualTo(Optional.ofNullable(program));
        assertThat(peeled.number()).isEqualTo(7);
    }

    @Test
    void theTimeBetweenTwoLinesIsKnownWhereBothTellItAlike() {
        var first = Peeling.of("Jan 31 23:59:50 n kubelet[1]: a", 1);
        var second = Peeling.of("Feb  1 00:00:10 n kubelet[1]: b", 2);
        assertThat(second.since(first)).contains(20.0);
        assertThat(first.since(second)).isEmpty();
        assertThat(second.since(Peeling.of("[12.5] c", 3))).isEmpty();
        assertThat(Peeling.of("[15.5] d", 4).since(Peeling.of("[12.5] c", 3))).contains(3.0);
    }

    /** A recursive pattern would use up the stack. */
    @Test
    void longLinesOfJsonArePeeledToo() {
        var line = Peeling.of("{\"log\":\"it hangs " + "\\\"x".repeat(8_000) + "\",\"stream\":\"stderr\"}", 1);
        assertThat(line.text()).startsWith("it hangs \"x");
        assertThat(Peeling.of("> ".repeat(8_000) + "it hangs", 1).text()).isEqualTo("it hangs");
    }
}

package io.nodethaw.format.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonEndsTest {
    private static final String AT = "Jun 12 10:00:0";

    private static List<String> ended(String text) throws IOException {
        return Texts.read(text, new DaemonLog(), new DaemonEnds())
                .evidence()
                .allSeen(Logged.TYPE)
                .filter(said -> said.sign() == Logged.Sign.ENDED_BY_ITSELF)
                .map(said -> said.program() + ": " + said.text())
                .toList();
    }

    private static String line(int second, String program, String text) {
        return AT + second + " n1 " + program + ": " + text + "\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "containerd|fatal error: concurrent map writes",
                "kubelet|panic: runtime error: invalid memory address or nil pointer dereference",
                "dockerd|SIGSEGV: segmentation violation",
                "kubelet|F0612 10:00:01.123456     812 server.go:274] failed to run Kubelet: no such unit",
                "crio|time=\"2026-06-12T10:00:01Z\" level=fatal msg=\"no room\""
            })
    void lastWordsOfADaemon(String program, String words) throws IOException {
        assertThat(ended(line(1, program + "[812]", words) + line(1, program + "[812]", "goroutine 4411 [running]:")))
                .singleElement()
                .asString()
                .startsWith(program + ": ");
    }

    @Test
    void whatGoesOnHasNotEnded() throws IOException {
        var end = line(1, "containerd[812]", "fatal error: concurrent map writes");
        assertThat(ended(end + line(8, "containerd[9912]", "time=\"2026-06-12T10:00:08Z\" level=info msg=\"booted\"")))
                .isEmpty();
        assertThat(ended(end + line(8, "systemd[1]", "Started containerd container runtime.")))
                .isEmpty();
        assertThat(ended(end + line(8, "kubelet[9]", "I0612 10:00:08.1 9 x.go:1] all is well")))
                .hasSize(1);
    }

    @Test
    void endsThatSystemdSaw() throws IOException {
        assertThat(ended(line(
                        3, "systemd[1]", "docker.service: Main process exited, code=exited, status=2/INVALIDARGUMENT")))
                .containsExactly("dockerd: docker.service: Main process exited, code=exited, status=2/INVALIDARGUMENT");
        assertThat(ended(line(3, "systemd[1]", "containerd.service: Failed with result 'oom-kill'.")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker.service: Main process exited, code=exited, status=0/SUCCESS",
                "kubelet.service: Main process exited, code=killed, status=15/TERM",
                "web.service: Main process exited, code=dumped, status=6/ABRT"
            })
    void endsThatAreNone(String text) throws IOException {
        assertThat(ended(line(3, "systemd[1]", text))).isEmpty();
    }

    @Test
    void whoWasToldToWriteItsGoroutinesHasNotEndedByItself() throws IOException {
        assertThat(ended(line(1, "kubelet[9]", "SIGABRT: abort")
                        + line(
                                2,
                                "systemd[1]",
                                "kubelet.service: Main process exited, code=exited, status=2/INVALIDARGUMENT")))
                .isEmpty();
    }

    @Test
    void functionTellsWhoseBareWordsAre() throws IOException {
        var trace =
                "panic: assignment to entry in nil map\n\ngoroutine 1 [running]:\n%s(0xc000010000)\n\t/go/x.go:1 +0x1\n";
        assertThat(ended(trace.formatted("k8s.io/kubernetes/pkg/kubelet.(*Kubelet).syncPod")))
                .containsExactly("kubelet: panic: assignment to entry in nil map");
        assertThat(ended("Jun 12 10:00:01 n1 kubelet[9]: x\n" + trace.formatted("github.com/example/web.(*Server).do")))
                .isEmpty();
    }

    @Test
    void daemonThatAnotherOneHasStarted() throws IOException {
        assertThat(ended(line(
                        1,
                        "k3s[5]",
                        "time=\"2026-06-12T10:00:01Z\" level=fatal msg=\"containerd exited: exit status 2\"")))
                .singleElement()
                .asString()
                .startsWith("containerd: ");
    }

    @Test
    void programOfAUserIsNobodyOfTheChain() throws IOException {
        assertThat(ended(line(1, "web[5]", "panic: no")
                        + line(2, "containerd[6]", "level=info msg=\"shim disconnected\"")))
                .isEmpty();
    }
}

package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Verdict;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collector asked and saw can show a node at work; what people picked cannot. */
class CollectedWellTest {
    private static final String ASKED = """
            {"version": "4.2", "components": {"report": {"plugins": {
              "dbus": {"timeout_hit": false, "commands": [
                {"exec": "busctl list --no-pager", "filepath": "x", "return_code": 0, "run_time": 0.05}]},
              "systemd": {"timeout_hit": false, "commands": [
                {"exec": "systemctl list-units", "filepath": "y", "return_code": 0, "run_time": 0.06}]}}}}}
            """;

    private static final String PROCESSES = """
              PID    PPID STAT COMMAND
                1       0 Ss   systemd
              640       1 Ssl  containerd
              812       1 Ssl  kubelet
             2211       1 Sl   containerd-shim
            """;

    private static Verdict.State state(String... texts) throws IOException {
        return Brought.judged(texts).verdict().state();
    }

    @Test
    void answersAndARuntimeWithoutWorkUnderWayShowANodeAtWork() throws IOException {
        assertThat(state(ASKED, PROCESSES)).isEqualTo(Verdict.State.HEALTHY);
    }

    @Test
    void aListAloneShowsNothing() throws IOException {
        assertThat(state(PROCESSES)).isEqualTo(Verdict.State.UNCLEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" 2230    2211 Sl   runc\n", " 2231    2211 Ds   runc:[2:INIT]\n", " 900       1 D    dockerd\n"
            })
    void workUnderWayOrAHeldDaemonLeavesItOpen(String line) throws IOException {
        assertThat(state(ASKED, PROCESSES + line)).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void aNodeWithoutARuntimeLeavesItOpen() throws IOException {
        assertThat(state(ASKED, "PID PPID STAT COMMAND\n1 0 Ss systemd\n7 1 S sh\n"))
                .isEqualTo(Verdict.State.UNCLEAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"return_code\": 124, \"run_time\": 300.0", "\"return_code\": 0, \"run_time\": 25.0"})
    void aCommandWithoutAnAnswerOrALateOneIsNotOverlooked(String outcome) throws IOException {
        assertThat(state(ASKED.replace("\"return_code\": 0, \"run_time\": 0.05", outcome), PROCESSES))
                .isNotEqualTo(Verdict.State.HEALTHY);
    }
}

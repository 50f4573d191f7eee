package io.nodethaw.format.units;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.LastWords;
import io.nodethaw.evidence.Units;
import io.nodethaw.format.Texts;
import io.nodethaw.format.log.DaemonLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnitLogTest {
    private static final String LOOPS = """
            May 02 10:20:30 n1 systemd[1]: kubelet.service: Scheduled restart job, restart counter is at 512.
            May 02 10:20:30 n1 kubelet[5554]: E0502 10:20:30.123456    5554 server.go:302] "Failed to run kubelet" err="misconfiguration"
            May 02 10:20:31 n1 systemd[1]: kubelet.service: Main process exited, code=exited, status=1/FAILURE
            May 02 10:20:31 n1 systemd[1]: kubelet.service: Failed with result 'exit-code'.
            May 02 10:20:41 n1 systemd[1]: kubelet.service: Scheduled restart job, restart counter is at 513.
            May 02 10:20:42 n1 kubelet[5555]: E0502 10:20:42.123456    5555 server.go:302] "Failed to run kubelet" err="misconfiguration"
            May 02 10:20:42 n1 systemd[1]: kubelet.service: Main process exited, code=exited, status=1/FAILURE
            May 02 10:20:42 n1 systemd[1]: kubelet.service: Failed with result 'exit-code'.
            """;

    private static List<Units.Unit> units(String text) throws IOException {
        return Texts.read(text, new UnitTexts(), new DaemonLog())
                .evidence()
                .seen(Units.TYPE)
                .map(Units::units)
                .orElse(List.of());
    }

    @Test
    void oneThatIsStartedAgainAndAgainIsBetweenTwoRuns() throws IOException {
        var unit = units(LOOPS).getFirst();
        assertThat(unit.name()).isEqualTo("kubelet.service");
        assertThat(unit.active() + " " + unit.sub() + " " + unit.result())
                .isEqualTo("activating auto-restart exit-code");
        assertThat(unit.restarts()).contains(513L);
        assertThat(unit.last()).contains(new Units.Run(1, 1, Duration.ofSeconds(1)));
        var words = Texts.read(LOOPS, new UnitTexts(), new DaemonLog())
                .evidence()
                .seen(LastWords.TYPE, "kubelet.service")
                .orElseThrow();
        assertThat(words.lines().getLast().text()).contains("Failed to run kubelet");
        assertThat(words.restarts()).hasSize(2);
        assertThat(words.ended()).contains(new LastWords.Ended(false, 1));
    }

    @Test
    void oneThatSpeaksAgainRuns() throws IOException {
        var unit = units(LOOPS + """
                May 02 10:20:52 n1 systemd[1]: kubelet.service: Scheduled restart job, restart counter is at 514.
                May 02 10:20:53 n1 kubelet[5556]: I0502 10:20:53.123456    5556 server.go:302] "Started"
                """).getFirst();
        assertThat(unit.active() + " " + unit.sub()).isEqualTo("active running");
        assertThat(unit.since()).contains(Duration.ofSeconds(1));
    }

    @Test
    void oneThatIsStartedNoMoreHasFailed() throws IOException {
        assertThat(units("""
                May 02 10:20:30 n1 systemd[1]: docker.service: Start request repeated too quickly.
                May 02 10:20:30 n1 systemd[1]: docker.service: Failed with result 'exit-code'.
                May 02 10:20:30 n1 systemd[1]: Failed to start Docker Application Container Engine.
                """))
                .extracting(unit -> unit.active() + " " + unit.result())
                .containsExactly("failed start-limit-hit");
        assertThat(units("""
                May 02 10:20:30 n1 systemd[1]: containerd.service: main process exited, code=killed, status=9/KILL
                May 02 10:20:30 n1 systemd[1]: Unit containerd.service entered failed state.
                May 02 10:30:30 n1 kernel: something else
                """))
                .extracting(unit -> unit.active() + " " + unit.result())
                .containsExactly("failed signal");
    }

    @Test
    void anEndWithNothingBehindItTellsNothing() throws IOException {
        assertThat(
                        units(
                                "May 02 10:20:30 n1 systemd[1]: containerd.service: main process exited, code=killed, status=9/KILL\n"))
                .isEmpty();
        assertThat(units("""
                May 02 10:20:30 n1 systemd[1]: docker.service: Start request repeated too quickly.
                May 02 10:24:30 n1 dockerd[9]: time="2024-05-02T10:24:30Z" level=info msg="Starting up"
                """)).isEmpty();
    }

    @Test
    void whatAListTellsCountsMore() throws IOException {
        var units = units(LOOPS + """

                  UNIT               LOAD      ACTIVE     SUB       DESCRIPTION
                  kubelet.service    loaded    active     running   kubelet

                1 loaded units listed.
                """);
        assertThat(units).extracting(Units.Unit::active).containsExactly("active");
        assertThat(units.getFirst().restarts()).isEqualTo(Optional.empty());
    }

    @Test
    void oldWordsAreKnown() throws IOException {
        var unit = units("""
                May 02 10:20:01 n1 systemd[1]: kubelet.service holdoff time over, scheduling restart.
                May 02 10:20:02 n1 systemd[1]: kubelet.service: main process exited, code=exited, status=255/n/a
                May 02 10:20:12 n1 systemd[1]: kubelet.service holdoff time over, scheduling restart.
                May 02 10:20:13 n1 systemd[1]: kubelet.service: main process exited, code=exited, status=255/n/a
                May 02 10:20:23 n1 systemd[1]: kubelet.service: Service hold-off time over, scheduling restart.
                May 02 10:20:24 n1 systemd[1]: kubelet.service: Main process exited, code=exited, status=255/n/a
                """).getFirst();
        assertThat(unit.restarts()).contains(3L);
        assertThat(unit.sub()).isEqualTo("auto-restart");
        assertThat(units("May 02 10:20:30 n1 systemd[1]: start request repeated too quickly for docker.service\n"))
                .extracting(Units.Unit::name)
                .containsExactly("docker.service");
    }
}

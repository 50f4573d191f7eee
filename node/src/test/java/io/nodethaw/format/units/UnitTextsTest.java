package io.nodethaw.format.units;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Units;
import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTextsTest {
    private static final String LIST = """
          UNIT               LOAD      ACTIVE     SUB       DESCRIPTION
          dbus.service       loaded    active     running   D-Bus System Message Bus
        \u25cf containerd.service loaded    failed     failed    containerd container runtime
        * docker.service     not-found inactive   dead      docker.service
          kubelet.service    loaded    activating auto-restart kubelet: The Kubernetes Node Agent
          run-x\\x2dy.mount   loaded    active     mounted   /run/x-y

        LOAD   = Reflects whether the unit definition was properly loaded.
        5 loaded units listed.
        """;

    private static final String STATUS = """
        \u00d7 containerd.service - containerd container runtime
             Loaded: loaded (/lib/systemd/system/containerd.service; enabled; vendor preset: enabled)
             Active: failed (Result: exit-code) since Tue 2022-02-11 18:58:10 UTC; 1h 25min ago
           Duration: 3.2s
            Process: 640 ExecStart=/usr/bin/containerd (code=exited, status=2)
           Main PID: 640 (code=exited, status=2)

        Feb 11 18:58:10 n1 systemd[1]: Stopped containerd container runtime.
        * dbus.service - D-Bus System Message Bus
           Loaded: loaded (/lib/systemd/system/dbus.service; static)
           Active: active (running) since Tue 2022-02-11 18:58:10 UTC; 2 weeks 1 day ago
         Main PID: 683 (dbus-daemon)
        """;

    private static final String SHOW = """
        Type=notify
        Restart=always
        TimeoutStartUSec=1min 30s
        MainPID=0
        Result=exit-code
        NRestarts=57
        ExecMainStartTimestampMonotonic=1000000000
        ExecMainExitTimestampMonotonic=1002500000
        ExecMainCode=1
        ExecMainStatus=2
        Id=containerd.service
        WantedBy=multi-user.target kubelet.service
        LoadState=loaded
        ActiveState=activating
        SubState=auto-restart
        UnitFileState=enabled

        Id=dbus.service
        LoadState=loaded
        ActiveState=active
        SubState=running
        """;

    private static Piece read(String text) throws IOException {
        return Texts.read(text, new UnitTexts());
    }

    private static List<Units.Unit> units(String text) throws IOException {
        return read(text).evidence().seen(Units.TYPE).orElseThrow().units();
    }

    @Test
    void listOfUnits() throws IOException {
        assertThat(units(LIST))
                .extracting(unit -> unit.name() + " " + unit.load() + " " + unit.active() + " " + unit.sub())
                .containsExactly(
                        "dbus.service loaded active running",
                        "containerd.service loaded failed failed",
                        "docker.service not-found inactive dead",
                        "kubelet.service loaded activating auto-restart",
                        "run-x\\x2dy.mount loaded active mounted");
    }

    @Test
    void statusTellsHowItEndedAndSinceWhen() throws IOException {
        var unit = units(STATUS).getFirst();
        assertThat(unit.name()).isEqualTo("containerd.service");
        assertThat(unit.result()).isEqualTo("exit-code");
        assertThat(unit.since()).contains(Duration.ofMinutes(85));
        assertThat(unit.last()).contains(new Units.Run(1, 2, Duration.ofMillis(3200)));
        assertThat(unit.enabled()).contains(true);
        assertThat(unit.mainPid()).isEmpty();
        var other = units(STATUS).getLast();
        assertThat(other.since()).contains(Duration.ofDays(15));
        assertThat(other.mainPid()).contains(683);
        assertThat(read(STATUS).tasks()).extracting(Piece.Task::comm).containsExactly("dbus-daemon");
    }

    @Test
    void propertiesTellHowOftenItWasStarted() throws IOException {
        var unit = units(SHOW).getFirst();
        assertThat(units(SHOW)).hasSize(2);
        assertThat(unit.restarts()).contains(57L);
        assertThat(unit.last()).contains(new Units.Run(1, 2, Duration.ofMillis(2500)));
        assertThat(unit.wantedBy()).containsExactly("multi-user.target", "kubelet.service");
        assertThat(unit.startLimit()).contains(Duration.ofSeconds(90));
        assertThat(unit.enabled()).contains(true);
    }

    @Test
    void severalTextsTellOfOneUnit() throws IOException {
        var unit = units(LIST + "UNIT FILE STATE VENDOR PRESET\ncontainerd.service enabled enabled\n")
                .get(1);
        assertThat(unit.active()).isEqualTo("failed");
        assertThat(unit.enabled()).contains(true);
        assertThat(units(LIST).get(1).enabled()).isEmpty();
    }

    @Test
    void jobsAndTheOneThatTheOthersWaitFor() throws IOException {
        var text = """
             JOB UNIT                                  TYPE  STATE
            3543 nginxAfterGlusterfs.service           start waiting
            3545 glusterReadyForLocalhostMount.service start running
            3506 nginx.service                         start waiting

            3 jobs listed.
            """;
        assertThat(units(text)).extracting(Units.Unit::job).containsOnly("start");
        assertThat(read(text).notes())
                .containsExactly("x:3: systemd is at the start of glusterReadyForLocalhostMount.service; 2 jobs wait");
    }

    @Test
    void durationsInTheWordsOfSystemd() {
        assertThat(UnitStatus.duration("3 months 2 days"))
                .contains(Duration.ofHours(24 * 2 + 2191).plusMinutes(30));
        assertThat(UnitStatus.duration("5s")).contains(Duration.ofSeconds(5));
        assertThat(UnitStatus.duration("infinity")).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "containerd.service is loaded and failed\n",
                "No jobs running.\n",
                "Version=252\nFeatures=+PAM\nVirtualization=kvm\n",
                "COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME\n",
                "Jan 02 03:04:05 n1 systemd[1]: containerd.service: Failed with result 'exit-code'.\n",
                "PATH=/usr/bin\nId=7\n"
            })
    void isTakenForNothingElse(String text) throws IOException {
        assertThat(Texts.recognises(text, new UnitTexts())).isFalse();
    }

    @Test
    void brokenAndEndlessRows() throws IOException {
        var broken = "  a.service loaded\n* b.service - B\n   Loaded: x\n   Active: \nx.service loaded active "
                + "y".repeat(1 << 20) + "\nId=" + "z".repeat(1 << 20) + "\n9999999999999 x.service start waiting\n";
        assertThat(units(LIST + broken)).extracting(Units.Unit::name).doesNotContain("a.service", "b.service");
    }

    @Test
    void theDumpOfSystemdTellsUnitsAndJobs() throws IOException {
        var piece = Texts.read("""
                -> Unit containerd.service:
                	Description: containerd container runtime
                	Unit Load State: loaded
                	Unit Active State: active
                	Requires: system.slice (origin-file)
                	Service State: running
                	Result: success
                	Main PID: 32062
                	-> Job 77:
                		Action: containerd.service -> restart
                		State: waiting
                -> Unit x.mount:
                	Unit Load State: loaded
                	Unit Active State: activating
                -> Job 76:
                	Action: x.mount -> start
                	State: running
                -> Job 77:
                	Action: containerd.service -> restart
                	State: waiting
                """, new UnitTexts());
        var units = piece.evidence().seen(Units.TYPE).orElseThrow().units();
        assertThat(units)
                .extracting(unit -> unit.name() + " " + unit.active() + " " + unit.sub() + " " + unit.job() + " "
                        + unit.mainPid().map(String::valueOf).orElse(""))
                .containsExactly("containerd.service active running restart 32062", "x.mount activating  start ");
        assertThat(piece.notes()).containsExactly("x:18: systemd is at the start of x.mount; 1 job waits");
    }
}

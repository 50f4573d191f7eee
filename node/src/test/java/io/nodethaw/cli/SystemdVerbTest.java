package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.InitLog;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.init.LoadedUnits;
import io.nodethaw.init.ManagerSaid;
import io.nodethaw.init.QueuedJobs;
import io.nodethaw.init.UnitChurn;
import io.nodethaw.init.Way;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SystemdVerbTest {
    private final FakeConsole console = new FakeConsole();

    private static ManagerSaid said(long millis) {
        return new ManagerSaid(
                "252.39-1~deb12u1",
                Optional.of("degraded"),
                Optional.of("info"),
                Optional.of("journal-or-kmsg"),
                Optional.of(60L),
                Optional.of(1L),
                Optional.of(2L),
                Optional.of(Duration.ofSeconds(30)),
                Optional.of("/dev/watchdog0"),
                331,
                Duration.ofMillis(millis));
    }

    private static Evidence.Builder node() {
        return FakeTools.node()
                .seen(Machine.TYPE, "", new Machine(99, 0, "6.1", "x86_64", "b", 100, 51))
                .seen(
                        ProcessTable.TYPE,
                        "",
                        new ProcessTable(List.of(new ProcessTable.Entry(1, 0, "systemd", 'S', 0, 3, 0))));
    }

    private void answering() {
        console.tools.systemd = node().seen(ManagerSaid.TYPE, Way.BUS.instance(), said(3))
                .seen(ManagerSaid.TYPE, Way.PRIVATE.instance(), said(1))
                .seen(
                        LoadedUnits.TYPE,
                        "",
                        new LoadedUnits(
                                List.of(
                                        new LoadedUnits.Count("mount", "active", 20),
                                        new LoadedUnits.Count("service", "active", 12),
                                        new LoadedUnits.Count("service", "failed", 1)),
                                List.of("b.service")))
                .seen(
                        QueuedJobs.TYPE,
                        "",
                        new QueuedJobs(
                                List.of(
                                        new QueuedJobs.Job(
                                                4,
                                                "a.service",
                                                "start",
                                                true,
                                                Optional.of(Duration.ofMinutes(12)),
                                                Optional.of(50),
                                                List.of()),
                                        new QueuedJobs.Job(
                                                5,
                                                "c.service",
                                                "start",
                                                false,
                                                Optional.empty(),
                                                Optional.empty(),
                                                List.of(4L))),
                                0))
                .seen(
                        UnitChurn.TYPE,
                        "",
                        new UnitChurn(
                                Duration.ofSeconds(1),
                                List.of(new UnitChurn.OfKind("scope", 2, 1, 0)),
                                3,
                                2,
                                0,
                                false,
                                "run-u#.scope",
                                2))
                .build();
    }

    @Test
    void everythingIsToldOnOneScreen() {
        answering();
        assertThat(console.run("systemd", "--for", "2s")).isZero();
        assertThat(console.out()).isEqualTo("""
                DEGRADED  systemd 1: says that it is degraded

                  version    252.39-1~deb12u1, runs for 51 s
                  bus        answers in 3 ms, with serial 331
                  private    answers in 1 ms, with serial 331
                  difference none: both ways tell the same
                  units      33 loaded: 20 mount (20 active); 13 service (12 active, 1 failed)
                  failed     b.service
                  jobs       2, of which 1 runs
                  job        4 start of a.service runs, at least 12 min, for process 50
                  job        5 start of c.service waits, for 4 start of a.service
                  reload     none seen
                  changes    in 1000 ms 2 units loaded and 1 unloaded, 0 changes of units, 0 of
                             them mounts; 3 jobs begun and 2 ended; most new units, 2, are
                             run-u#.scope
                  mounts     not read
                  processor  3 % of a processor in 1000 ms
                  log level  info, to journal-or-kmsg
                  watchdog   the machine restarts when PID 1 hangs for 30 s, by /dev/watchdog0
                  next       systemctl status UNIT tells why a unit has failed
                """);
        assertThat(console.tools.calls).containsExactly("systemd 1000 2000");
    }

    @Test
    void programsGetTheSame() {
        answering();
        assertThat(console.run("systemd", "-o", "json")).isZero();
        var tree = JsonParser.parseString(console.out()).getAsJsonObject();
        assertThat(tree.get("kind").getAsString()).isEqualTo("systemd");
        assertThat(tree.get("state").getAsString()).isEqualTo("degraded");
        assertThat(tree.getAsJsonObject("bus").get("serial").getAsLong()).isEqualTo(331);
        assertThat(tree.getAsJsonArray("jobs").get(1).getAsJsonObject().getAsJsonArray("after"))
                .hasSize(1);
        assertThat(tree.getAsJsonObject("units").get("loaded").getAsLong()).isEqualTo(33);
        assertThat(tree.has("unitsNotTold")).isFalse();
    }

    private static <T> Reading<T> silent() {
        return new Reading.Silent<>(Duration.ofSeconds(1), "auth");
    }

    @Test
    void silentSystemdIsLookedAt() {
        console.tools.systemd = node().reading(ManagerSaid.TYPE, Way.BUS.instance(), silent())
                .reading(ManagerSaid.TYPE, Way.PRIVATE.instance(), silent())
                .build();
        assertThat(console.run("systemd")).isEqualTo(2);
        assertThat(console.tools.calls).containsExactly("systemd 1000 1000", "systemd 10000 1000", "look 1000");
        assertThat(console.out())
                .startsWith("SILENT  systemd 1: does not answer, and no reading shows why\n")
                .contains("bus        no answer in 1000 ms (auth)", "units      not told: never asked");
    }

    @Test
    void stoppedSystemdNeedsNoLook() {
        console.tools.systemd = FakeTools.node()
                .seen(
                        ProcessTable.TYPE,
                        "",
                        new ProcessTable(List.of(new ProcessTable.Entry(1, 0, "systemd", 'T', 0, 3, 0))))
                .reading(ManagerSaid.TYPE, Way.BUS.instance(), silent())
                .reading(ManagerSaid.TYPE, Way.PRIVATE.instance(), silent())
                .build();
        assertThat(console.run("systemd")).isZero();
        assertThat(console.tools.calls).containsExactly("systemd 1000 1000");
        assertThat(console.out()).startsWith("STOPPED  systemd 1: stopped by a signal (state T)\n");
    }

    private static Evidence log(InitLog.Line... lines) {
        return new Evidence.Builder(FakeTools.AT)
                .seen(
                        InitLog.TYPE,
                        "",
                        new InitLog(
                                "info", "log level set back to info", Duration.ofSeconds(5), 2113, 7, List.of(lines)))
                .build();
    }

    @Test
    void linesThatMatterAreTold() {
        answering();
        console.tools.debugLog = log(
                new InitLog.Line("Failed to send unit change signal for x: Operation not supported", 12, true, true),
                new InitLog.Line("Got message type=signal", 2000, false, true));
        assertThat(console.run("systemd", "--debug-log", "5s")).isZero();
        assertThat(console.tools.calls).containsExactly("systemd 1000 1000", "debug log 5000");
        assertThat(console.out()).contains("""
                  debug log  2113 lines in 5 s, and 7 that a limit on lines kept away; log level
                             set back to info
                  said       12 times: Failed to send unit change signal for x: Operation not
                             supported
                  also       2000 times: Got message type=signal
                """);
    }

    private String readFrom(InitLog log, String target) {
        var said = new ManagerSaid(
                "252",
                Optional.of("running"),
                Optional.of("info"),
                Optional.of(target),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                331,
                Duration.ofMillis(1));
        console.tools.systemd = node().seen(ManagerSaid.TYPE, Way.PRIVATE.instance(), said)
                .seen(ManagerSaid.TYPE, Way.BUS.instance(), said)
                .build();
        console.tools.debugLog =
                new Evidence.Builder(FakeTools.AT).seen(InitLog.TYPE, "", log).build();
        assertThat(console.run("systemd", "--debug-log", "5s")).isZero();
        return console.out().replaceAll("\\s+", " ");
    }

    @Test
    void whereLinesWereReadIsTold() {
        var journal = new InitLog.Place("the journal", 12, "");
        var kernel = new InitLog.Place("the kernel's log", 0, "/dev/kmsg: no such file");
        var over = Duration.ofSeconds(5);
        assertThat(readFrom(
                        new InitLog("info", "set back", over, 12, 0, List.of(), List.of(journal, kernel)),
                        "journal-or-kmsg"))
                .contains("read from the journal: 12 lines; the kernel's log: cannot be read (/dev/kmsg: no such file)")
                .doesNotContain("console");
        var empty = new InitLog.Place("the journal", 0, "");
        var none = new InitLog("info", "set back", over, 0, 0, List.of(), List.of(empty));
        assertThat(readFrom(none, "console"))
                .contains("the journal: 0 lines; PID 1 logs to its console (log target console), which cannot be read");
        assertThat(readFrom(none, "journal-or-kmsg"))
                .contains(
                        "the journal: 0 lines; where PID 1 reaches neither of them it logs to its console, which cannot be read");
    }

    @Test
    void deafSystemdIsGivenSomethingToTellOf() {
        console.tools.systemd = node().reading(ManagerSaid.TYPE, Way.BUS.instance(), silent())
                .seen(ManagerSaid.TYPE, Way.PRIVATE.instance(), said(1))
                .build();
        console.tools.debugLog = log();
        assertThat(console.run("systemd", "--debug-log", "1s", "-o", "json")).isZero();
        assertThat(console.tools.calls).containsExactly("systemd 1000 1000", "debug log 1000 stirred", "look 1000");
        assertThat(JsonParser.parseString(console.out())
                        .getAsJsonObject()
                        .getAsJsonObject("debugLog")
                        .get("lines")
                        .getAsLong())
                .isEqualTo(2113);
    }

    @Test
    void levelThatCouldNotBeRaisedIsNoAnswer() {
        answering();
        console.tools.debugLog = new Evidence.Builder(FakeTools.AT)
                .reading(InitLog.TYPE, "", new Reading.Refused<>("only root may raise the log level of PID 1"))
                .build();
        assertThat(console.run("systemd", "--debug-log", "5s")).isEqualTo(2);
        assertThat(console.out()).contains("debug log  not taken: only root may raise the log level of PID 1");
        assertThat(console.run("systemd", "--debug-log", "2m")).isEqualTo(64);
    }

    @Test
    void whatAKilledRunHasLeftIsToldOf() {
        answering();
        console.tools.leftRaised = Optional.of("log level set back to info");
        assertThat(console.run("systemd")).isZero();
        assertThat(console.err()).contains("nodethaw: log level set back to info");
    }
}

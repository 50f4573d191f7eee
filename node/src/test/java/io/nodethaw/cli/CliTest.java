package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.nodethaw.agent.cluster.Reply;
import io.nodethaw.analysis.Forecast;
import io.nodethaw.analysis.Outlook;
import io.nodethaw.analysis.Stock;
import io.nodethaw.analysis.Trend;
import io.nodethaw.bus.BusEnds;
import io.nodethaw.bus.BusNames;
import io.nodethaw.bus.BusTrees;
import io.nodethaw.evidence.BusCookie;
import io.nodethaw.evidence.BusSerial;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Pressure;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Units;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    private final FakeConsole console = new FakeConsole();

    @TempDir
    Path folder;

    private void stall() {
        console.tools.evidence = FakeTools.node()
                .seen(FileLocks.TYPE, "", new FileLocks(List.of()))
                .build();
    }

    @Test
    void withoutAVerbTheNodeIsDiagnosed() {
        assertThat(console.run()).isZero();
        assertThat(console.out()).startsWith("HEALTHY  nothing waits that should not\n");
        assertThat(console.err()).isEmpty();
        assertThat(console.tools.calls).containsExactly("look 1000");
    }

    @Test
    void helpIsAVerbToo() {
        assertThat(console.run("help")).isZero();
        var all = console.out();
        console.run("--help");
        assertThat(all).isEqualTo(console.out());
        assertThat(console.run("help", "heal")).isZero();
        assertThat(console.out()).startsWith("nodethaw heal: ");
        assertThat(console.run("help", "hael")).isEqualTo(64);
        assertThat(console.err()).contains("did you mean heal?");
        assertThat(console.tools.calls).isEmpty();
    }

    @Test
    void helpOffersOnlyWhatTheBareProgramTakes() {
        console.run("--help");
        var help = console.out();
        assertThat(help)
                .containsSubsequence(
                        "options of every verb",
                        "--color",
                        "options without a verb: those of diagnose",
                        "--output FORMAT")
                .doesNotContain("html");
        assertThat(help.substring(help.indexOf("options of every verb"), help.indexOf("options without a verb")))
                .doesNotContain("--output", "dot");
    }

    @Test
    void verbsWithoutAGraphHaveNoDot() {
        assertThat(console.run("explain", "-o", "dot")).isEqualTo(64);
        assertThat(console.err()).contains("explain has no form 'dot'", "-o dot is for diagnose, chain, analyze");
        assertThat(console.run("diagnose", "-o", "dot")).isZero();
    }

    @Test
    void resultThatCouldNotBeWrittenIsNoVerdict() {
        console.outputFailure = Optional.of("No space left on device");
        assertThat(console.run("diagnose")).isEqualTo(70);
        assertThat(console.err()).contains("the result could not be written: No space left on device");
    }

    @Test
    void aStallExitsWithOne() {
        stall();
        assertThat(console.run("diagnose", "--limit", "500ms")).isEqualTo(1);
        assertThat(console.tools.calls).contains("look 500");
    }

    private Evidence slow() {
        return FakeTools.node()
                .seen(Pressure.TYPE, "", new Pressure(0, 0, 0, 0, 0))
                .build();
    }

    @Test
    void whereAnAnswerIsLateTheNodeIsLookedAtPatiently() {
        console.tools.evidence = slow();
        console.tools.patient = FakeTools.node()
                .seen(FileLocks.TYPE, "", new FileLocks(List.of()))
                .build();
        assertThat(console.run("diagnose")).isEqualTo(1);
        assertThat(console.tools.calls).containsExactly("look 1000", "look anew 10000");
        assertThat(console.out()).startsWith("STALLED");
    }

    @Test
    void anAnswerThatCameWhenAskedAgainWasLateAllTheSame() {
        console.tools.evidence = slow();
        assertThat(console.run("diagnose")).isZero();
        assertThat(console.out()).startsWith("SLOW").contains("asked once more, all answered");
    }

    @Test
    void whatCouldNotBeToldInTimeIsToldWithMoreTime() {
        console.tools.evidence = FakeTools.node()
                .reading(Units.TYPE, "", new Reading.Silent<>(Duration.ofMillis(800), "asked"))
                .build();
        assertThat(console.run("diagnose")).isZero();
        assertThat(console.tools.calls).containsExactly("look 1000", "look anew 10000");
        assertThat(console.out()).startsWith("HEALTHY");
    }

    @Test
    void aLimitOfTheUsersIsNotExtended() {
        console.tools.evidence = slow();
        assertThat(console.run("diagnose", "--limit", "1s")).isZero();
        assertThat(console.tools.calls).containsExactly("look 1000");
    }

    @Test
    void optionsMayStandBeforeTheVerbAndBeJoined() {
        assertThat(console.run("-qojson", "diagnose")).isZero();
        assertThat(JsonParser.parseString(console.out())
                        .getAsJsonObject()
                        .get("kind")
                        .getAsString())
                .isEqualTo("verdict");
        assertThat(console.run("--output=yaml")).isZero();
        assertThat(console.out()).startsWith("---\nschemaVersion: 1\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "diagnoze | did you mean diagnose?",
                "812 | nodethaw chain 812",
                "xyzzy | see nodethaw --help",
                "--colour never | did you mean --color?",
                "-x | see nodethaw --help",
                "-o jsn | did you mean json?",
                "-o | needs a value",
                "--quiet=1 | takes no value",
                "chain | usage: nodethaw chain PID|NAME",
                "chain 1 2 | does not take '2'",
                "diagnose --yes | diagnose has no option --yes",
                "completion bsh | did you mean bash?",
                "diagnose --limit 5 | write a number and ms, s or m",
                "diagnose --limit 99ms | 100ms to 60s",
                "diagnose --limit 2m | 100ms to 60s",
                "diagnose --limit 99999999999999999999s | 100ms to 60s",
                "diagnose --limit -1s | 100ms to 60s",
                "stacks 1 --at-least 5x | write a number and m or h: 5m",
                "stacks 1 --at-least 59s | from 1m to 9999h",
                "stacks 1 --state= | --state is empty",
                "stacks 1 --function= | sync.(*Mutex).Lock",
                "stacks 1 --limit 5 | 100ms to 60s",
                "lint -o bogus | use text, json or yaml",
                "-o bogus lint | use text, json or yaml",
                "diagnose -o bogus | use text, wide, line, json",
                "lint -o dot | lint has no form 'dot'",
                "chain 1 --state select | chain has no option --state",
                "explain systemd.deaf | did you mean systemd.deaf-on-bus?",
            })
    void wrongUsageSaysWhatWasMeant(String line, String expected) {
        assertThat(console.run(line.split(" "))).isEqualTo(64);
        assertThat(console.err()).contains(expected).startsWith("nodethaw: ").hasLineCount(1);
        assertThat(console.out()).isEmpty();
        assertThat(console.tools.calls).isEmpty();
    }

    @Test
    void programsGetErrorsInTheEnvelope() {
        assertThat(console.run("-o", "json", "chain", "4711")).isEqualTo(2);
        var error = JsonParser.parseString(console.out()).getAsJsonObject();
        assertThat(error.get("kind").getAsString()).isEqualTo("error");
        assertThat(error.get("exit").getAsInt()).isEqualTo(2);
        assertThat(error.getAsJsonObject("error").get("what").getAsString()).isEqualTo("no process 4711");
        assertThat(console.run("-o", "json", "--nonsense")).isEqualTo(64);
        assertThat(JsonParser.parseString(console.out())
                        .getAsJsonObject()
                        .get("schemaVersion")
                        .getAsInt())
                .isEqualTo(1);
    }

    @Test
    void anInternalErrorIsOneLine() {
        console.tools.crashes = true;
        assertThat(console.run()).isEqualTo(70);
        assertThat(console.err()).hasLineCount(1).contains("internal error", "FakeTools", "NODETHAW_DEBUG=1");
        console.variables.put("NODETHAW_DEBUG", "1");
        assertThat(console.run()).isEqualTo(70);
        assertThat(console.err()).contains("\tat io.nodethaw.cli.FakeTools");
    }

    @Test
    void noThreadToBeHadIsNoErrorOfOurs() {
        console.tools.threadless = true;
        assertThat(console.run()).isEqualTo(70);
        assertThat(console.err())
                .hasLineCount(1)
                .contains("no more threads", "pids.max")
                .doesNotContain("internal");
    }

    @Test
    void savedEvidenceIsJudgedAlike() throws IOException {
        stall();
        var file = folder.resolve("e.json");
        assertThat(console.run("--save-evidence", file.toString())).isEqualTo(1);
        assertThat(console.err()).contains("evidence saved in " + file);
        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }

        assertThat(console.run("analyze", file.toString())).isEqualTo(1);
        assertThat(console.out())
                .startsWith("STALLED  ")
                .contains("judged from evidence of 2026-03-04T05:06:07Z, saved by nodethaw 0.0");
        console.stdin = Files.readString(file);
        assertThat(console.run("analyze", "-")).isEqualTo(1);
    }

    @Test
    void whatCannotBeSavedIsInTheExitCodeAfterTheVerdict() throws IOException {
        stall();
        for (var name : List.of(folder + "/missing/e.json", folder.toString(), "/dev/null", "/proc/e.json", "")) {
            assertThat(console.run("--save-evidence", name)).as(name).isEqualTo(70);
            assertThat(console.out()).startsWith("STALLED");
            assertThat(console.err())
                    .contains("evidence not saved")
                    .contains(name)
                    .hasLineCount(1);
        }
        assertThat(Path.of("/dev/null")).exists();
    }

    @Test
    void aCutFileIsNeverCalledHealthy() throws IOException {
        var file = folder.resolve("e.json");
        console.run("--save-evidence", file.toString());
        var whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 60));
        assertThat(console.run("analyze", file.toString())).isEqualTo(2);
        assertThat(console.out()).startsWith("UNCLEAR  could not tell: ").contains("broken at");
    }

    @Test
    void theWorstOfSeveralFilesCounts() throws IOException {
        var healthy = folder.resolve("healthy.json").toString();
        console.run("--save-evidence", healthy);
        stall();
        var stalled = folder.resolve("stalled.json").toString();
        console.run("--save-evidence", stalled);

        assertThat(console.run("analyze", healthy, stalled, folder + "/none.json"))
                .isEqualTo(1);
        assertThat(console.out()).contains(healthy + ":\nHEALTHY", "\n" + stalled + ":\nSTALLED");
        assertThat(console.err())
                .isEqualTo("nodethaw: " + folder
                        + "/none.json: cannot be read: no such file; check the name and its permissions\n");
        assertThat(console.run("analyze", healthy, folder + "/none.json")).isEqualTo(2);
        assertThat(console.run("analyze", folder.toString())).isEqualTo(1);
        assertThat(console.out()).contains(healthy + ":\nHEALTHY", "\n" + stalled + ":\nSTALLED");
    }

    @Test
    void aChainIsToldAsATree() {
        assertThat(console.run("chain", "50")).isZero();
        assertThat(console.tools.calls).containsExactly("look 1000", "focus 50");
        assertThat(console.out()).isEqualTo("""
                flock 50
                  needs     lock fd:01:42: wants a write lock, at least 5 min
                    needs     flock 60: held
                      needs     flock 50: read on pipe 5, see above
                deadlock  flock 50 needs lock fd:01:42 needs flock 60 needs flock 50
                """);
    }

    @Test
    void aNameStandsForEveryProcessOfThatNameButUs() {
        assertThat(console.run("chain", "flock", "-o", "json")).isZero();
        var json = JsonParser.parseString(console.out()).getAsJsonObject();
        assertThat(json.getAsJsonArray("starts")).hasSize(2);
        assertThat(json.getAsJsonArray("edges")).hasSize(3);
        assertThat(json.getAsJsonArray("deadlocks")).hasSize(1);
        assertThat(console.run("chain", "containerd-shim-runc-v2")).isZero();
        assertThat(console.out()).isEqualTo("containerd-shim 70  waits for nobody, as far as can be seen\n");
    }

    @Test
    void aProcessThatMayNotBeReadIsNotSaidToWaitForNobody() {
        console.tools.evidence = FakeTools.node()
                .reading(Descriptors.TYPE, "70", new Reading.Refused<>("not permitted to read /proc/70/fd"))
                .build();
        assertThat(console.run("chain", "70")).isEqualTo(2);
        assertThat(console.out())
                .isEqualTo("containerd-shim 70  could not tell what it waits for: not permitted to read /proc/70/fd\n");
        assertThat(console.run("chain", "70", "-o", "json")).isEqualTo(2);
        var json = JsonParser.parseString(console.out()).getAsJsonObject();
        assertThat(json.getAsJsonArray("notSeen")).hasSize(1);
        assertThat(json.get("exit").getAsInt()).isEqualTo(2);
    }

    @Test
    void explainListsAndTells() {
        assertThat(console.run("explain")).isZero();
        assertThat(console.out()).hasLineCount(3).contains("systemd.stopped      It is stopped.\n");
        assertThat(console.run("explain", "systemd")).isZero();
        assertThat(console.out())
                .contains("systemd.stopped\n", "systemd.deaf-on-bus\n")
                .doesNotContain("dbus.frozen");
    }

    private static BusSerial reply(int second, String version) {
        return new BusSerial(
                5000 + 101L * second,
                ":1.3",
                Duration.ofSeconds(second),
                Optional.of(version).filter(text -> second == 0));
    }

    private void busOf(String version) {
        var read = FakeTools.node();
        for (int i = 0; i < 3; i++) {
            read.seen(BusSerial.TYPE, "", reply(i, version));
        }
        console.tools.bus = read.build();
    }

    @Test
    void counterIsToldWithWhatHappensAtItsEnd() {
        busOf("252.39");
        assertThat(console.run("bus", "serial", "--for", "2s")).isZero();
        assertThat(console.out()).isEqualTo("""
                systemd 1 counts its messages on the system bus, and its counter wraps harmlessly

                  serial     5202 of 4294967295, in the header of its reply as :1.3
                  rate       100 messages a second, with 95 % from 86 to 114: 200 in 2 s besides
                             its 2 replies to us
                  wrap       about 2027-07-14 07:33 UTC at this rate, 2027-05-14 19:20 UTC at
                             the earliest, 2027-10-02 07:03 UTC at the latest
                  then       systemd 252.39 does not have systemd-11809: it counts on from
                             2147483648
                  asked      each question uses one serial: this command has used 3
                """);
        assertThat(console.tools.calls).containsExactly("serials 1000 2000");
        busOf("219-62.el7_6.7");
        assertThat(console.run("bus", "serial", "-o", "json")).isZero();
        var tree = JsonParser.parseString(console.out()).getAsJsonObject();
        assertThat(tree.get("fate").getAsString()).isEqualTo("ends");
        assertThat(tree.get("left").getAsLong()).isEqualTo(4294962093L);
        assertThat(tree.getAsJsonObject("end").get("at").getAsString()).startsWith("2027-07-14");
    }

    @Test
    void deafSystemdIsReadFromItsMemory() {
        console.tools.bus = FakeTools.node()
                .seen(BusSerial.TYPE, "", reply(0, "219"))
                .reading(BusSerial.TYPE, "", new Reading.Silent<>(Duration.ofSeconds(1), "reply to Ping"))
                .build();
        console.tools.evidence = FakeTools.node()
                .seen(BusCookie.TYPE, "27/:1.3/219", new BusCookie(1L << 32, true, "sd_bus of fd 27"))
                .build();
        assertThat(console.run("bus", "serial")).isZero();
        assertThat(console.out())
                .startsWith(
                        "SILENT  systemd 1 on the system bus: no answer in 1000 ms (reply to Ping); its message counter has run over\n")
                .contains("in the header of its last reply", "counter    4294967296 in the memory of PID 1");
        console.tools.evidence = FakeTools.node().build();
        console.tools.bus = FakeTools.node().build();
        assertThat(console.run("bus", "serial")).isEqualTo(2);
        assertThat(console.out()).contains("nodethaw diagnose tells why");
    }

    private void bus() {
        console.tools.bus = FakeTools.node()
                .seen(
                        BusNames.TYPE,
                        "",
                        new BusNames(
                                List.of(
                                        new BusNames.Owned("org.freedesktop.systemd1", ":1.1"),
                                        new BusNames.Owned("a.b", ":1.2")),
                                List.of(
                                        new BusNames.Peer(":1.1", Optional.of(1), Optional.of(0L)),
                                        new BusNames.Peer(":1.2", Optional.of(50), Optional.of(0L)),
                                        new BusNames.Peer(":1.42", Optional.of(99), Optional.of(0L))),
                                List.of("sleeps.here"),
                                ":1.42",
                                true))
                .seen(BusEnds.TYPE, "1", new BusEnds(List.of(new BusEnds.End(2128, 0))))
                .seen(
                        BusTrees.TYPE,
                        "",
                        new BusTrees(List.of(
                                new BusTrees.Branch(
                                        "a.b",
                                        ":1.2",
                                        List.of("/", "/a", "/a/b", "/c"),
                                        List.of(new BusTrees.Refusal("/d", "x.Error: no")),
                                        0,
                                        0,
                                        Duration.ofMillis(7)),
                                new BusTrees.Branch(
                                        "org.freedesktop.systemd1",
                                        ":1.1",
                                        List.of(),
                                        List.of(),
                                        1,
                                        0,
                                        Duration.ZERO))))
                .build();
    }

    @Test
    void listShowsWhoIsOnTheBus() {
        bus();
        assertThat(console.run("bus", "list")).isZero();
        assertThat(console.out()).isEqualTo("""
                NAME                      CONNECTION  PROCESS    AGE   UID  UNIT  UNREAD  UNSENT  KEPT  RULES
                org.freedesktop.systemd1  :1.1        systemd 1  49 s  0    -     2128    0       -     -
                a.b                       :1.2        flock 50   49 s  0    -     -       -       -     -
                (this command)            :1.42       flock 99   49 s  0    -     -       -       -     -

                  users      uid 0 has 3 connections
                  limits     not known: the process of the bus is not in sight
                  rules      match rules not told: never asked
                  kept       bytes kept by the bus not told: never asked
                  not run    1 name for which a call would start a service: sleeps.here
                  normal     numbers of connections are never used again, so a large :1.N tells
                             how many there have been, not that there are many
                """);
        assertThat(console.tools.calls).containsExactly("clients 1000");
        assertThat(console.run("bus", "list", "-o", "json")).isZero();
        var first = JsonParser.parseString(console.out())
                .getAsJsonObject()
                .getAsJsonArray("connections")
                .get(0)
                .getAsJsonObject();
        assertThat(first.get("pid").getAsInt()).isEqualTo(1);
        assertThat(first.getAsJsonObject("queue").get("unread").getAsLong()).isEqualTo(2128);
    }

    @Test
    void treeShowsWhoIsSilentFirst() {
        bus();
        assertThat(console.run("bus", "tree", "--limit", "2s")).isZero();
        assertThat(console.out()).isEqualTo("""
                1 of 2 names did not answer in 2000 ms

                  org.freedesktop.systemd1  :1.1  silent: systemd 1 is alive (state S), 2128 bytes of the bus unread

                a.b  :1.2  4 objects in 7 ms
                  /
                    /a
                      /a/b
                    /c
                  /d  x.Error: no

                  not started  sleeps.here: nobody owns it, and a call would start a service; nothing here does
                """);
        assertThat(console.run("bus", "tree", "a.b", "not.there")).isEqualTo(2);
        assertThat(console.out()).contains("1 name is not on the bus", "not.there is not on the bus: nobody owns it");
        assertThat(console.tools.calls).containsExactly("trees [] 2000", "trees [a.b, not.there] 1000");
        assertThat(console.run("bus", "tree", "-o", "yaml")).isZero();
        assertThat(console.out()).contains("silent: true");
    }

    @Test
    void nameThatOnlyTookLongIsNotSilent() {
        console.tools.bus = FakeTools.node()
                .seen(
                        BusNames.TYPE,
                        "",
                        new BusNames(
                                List.of(new BusNames.Owned("a.b", ":1.2"), new BusNames.Owned("c.d", ":1.3")),
                                List.of(),
                                List.of(),
                                ":1.42",
                                true))
                .seen(
                        BusTrees.TYPE,
                        "",
                        new BusTrees(List.of(
                                new BusTrees.Branch("a.b", ":1.2", List.of("/"), List.of(), 0, 0, Duration.ofMillis(7)),
                                new BusTrees.Branch(
                                        "c.d", ":1.3", List.of("/", "/x"), List.of(), 8, 40, Duration.ofMillis(990)))))
                .build();
        assertThat(console.run("bus", "tree")).isZero();
        assertThat(console.out())
                .startsWith(
                        "2 names answered, 1 of them not about everything in 1000 ms\n\n  c.d  :1.3  has answered 2 times, "
                                + "and not yet about 48 more of its objects: a longer --limit tells them");
        assertThat(console.run("bus", "tree", "-o", "yaml")).isZero();
        assertThat(console.out()).doesNotContain("silent: true");
    }

    @Test
    void silentBusIsNoEmptyBus() {
        console.tools.bus = FakeTools.node()
                .reading(BusNames.TYPE, "", new Reading.Silent<>(Duration.ofSeconds(1), "Hello"))
                .build();
        assertThat(console.run("bus", "list")).isEqualTo(2);
        assertThat(console.out()).isEqualTo("SILENT  the system bus: no answer in 1000 ms (Hello)\n");
        assertThat(console.run("bus", "tree")).isEqualTo(2);
        assertThat(console.out()).startsWith("SILENT  the system bus: no answer in 1000 ms (Hello)\n");
    }

    @Test
    void busNeedsAVerbBelowIt() {
        assertThat(console.run("bus")).isEqualTo(64);
        assertThat(console.err()).contains("bus needs list|tree|serial");
        assertThat(console.run("bus", "serail")).isEqualTo(64);
        assertThat(console.err()).contains("did you mean serial?");
        assertThat(console.run("bus", "serial", "--for", "2h")).isEqualTo(64);
        assertThat(console.tools.calls).isEmpty();
    }

    private static Forecast forecast(long left) {
        var stock = Stock.of(
                new Stock.Meaning("kernel.tasks", "nothing starts", "end some"),
                "tasks",
                1000 - left,
                1000,
                new Key("node-tasks", ""));
        var outlook = new Outlook(stock, FakeTools.AT, Duration.ofSeconds(10), Optional.of(new Trend(1, 0.5, 2)));
        return new Forecast(FakeTools.AT, Duration.ofSeconds(10), 13, List.of(outlook), List.of());
    }

    @Test
    void forecastSucceedsWhateverItTells() {
        console.tools.forecast = forecast(0);
        assertThat(console.run("forecast")).isZero();
        assertThat(console.out()).startsWith("SCARCE");
        assertThat(console.tools.calls).containsSubsequence("past levels", "watch 1000 10000 13", "forecast with b");
        assertThat(console.run("forecast", "--for", "60s", "--limit", "2s", "-o", "json"))
                .isZero();
        assertThat(console.tools.calls).contains("watch 2000 60000 13");
    }

    @Test
    void forecastFailsOnWhatMayEndWithinATime() {
        console.tools.forecast = forecast(600);
        assertThat(console.run("forecast", "--fail-on", "4m")).isZero();
        assertThat(console.run("forecast", "--fail-on", "5m")).isEqualTo(1);
        console.tools.forecast = forecast(0);
        assertThat(console.run("forecast", "--fail-on", "1m")).isEqualTo(1);
        assertThat(console.run("forecast", "--fail-on", "5")).isEqualTo(64);
        assertThat(console.run("forecast", "--for", "1s")).isEqualTo(64);
    }

    @Test
    void forecastOfNothingCouldNotAsk() {
        assertThat(console.run("forecast")).isEqualTo(2);
        assertThat(console.out()).startsWith("UNCLEAR");
    }

    @Test
    void healIsDryUnlessToldOtherwise() {
        assertThat(console.run("heal")).isEqualTo(1);
        assertThat(console.out()).isEqualTo("""
                DRY  would re-execute systemd 1

                  finding  systemd.deaf-on-bus
                  step     chose
                  next     add --yes
                """);
        assertThat(console.run("heal", "--yes", "-o", "json")).isEqualTo(1);
        assertThat(console.tools.calls).contains("heal false", "heal true");
    }

    @Test
    void healingCanBeLimited() {
        console.run("heal", "--only", "shim.stopped", "--not", "reexecute");
        assertThat(console.tools.calls).contains("heal false only [shim.stopped] not [reexecute]");
    }

    @Test
    void limitOfHealingThatNamesNothingIsAMistake() {
        assertThat(console.run("heal", "--only", "shim.stoped")).isEqualTo(64);
        assertThat(console.err())
                .contains("'shim.stoped' is no code that a cure answers", "shim.stopped, systemd.deaf-on-bus");
        assertThat(console.run("heal", "--not", "restart,,")).isEqualTo(64);
        assertThat(console.err()).contains("is no kind of cure", "continue, reexecute");
        assertThat(console.tools.calls).noneMatch(call -> call.startsWith("heal"));
    }

    @Test
    void healingIsRefusedWhenItsEvidenceCannotBeSaved() {
        assertThat(console.run("heal", "--yes", "--save-evidence", folder + "/missing/e.json"))
                .isEqualTo(2);
        assertThat(console.out()).startsWith("REFUSED  the evidence could not be saved\n");
        assertThat(console.tools.calls).doesNotContain("heal true");
    }

    @Test
    void aDumbTerminalGetsNoEscapeSequences() {
        console.terminal = true;
        console.variables.put("TERM", "dumb");
        console.run();
        assertThat(console.out()).startsWith("HEALTHY").doesNotContain("\u001b");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void colourNeedsATerminalThatWantsIt() {
        console.terminal = true;
        console.run();
        assertThat(console.out()).startsWith("\u001b[1;32mHEALTHY");
        assertThat(console.err()).contains("looking at this node");
        console.variables.put("NO_COLOR", "1");
        console.run();
        assertThat(console.out()).startsWith("HEALTHY");
        console.run("--color", "always", "-q");
        assertThat(console.out()).startsWith("\u001b[1;32m");
        assertThat(console.err()).isEmpty();
        console.variables.put("NO_COLOR", "");
        console.variables.put("TERM", "dumb");
        console.run();
        assertThat(console.out()).startsWith("HEALTHY");
    }

    @Test
    void theAgentGetsItsTimes() {
        assertThat(console.run("agent")).isZero();
        assertThat(console.run("agent", "--every", "1m", "--hold", "45s", "--limit", "2s"))
                .isZero();
        assertThat(console.tools.calls)
                .containsExactly("agent 10 30 1000 /127.0.0.1:20258", "agent 60 45 2000 /127.0.0.1:20258");
        assertThat(console.run("agent", "--every", "1s")).isEqualTo(64);
        assertThat(console.run("agent", "--hold", "2h")).isEqualTo(64);
        assertThat(console.run("agent", "-o", "json")).isEqualTo(64);
    }

    @Test
    void theAgentTakesSettingsFromAFileAndOptionsOverIt() throws IOException {
        var file = Files.writeString(folder.resolve("a.yaml"), "every: 20s\nhold: 40s\n");
        assertThat(console.run("agent", file.toString(), "--hold", "50s")).isZero();
        console.tools.agentFolder = folder;
        Files.writeString(folder.resolve("agent.yaml"), "limit: 3s\nlisten: off\n");
        assertThat(console.run("agent")).isZero();
        assertThat(console.tools.calls).containsExactly("agent 20 50 1000 /127.0.0.1:20258", "agent 10 30 3000");
    }

    @Test
    void settingsAreCheckedBeforeTheyCount() throws IOException {
        var file = Files.writeString(folder.resolve("a.yaml"), "every: 20s\n");
        assertThat(console.run("agent", "--check-config", file.toString(), "--hold", "50s"))
                .isZero();
        assertThat(console.out())
                .isEqualTo("every: 20s\nhold: 50s\nlimit: 1s\nlisten: 127.0.0.1:20258\ncures.codes: []\n");
        assertThat(console.run("agent", "--check-config", file.toString(), "-o", "json"))
                .isZero();
        assertThat(console.out()).contains("\"valid\": true").contains("\"every\": \"20s\"");
        Files.writeString(file, "every: 20\nhols: 3s\n");
        assertThat(console.run("agent", "--check-config", file.toString())).isEqualTo(2);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).contains(file + ":1: every: '20' is wrong").contains(file + ":2: hols is not known");
        assertThat(console.run("agent", "--check-config", file.toString(), "-o", "json"))
                .isEqualTo(2);
        assertThat(console.out()).contains("\"valid\": false").contains("\"line\": 2");
        assertThat(console.run("agent", file.toString())).isEqualTo(2);
        assertThat(console.tools.calls).isEmpty();
    }

    @Test
    void theAgentKnowsItsClusterAndLeavesItAgain() {
        assertThat(console.run("agent", "--remove", "--kubeconfig", "/etc/k.conf", "--node", "worker-1"))
                .isZero();
        assertThat(console.tools.calls)
                .containsExactly("leave Membership[kubeconfig=Optional[/etc/k.conf], node=Optional[worker-1]]");
        console.tools.removed = new Reply(403, "forbidden");
        assertThat(console.run("agent", "--remove", "--in-cluster")).isEqualTo(2);
        assertThat(console.err()).contains("403 forbidden");
        assertThat(console.run("agent", "--remove")).isEqualTo(64);
        assertThat(console.run("agent", "--in-cluster", "--kubeconfig", "/x")).isEqualTo(64);
        assertThat(console.run("agent", "--kubeconfig", "x")).isEqualTo(64);
        assertThat(console.run("agent", "--in-cluster", "--node", "a/b")).isEqualTo(64);
    }

    @Test
    void theAgentListensWhereItIsTold() {
        assertThat(console.run("agent", "--listen", "off")).isZero();
        assertThat(console.run("agent", "--listen", "[::1]:9")).isZero();
        assertThat(console.tools.calls).containsExactly("agent 10 30 1000", "agent 10 30 1000 /[0:0:0:0:0:0:0:1]:9");
        for (var wrong :
                List.of("here:1", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:99999", "::1:9", "[::1:9", ":9", "1:")) {
            assertThat(console.run("agent", "--listen", wrong)).as(wrong).isEqualTo(64);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "diagnose --help", "heal -h", "--version", "chain --help"})
    void helpTouchesNothing(String line) {
        assertThat(console.run(line.split(" "))).isZero();
        assertThat(console.out()).startsWith("nodethaw ");
        assertThat(console.out().lines()).allSatisfy(text -> assertThat(text).hasSizeLessThan(120));
        assertThat(console.tools.calls).isEmpty();
    }

    @Test
    void aReaderThatHasGoneIsNoError() {
        var closed = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        var err = new PrintStream(OutputStream.nullOutputStream());
        var cli = new Cli(console.tools, new Console(InputStream.nullInputStream(), closed, err, console), "0.0");
        assertThat(cli.run()).isZero();
        stall();
        assertThat(cli.run()).isEqualTo(1);
    }
}

package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folders follow the data flow: this fails when a dependency points the wrong way. Its second half tests the checks. */
class LayoutTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", "."));
    private static final String PAGE = "/** A folder. */\n@NullMarked\npackage io.nodethaw.x;\n";

    @Test
    void sourcesKeepToTheLayout() throws IOException {
        var folder = ROOT.resolve("src/main/java/io/nodethaw");
        var sources = new TreeMap<String, String>();
        for (var file : files(folder, ".java")) {
            sources.put(folder.relativize(file).toString(), Files.readString(file));
        }
        assertThat(sources).containsKeys("Main.java", "evidence/package-info.java");
        var violations = SourceLayout.violations(sources);
        assertThat(violations).as(SourceLayout.listed(violations)).isEmpty();
    }

    /** The number of the first process is a constant of {@link io.nodethaw.evidence.ProcessTable}. */
    @Test
    void pidOneHasOneName() throws IOException {
        var another = Pattern.compile(
                "static final int (?:INIT|PID_ONE|SYSTEMD) = 1;|\\bpid(?:\\(\\))? [!=]= 1\\b|\\bproc\\(1,");
        var found = new ArrayList<String>();
        for (var file : files(ROOT.resolve("src/main/java/io/nodethaw"), ".java")) {
            if (!file.endsWith("evidence/ProcessTable.java")
                    && another.matcher(Files.readString(file)).find()) {
                found.add(file.toString());
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void whatJudgesTouchesNothing() throws IOException {
        var classes = new ArrayList<byte[]>();
        for (var file : files(ROOT.resolve("target/classes"), ".class")) {
            classes.add(Files.readAllBytes(file));
        }
        assertThat(classes).isNotEmpty();
        var violations = ClassLayout.violations(classes);
        assertThat(violations).as(SourceLayout.listed(violations)).isEmpty();
    }

    @Test
    void onlyActsAndCanariesChangeANode() throws IOException {
        var classes = new ArrayList<byte[]>();
        for (var file : files(ROOT.resolve("target/classes"), ".class")) {
            classes.add(Files.readAllBytes(file));
        }
        assertThat(EngineLayout.gone(classes)).isEmpty();
        var violations = EngineLayout.violations(classes);
        assertThat(violations).as(SourceLayout.listed(violations)).isEmpty();
    }

    @Test
    void everyRowOfTheTableIsAFolderThatExists() {
        var folder = ROOT.resolve("src/main/java/io/nodethaw");
        assertThat(SourceLayout.rows()).allMatch(row -> row.endsWith("/*") || Files.isDirectory(folder.resolve(row)));
    }

    @Test
    void theArchitecturePageNamesEveryFolderAndAllThatAsks() throws IOException {
        var page = Files.readString(ROOT.resolve("../docs/architecture.md"));
        for (var row : SourceLayout.rows()) {
            var top = row.split("/")[0];
            assertThat(page).as(row).contains("\n| `" + top + "` |");
        }
        var collect = page.lines()
                .filter(line -> line.startsWith("| `collect` |"))
                .findFirst()
                .orElseThrow();
        try (var folders = Files.list(ROOT.resolve("src/main/java/io/nodethaw/collect"))) {
            assertThat(folders.filter(Files::isDirectory).map(folder -> "`" + folder.getFileName() + "`"))
                    .allMatch(collect::contains);
        }
    }

    @Test
    void everyDecisionHasANumberOfItsOwn() throws IOException {
        try (var decisions = Files.list(ROOT.resolve("../docs/decisions"))) {
            assertThat(decisions.map(
                            decision -> decision.getFileName().toString().split("-")[0]))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void noHopReadsDumps() {
        assertThat(check("hop/runc/RuncHop.java", "import io.nodethaw.dump.GoroutineDumps;"))
                .containsExactly("hop/runc/RuncHop.java: hop/runc must not use dump");
        assertThat(check("format/goroutines/Dump.java", "import io.nodethaw.dump.GoroutineDumps;"))
                .isEmpty();
    }

    @Test
    void evidenceImportsNothingOfOurs() {
        assertThat(check("evidence/Key.java", "import io.nodethaw.wait.Edge;"))
                .containsExactly("evidence/Key.java: evidence must not use wait");
    }

    @Test
    void collectMayUseEvidenceAndItsOwnFolders() {
        assertThat(check("collect/proc/Bus.java", "import io.nodethaw.evidence.Key;\nimport io.nodethaw.collect.Host;"))
                .isEmpty();
        assertThat(check("collect/proc/Bus.java", "import static io.nodethaw.hop.Hop.*;"))
                .containsExactly("collect/proc/Bus.java: collect must not use hop");
    }

    @Test
    void protocolsKnowNoFactAndNobodyWhoAsks() {
        assertThat(check("collect/wire/dbus/Bus.java", "import io.nodethaw.collect.Deadline;"))
                .isEmpty();
        assertThat(check("collect/wire/dbus/Bus.java", "import io.nodethaw.evidence.Key;"))
                .containsExactly("collect/wire/dbus/Bus.java: collect/wire must not use evidence");
        assertThat(check("collect/wire/dbus/Bus.java", "import io.nodethaw.collect.memory.ProcessMemory;"))
                .containsExactly("collect/wire/dbus/Bus.java: collect/wire must not use collect/memory");
        assertThat(check("collect/proc/Stat.java", "import io.nodethaw.collect.wire.dbus.MethodCall;"))
                .containsExactly("collect/proc/Stat.java: collect must not use collect/wire");
        assertThat(check("hop/dbus/Probe.java", "import io.nodethaw.collect.wire.dbus.MethodCall;"))
                .isEmpty();
    }

    @Test
    void noFloorOfTheWaitGraphUsesOneAbove() {
        assertThat(check("wait/NodeView.java", "import io.nodethaw.wait.kernel.StopEdges;"))
                .containsExactly("wait/NodeView.java: wait must not use wait/kernel");
        assertThat(check("wait/kernel/StopEdges.java", "import io.nodethaw.wait.go.GoJoins;"))
                .containsExactly("wait/kernel/StopEdges.java: wait/kernel must not use wait/go");
        assertThat(check(
                        "wait/go/GoJoins.java",
                        "import io.nodethaw.wait.kernel.StopEdges;\nimport io.nodethaw.wait.NodeView;"))
                .isEmpty();
        assertThat(check("analysis/Rule.java", "import io.nodethaw.wait.go.GoJoins;"))
                .isEmpty();
    }

    @Test
    void aHopNeverUsesAnotherHop() {
        assertThat(check("hop/runc/RuncHop.java", "import io.nodethaw.hop.Hop;\nimport io.nodethaw.hop.runc.Runc;"))
                .isEmpty();
        assertThat(check("hop/runc/RuncHop.java", "import io.nodethaw.hop.shim.ShimHop;"))
                .containsExactly("hop/runc/RuncHop.java: hop/runc must not use hop/shim");
        assertThat(check("hop/Chain.java", "import io.nodethaw.hop.shim.ShimHop;"))
                .containsExactly("hop/Chain.java: hop must not use hop/shim");
    }

    @Test
    void aLookKnowsNoSingleHop() {
        assertThat(check("look/Look.java", "import io.nodethaw.hop.Hop;")).isEmpty();
        assertThat(check("look/Look.java", "import io.nodethaw.hop.shim.ShimHop;"))
                .containsExactly("look/Look.java: look must not use hop/shim");
    }

    @Test
    void aLookKnowsNoSingleWayOfReading() {
        assertThat(check(
                        "look/Readers.java",
                        "import io.nodethaw.collect.Host;\nimport io.nodethaw.collect.source.Sources;"))
                .isEmpty();
        assertThat(check("look/Readers.java", "import io.nodethaw.collect.proc.Proc;"))
                .containsExactly("look/Readers.java: a look reads through its sources only");
    }

    @Test
    void aFullNameIsSeenWithoutAnImport() {
        assertThat(check("report/Text.java", "class Text { io.nodethaw.heal.Action action; }"))
                .containsExactly("report/Text.java: report must not use heal");
    }

    @Test
    void commentsAndStringsAreNoUse() {
        var text =
                "/** See {@link io.nodethaw.heal.Action}. */ // io.nodethaw.heal.Action\nString s = \"io.nodethaw.heal.A\";";
        assertThat(check("report/Text.java", text)).isEmpty();
    }

    @Test
    void nobodyButTheRootUsesTheRootOrAnUnknownFolder() {
        assertThat(check("cli/Help.java", "import io.nodethaw.Main;"))
                .containsExactly("cli/Help.java: cli must not use the root package");
        assertThat(check("util/Strings.java", "class Strings {}"))
                .contains("util/Strings.java: util is not in the table of who may use whom");
        assertThat(check("cli/Help.java", "import io.nodethaw.cluster.Page;"))
                .containsExactly("cli/Help.java: cli must not use cluster");
        assertThat(check("agent/Agent.java", "import io.nodethaw.heal.Engine;"))
                .containsExactly("agent/Agent.java: agent must not use heal");
    }

    @Test
    void aLongFileIsRefused() {
        assertThat(check("wait/Edge.java", "\n".repeat(351)))
                .containsExactly("wait/Edge.java: 351 lines, the most is 350");
        assertThat(check("wait/Edge.java", "\n".repeat(350))).isEmpty();
    }

    @Test
    void onlyMainEndsTheProgram() {
        assertThat(check("cli/Help.java", "System.exit(1);"))
                .containsExactly("cli/Help.java: only Main ends the program");
        assertThat(check("cli/Help.java", "Runtime.getRuntime()\n  .halt(1);"))
                .containsExactly("cli/Help.java: only Main ends the program");
        assertThat(SourceLayout.violations(
                        Map.of("Main.java", "Runtime.getRuntime().halt(0);", "package-info.java", PAGE)))
                .isEmpty();
    }

    @Test
    void aPatternMayNotTakeStackForEachTimeRound() {
        assertThat(check("wait/Edge.java", "Pattern.compile(\"(?:a|b)*c\");"))
                .containsExactly(
                        "wait/Edge.java: a group repeated without end must be possessive, or long input overflows the stack: \"(?:a|b)*c\"");
        assertThat(check("wait/Edge.java", "Pattern.compile(\"(?:a|b){1,8000}c\");"))
                .hasSize(1);
        assertThat(check("wait/Edge.java", "Pattern.compile(\"(?:a|b)*+c[()+](x){1,9}\\\\(.*\\\\)+\");"))
                .isEmpty();
    }

    @Test
    void aFolderWithoutAPageIsRefused() {
        assertThat(SourceLayout.violations(Map.of("wait/Edge.java", "")))
                .containsExactly("wait/package-info.java: missing, or not @NullMarked");
        assertThat(SourceLayout.violations(Map.of("wait/package-info.java", "/** @NullMarked */ package x;")))
                .containsExactly("wait/package-info.java: missing, or not @NullMarked");
    }

    @Test
    void aRuleThatReadsAFileIsRefused() {
        assertThat(compiled(
                        "io.nodethaw.hop.x.Bad",
                        "class Bad implements io.nodethaw.analysis.CauseRule {"
                                + " public java.util.List<io.nodethaw.analysis.Cause> judge(io.nodethaw.wait.NodeView v,"
                                + " java.util.List<io.nodethaw.analysis.Finding> f) {"
                                + " return new java.io.File(\"/proc\").exists() ? null : null; } }"))
                .containsExactly("io/nodethaw/hop/x/Bad: is pure and must not use java/io/File");
    }

    @Test
    void aClockHiddenInALambdaOrNestedClassIsSeen() {
        var clock = "static final java.util.function.Supplier<java.time.Instant> NOW = java.time.Instant::now;";
        assertThat(compiled("io.nodethaw.wait.Sly", "class Sly { " + clock + " }"))
                .containsExactly("io/nodethaw/wait/Sly: is pure and must not use java/time/Instant.now");
        assertThat(compiled(
                        "io.nodethaw.hop.x.Outer",
                        "class Outer { static class In { long t() { return System.nanoTime(); } }"
                                + " interface Pure extends io.nodethaw.wait.EdgeSource {} }"))
                .containsExactly("io/nodethaw/hop/x/Outer$In: is pure and must not use java/lang/System.nanoTime");
    }

    @Test
    void libraryOfGoroutinesOpensNothingAndKnowsNoHost() {
        assertThat(compiled("io.nodethaw.golang.Live", "class Live { long now() { return System.nanoTime(); } }"))
                .containsExactly(
                        "io/nodethaw/golang/Live: reads what it is given and must not use java/lang/System.nanoTime");
        assertThat(compiled(
                        "io.nodethaw.golang.Own",
                        "class Own { java.io.InputStream data() { return Own.class.getResourceAsStream(\"x\"); } }"))
                .isEmpty();
        assertThat(check("golang/Live.java", "import io.nodethaw.collect.Host;"))
                .containsExactly("golang/Live.java: golang must not use collect");
        assertThat(check("collect/proc/Live.java", "import io.nodethaw.golang.GoProcess;"))
                .containsExactly("collect/proc/Live.java: collect must not use golang");
    }

    @Test
    void whatDoesNotJudgeMayReadTheClock() {
        assertThat(compiled("io.nodethaw.hop.x.Probe", "class Probe { long t() { return System.nanoTime(); } }"))
                .isEmpty();
    }

    @Test
    void theEngineNamesNobody() {
        assertThat(engine("io.nodethaw.heal.Bad", "class Bad { String code() { return \"systemd.deaf-on-bus\"; } }"))
                .containsExactly("io/nodethaw/heal/Bad: the engine must not name systemd");
        assertThat(engine("io.nodethaw.heal.Bad", "class Bad { boolean restartDockerd() { return true; } }"))
                .containsExactly("io/nodethaw/heal/Bad: the engine must not name dockerd");
        assertThat(engine("io.nodethaw.heal.Fine", "class Fine { String s() { return \"truncated, an init\"; } }"))
                .isEmpty();
        assertThat(engine("io.nodethaw.hop.systemd.Fine", "class Fine { String s() { return \"systemd\"; } }"))
                .isEmpty();
    }

    @Test
    void aProbeThatChangesTheNodeIsRefused() {
        assertThat(engine("io.nodethaw.hop.shim.Bad", SIGNALS.replace("CLASS", "class Bad")))
                .containsExactly(
                        "io/nodethaw/hop/shim/Bad: only an act or a canary may use io/nodethaw/collect/socket/Signals.send");
        assertThat(
                        engine(
                                "io.nodethaw.hop.shim.Bad",
                                "class Bad { void f() throws java.io.IOException {"
                                        + " java.nio.file.Files.writeString(java.nio.file.Path.of(\"cgroup.freeze\"), \"0\"); } }"))
                .containsExactly(
                        "io/nodethaw/hop/shim/Bad: only an act or a canary may use java/nio/file/Files.writeString");
        assertThat(engine("io.nodethaw.look.Bad", "class Bad { String call() { return \"RestartUnit\"; } }"))
                .containsExactly("io/nodethaw/look/Bad: only an act or a canary may use RestartUnit");
    }

    @Test
    void aHopThatMakesSystemCallsIsRefused() {
        assertThat(engine(
                        "io.nodethaw.hop.shim.Bad",
                        "class Bad { void f() throws java.io.IOException { new io.nodethaw.collect.socket.SystemCalls().call("
                                + "io.nodethaw.collect.socket.SystemCalls.Name.KILL, 1, 9, 0); } }"))
                .containsExactlyInAnyOrder(
                        "io/nodethaw/hop/shim/Bad: only an act or a canary may use io/nodethaw/collect/socket/SystemCalls.call",
                        "io/nodethaw/hop/shim/Bad: only an act or a canary may use"
                                + " io/nodethaw/collect/socket/SystemCalls$Name.KILL");
    }

    @Test
    void whatAsksMayMakeSystemCallsButSendNoSignalsAndStartNoPrograms() {
        var kernel =
                "class Bad { void f() throws java.io.IOException { new io.nodethaw.collect.socket.SystemCalls().call("
                        + "io.nodethaw.collect.socket.SystemCalls.Name.NAME, 1, 9, 0); } }";
        assertThat(engine("io.nodethaw.collect.proc.Bad", kernel.replace("NAME", "STATFS")))
                .isEmpty();
        assertThat(engine("io.nodethaw.collect.proc.Bad", kernel.replace("NAME", "PIDFD_SEND_SIGNAL")))
                .containsExactly("io/nodethaw/collect/proc/Bad: only an act or a canary may use"
                        + " io/nodethaw/collect/socket/SystemCalls$Name.PIDFD_SEND_SIGNAL");
        var starts =
                "class NAME { void f() throws java.io.IOException { new ProcessBuilder(\"journalctl\").start().destroyForcibly(); } }";
        assertThat(engine("io.nodethaw.collect.journal.Bad", starts.replace("NAME", "Bad")))
                .containsExactlyInAnyOrder(
                        "io/nodethaw/collect/journal/Bad: only an act or a canary may use java/lang/ProcessBuilder",
                        "io/nodethaw/collect/journal/Bad: only an act or a canary may use java/lang/Process.destroyForcibly");
        assertThat(
                        engine(
                                "io.nodethaw.look.Bad",
                                "class Bad { Object o(io.nodethaw.collect.Host host) {"
                                        + " return new io.nodethaw.collect.child.ReaderChild(java.util.List.of(\"kill\"), host); } }"))
                .containsExactly("io/nodethaw/look/Bad: only an act or a canary may use"
                        + " io/nodethaw/collect/child/ReaderChild.<init>");
        assertThat(engine("io.nodethaw.collect.journal.Journalctl", starts.replace("NAME", "Journalctl")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SetUnitProperties",
                "EnqueueUnitJob",
                "QueueSignalUnit",
                "ReloadOrTryRestartUnit",
                "StartUnitReplace",
                "CleanUnit",
                "MountImageUnit",
                "SoftReboot",
                "UnsetAndSetEnvironment",
                "AbandonScope",
                "DisableUnitFilesWithFlags",
                "containerd.services.tasks.v1.Tasks/Kill",
                "/containerd.services.containers.v1.Containers/Delete",
                "/containerd.services.snapshots.v1.Snapshots/Remove",
                "containerd.task.v2.Task/Shutdown",
                "/runtime.v1.RuntimeService/StopContainer",
                "RuntimeService/UpdateContainerResources",
                "ImageService/PullImage"
            })
    void textThatCallsWhatChangesSomethingIsRefused(String method) {
        assertThat(engine("io.nodethaw.hop.shim.Bad", "class Bad { String call() { return \"" + method + "\"; } }"))
                .containsExactly("io/nodethaw/hop/shim/Bad: only an act or a canary may use " + method);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GetUnit",
                "ListUnitsByPatterns",
                "GetUnitFileState",
                "containerd.services.tasks.v1.Tasks/Get",
                "containerd.task.v2.Task/State",
                "/containerd.services.version.v1.Version/Version",
                "RuntimeService/ListPodSandbox",
                "ImageService/ImageStatus"
            })
    void textThatOnlyAsksIsNot(String method) {
        assertThat(engine("io.nodethaw.hop.shim.Fine", "class Fine { String call() { return \"" + method + "\"; } }"))
                .isEmpty();
    }

    @Test
    void nameOfAMethodThatIsAWordCountsWhereAProtocolIsSpoken() {
        var kill = "class Bad { String call() { return \"Kill\"; } Object wire() { return PROTOCOL; } }";
        assertThat(engine("io.nodethaw.hop.shim.Bad", kill.replace("PROTOCOL", "null")))
                .isEmpty();
        assertThat(engine(
                        "io.nodethaw.hop.shim.Bad",
                        kill.replace(
                                "PROTOCOL",
                                "io.nodethaw.collect.wire.dbus.MethodCall.method(null, null, null, \"Kill\")")))
                .containsExactly("io/nodethaw/hop/shim/Bad: only an act or a canary may use Kill");
    }

    @Test
    void anActAndItsHelperMayChangeTheNode() {
        var act = "abstract class End implements io.nodethaw.remedy.Aftercare";
        assertThat(engine("io.nodethaw.hop.shim.End", SIGNALS.replace("CLASS", act)))
                .isEmpty();
        assertThat(
                        engine(
                                "io.nodethaw.hop.shim.End",
                                SIGNALS.replace("CLASS", "class Helper")
                                        + "abstract class End implements io.nodethaw.remedy.Aftercare { Helper helper; Object o() { return new Helper(); } }"))
                .isEmpty();
        assertThat(engine(
                        "io.nodethaw.hop.shim.End",
                        SIGNALS.replace("CLASS", "class Helper")
                                + "abstract class End implements io.nodethaw.remedy.Aftercare { Object o() { return new Helper(); } }"
                                + "class Probe { Object o() { return new Helper(); } }"))
                .containsExactly(
                        "io/nodethaw/hop/shim/Helper: only an act or a canary may use io/nodethaw/collect/socket/Signals.send");
    }

    @Test
    void onlyTheEngineHasThingsDone() {
        var body = " { String f(io.nodethaw.remedy.Remedy remedy) throws java.io.IOException {"
                + " return remedy.perform(null, null, null); } }";
        assertThat(engine("io.nodethaw.hop.shim.Bad", "class Bad" + body))
                .containsExactly("io/nodethaw/hop/shim/Bad: only heal may have io/nodethaw/remedy/Remedy.perform done");
        assertThat(engine("io.nodethaw.heal.Fine", "class Fine" + body)).isEmpty();
    }

    private static final String SIGNALS =
            "CLASS { void f(io.nodethaw.collect.socket.Signals s) throws java.io.IOException {"
                    + " s.send(1, 1, 9); } }";

    /** Checked together with the classes of the contract, which are needed to recognise an act. */
    private static List<String> engine(String name, String text) {
        int dot = name.lastIndexOf('.');
        var classes = new ArrayList<>(Compiled.of(name, "package " + name.substring(0, dot) + ";\n" + text));
        try {
            for (var file : files(ROOT.resolve("target/classes/io/nodethaw"), ".class")) {
                if (file.toString()
                        .matches(".*/(remedy/.*|hop/[a-z]+/package-info.class|hop/[a-z]+/[A-Z][a-z]+Hop.class)")) {
                    classes.add(Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return EngineLayout.violations(classes);
    }

    /** The violations of one file in a folder that has its package-info. */
    private static List<String> check(String path, String text) {
        var page = path.substring(0, path.lastIndexOf('/') + 1) + "package-info.java";
        return SourceLayout.violations(Map.of(path, text, page, PAGE));
    }

    private static List<String> compiled(String name, String text) {
        int dot = name.lastIndexOf('.');
        return ClassLayout.violations(Compiled.of(name, "package " + name.substring(0, dot) + ";\n" + text));
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(end)).toList();
        }
    }
}

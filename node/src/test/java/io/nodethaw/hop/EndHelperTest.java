package io.nodethaw.hop;

import static io.nodethaw.wait.GoroutineWords.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Root;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.ProcessEvidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EndHelperTest {
    private static final String OWN = "/system.slice/containerd.service";

    private final WholeNode here = new WholeNode();
    private final EndHelper remedy = new EndHelper("cri.end-plugin", "cri.network-plugin-overdue", "a risk");

    private ProcessEvidence plugin() {
        here.containerd.mountNamespace(1);
        var plugin = here.node
                .child(here.containerd, 61, "calico")
                .aged(Duration.ofMinutes(11))
                .mountNamespace(1)
                .still();
        var waiter = new Goroutine(
                7,
                "syscall",
                -1,
                false,
                List.of(
                        frame("os.(*Process).Wait", "0x1"),
                        frame("github.com/containernetworking/cni/pkg/invoke.(*RawExec).ExecPlugin", "0x1")),
                Optional.empty(),
                Optional.of(new Goroutine.Blocked.InCall(0)),
                List.of());
        here.node.says(Goroutines.TYPE, "60", GoroutineWords.of(here.containerd, waiter));
        return plugin;
    }

    private Diagnosis look() {
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        return new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
    }

    private static NodesOwn read(ProcessEvidence of, int parent, String comm, char state, String group, long pids) {
        int pid = of.pid();
        return new NodesOwn(
                new Reading.Seen<>(new ProcessTable.Entry(
                        pid, parent, comm, state, of.vertex().startTicks(), 0, 0)),
                new Reading.Seen<>(new Tasks(pid, List.of(new Tasks.Task(pid, comm, state, "", 0, 1, 1)))),
                new Reading.Seen<>(new Freeze(pid, List.of(":" + group), Optional.empty())),
                new Reading.Seen<>(new Freeze(1, List.of(":/init.scope"), Optional.empty())),
                new Namespaces(pid, 4, pids, 6),
                new Namespaces(1, 4, 5, 6));
    }

    private NodesOwn daemon(String group) {
        return read(here.containerd, 1, "containerd", 'S', group, 5);
    }

    private List<String> refusals(NodesOwn helper, NodesOwn daemon) {
        var target = Target.of(here.node.process(61).vertex(), "calico 61");
        return EndHelper.checks(
                        target,
                        new EndHelper.Line(Target.of(here.containerd.vertex(), "containerd 60"), List.of()),
                        new EndHelper.Read(helper, List.of(), daemon),
                        look())
                .stream()
                .flatMap(check -> check.refusal().stream())
                .toList();
    }

    @Test
    void helperThatItsDaemonWaitsForIsEnded() {
        var plugin = plugin();
        var now = look();
        var root = now.verdict().roots().getFirst();
        assertThat(root.finding().orElseThrow().code()).isEqualTo("cri.network-plugin-overdue");
        assertThat(remedy.target(now, root)).contains(Target.of(plugin.vertex(), "calico 61"));
        assertThat(refusals(read(plugin, 60, "calico", 'S', "/system.slice/run-r1.scope", 5), daemon(OWN)))
                .as("systemd-run puts mount into a scope of its own")
                .isEmpty();
    }

    @Test
    void helperThatHasLostItsDaemonIsLeftAlone() {
        assertThat(refusals(read(plugin(), 1, "calico", 'S', OWN, 5), daemon(OWN)))
                .containsExactly("calico 61 is not, or not any more, run by containerd 60: who started it decides");
    }

    @Test
    void processInAContainerIsNoHelper() {
        assertThat(refusals(read(plugin(), 60, "calico", 'S', OWN, 77), daemon(OWN)))
                .singleElement()
                .asString()
                .contains("who started it decides");
    }

    @Test
    void daemonOfATenantIsItsOwnersMatter() {
        assertThat(refusals(read(plugin(), 60, "calico", 'S', OWN, 5), daemon("/kubepods/pod1/c0ffee")))
                .singleElement()
                .asString()
                .contains("containerd 60 is in no service of the node");
    }

    @Test
    void helperWithAChildIsNotTheLastInItsChain() {
        var plugin = plugin();
        here.node.child(plugin, 62, "host-local");
        assertThat(refusals(read(plugin, 60, "calico", 'S', OWN, 5), daemon(OWN)))
                .singleElement()
                .asString()
                .contains("itself waits for host-local 62");
    }

    /** As mount.nfs is run by mount, and that by a driver. */
    @Test
    void whatAPlugInWaitsForIsEndedInItsPlace() {
        var plugin = plugin().blockedIn("wait4", 62);
        var last = here.node
                .child(plugin, 62, "host-local")
                .aged(Duration.ofMinutes(11))
                .mountNamespace(1)
                .still();
        var now = look();
        var root = now.verdict().roots().getFirst();
        assertThat(root.name()).isEqualTo("calico 61");
        assertThat(root.finding().orElseThrow().code()).isEqualTo("cri.network-plugin-overdue");
        var target = remedy.target(now, root).orElseThrow();
        assertThat(target).isEqualTo(Target.of(last.vertex(), "host-local 62"));
        var line = new EndHelper.Line(
                Target.of(here.containerd.vertex(), "containerd 60"), List.of(Target.of(plugin.vertex(), "calico 61")));
        assertThat(EndHelper.checks(
                        target,
                        line,
                        new EndHelper.Read(
                                read(last, 61, "host-local", 'S', OWN, 5),
                                List.of(read(plugin, 60, "calico", 'S', OWN, 5)),
                                daemon(OWN)),
                        now))
                .allMatch(check -> check.refusal().isEmpty());
        assertThat(EndHelper.checks(
                                target,
                                line,
                                new EndHelper.Read(
                                        read(last, 61, "host-local", 'S', OWN, 5),
                                        List.of(read(plugin, 1, "calico", 'S', OWN, 5)),
                                        daemon(OWN)),
                                now)
                        .stream()
                        .flatMap(check -> check.refusal().stream()))
                .singleElement()
                .asString()
                .contains("not any more, run by containerd 60");
    }

    @Test
    void helperInTheKernelAndOneThatMendsAFileSystemAreLeftAlone() {
        assertThat(refusals(read(plugin(), 60, "mount.nfs", 'D', OWN, 5), daemon(OWN)))
                .singleElement()
                .asString()
                .contains("does not sleep, or is held in the kernel");
        assertThat(refusals(read(plugin(), 60, "fsck.ext4", 'S', OWN, 5), daemon(OWN)))
                .containsExactly("calico 61 may leave a file system half mended: look at it first");
    }

    @Test
    void onlyTheHelperThatWasDiagnosedIsEndedAndNoTracedOne() {
        var target = Target.of(plugin().vertex(), "calico 61");
        var line = new EndHelper.Line(Target.of(here.containerd.vertex(), "containerd 60"), List.of());
        var now = look();
        Function<NodesOwn, List<Check>> checks =
                helper -> EndHelper.checks(target, line, new EndHelper.Read(helper, List.of(), daemon(OWN)), now);
        ReadBefore.of(target, 60).mustBeTheSame(checks).mustBeUntraced(checks);
    }

    @Test
    void helperOfADaemonThatWasStartedAnewMeanwhileIsNotEnded() {
        var plugin = plugin();
        var containerd = Target.of(here.containerd.vertex(), "containerd 60");
        var now = look();
        ReadBefore.of(containerd, 1)
                .mustBeTheSame(daemon -> EndHelper.checks(
                        Target.of(plugin.vertex(), "calico 61"),
                        new EndHelper.Line(containerd, List.of()),
                        new EndHelper.Read(read(plugin, 60, "calico", 'S', OWN, 5), List.of(), daemon),
                        now));
    }

    @Test
    void helperWhoseDeadChildIsNotReapedHasNone() {
        var plugin = plugin();
        here.node.child(plugin, 62, "host-local").state('Z');
        assertThat(refusals(read(plugin, 60, "calico", 'S', OWN, 5), daemon(OWN)))
                .isEmpty();
    }

    @Test
    void orphanedHelperIsNotTreated() {
        here.node.child(here.systemd, 61, "calico").aged(Duration.ofMinutes(11)).still();
        var now = look();
        var root =
                new Root(here.node.process(61).vertex(), "calico 61", "", List.of(), Optional.empty(), List.of(), true);
        assertThat(remedy.target(now, root)).isEmpty();
    }

    @Test
    void helperThatNoDaemonRunsAnyMoreIsLeftAlone() {
        here.node.child(here.systemd, 61, "calico").aged(Duration.ofMinutes(11)).still();
        var target = Target.of(here.node.process(61).vertex(), "calico 61");
        assertThat(remedy.checks(NoAccess.any(), target, look()).stream().flatMap(check -> check.refusal().stream()))
                .containsExactly("no daemon runs calico 61 any more: diagnose again");
    }

    @Test
    void endIsOfferedOnlyForTheLastOfAChain() {
        var plugin = plugin();
        var target = Target.of(plugin.vertex(), "calico 61");
        here.node.says(Freeze.TYPE, "60", new Freeze(60, List.of(":" + OWN), Optional.empty()));
        assertThat(remedy.offered(look(), target)).isTrue();
        here.node.child(plugin, 62, "host-local");
        assertThat(remedy.offered(look(), target)).isFalse();
    }
}

package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Root;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.hop.containerd.ContainerdAnswer;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIGCONT, and what has to hold of a process that something is done to. */
class ContinueStoppedTest {
    private static final Target CONTAINERD = new Target(60, 500, "containerd 60");
    private static final ContinueStopped REMEDY = ContinueStopped.of("containerd");

    private final WholeNode here = new WholeNode();

    private Diagnosis look() {
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        return new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
    }

    private Optional<Target> target() {
        here.node.silent(ContainerdAnswer.TYPE, WholeNode.CONTAINERD);
        var now = look();
        return REMEDY.target(now, now.verdict().roots().getFirst());
    }

    @Test
    void stoppedProcessIsTreated() {
        here.containerd.stopped();
        assertThat(target()).contains(Target.of(here.containerd.vertex(), "containerd 60"));
        assertThat(REMEDY.answers()).containsExactly("containerd.stopped");
    }

    @Test
    void tracedProcessIsNot() {
        here.node.process(300, "gdb").still();
        here.containerd.tracedBy(300);
        assertThat(target()).isEmpty();
    }

    @Test
    void processThatIsStoppedInAFrozenGroupIsNot() {
        here.containerd.stopped().frozenIn("/system.slice/containerd.service");
        assertThat(target()).isEmpty();
    }

    private static Reading<ProcessTable.Entry> entry(long start, char state) {
        return new Reading.Seen<>(new ProcessTable.Entry(60, 1, "containerd", state, start, 0, 0));
    }

    private static Reading<Tasks> tasks(Tasks.Task... tasks) {
        return new Reading.Seen<>(new Tasks(60, List.of(tasks)));
    }

    private static Tasks.Task task(int tid, char state, int tracer) {
        return new Tasks.Task(tid, "containerd", state, "", tracer, 1, 1);
    }

    private static Reading<Freeze> groups(String path) {
        return new Reading.Seen<>(new Freeze(60, List.of(":" + path), Optional.empty()));
    }

    private static final Reading<Freeze> TOP = groups("/init.scope");
    private static final Reading<Freeze> GROUP = groups("/system.slice/containerd.service");
    private static final Namespaces OF_INIT = new Namespaces(1, 4, 5, 6);
    private static final Namespaces OURS = new Namespaces(60, 4, 5, 6);
    private static final Reading<Tasks> STOPPED = tasks(task(60, 'T', 0), task(61, 'T', 0));

    private static final NodesOwn FINE = new NodesOwn(entry(500, 'T'), STOPPED, GROUP, TOP, OURS, OF_INIT);

    private static List<String> refusals(NodesOwn read) {
        return ContinueStopped.checks(CONTAINERD, read).stream()
                .flatMap(check -> check.refusal().stream())
                .toList();
    }

    @Test
    void allHoldsOfAStoppedDaemon() {
        assertThat(refusals(FINE)).isEmpty();
    }

    @Test
    void anotherProcessWithItsPidIsNotTouched() {
        assertThat(refusals(new NodesOwn(entry(501, 'T'), STOPPED, GROUP, TOP, OURS, OF_INIT)))
                .containsExactly("containerd 60 has ended meanwhile: diagnose again");
        assertThat(refusals(new NodesOwn(new Reading.NotAsked<>("gone"), STOPPED, GROUP, TOP, OURS, OF_INIT)))
                .containsExactly("containerd 60 could not be read, or has ended: diagnose again");
    }

    @Test
    void processWithATracerIsNotTouchedThoughItIsStopped() {
        var traced = tasks(task(60, 'T', 0), task(61, 'T', 300));
        assertThat(refusals(new NodesOwn(entry(500, 'T'), traced, GROUP, TOP, OURS, OF_INIT)))
                .singleElement()
                .asString()
                .startsWith("process 300 traces containerd 60");
    }

    @Test
    void processWhoseThreadsCannotBeReadIsNotTouched() {
        assertThat(refusals(new NodesOwn(entry(500, 'T'), new Reading.Failed<>("no"), GROUP, TOP, OURS, OF_INIT)))
                .containsExactly(
                        "could not read whether somebody traces containerd 60",
                        "containerd 60 is not stopped any more, or not whole: diagnose again");
    }

    @Test
    void processThatRunsAgainIsNotTouched() {
        var runs = tasks(task(60, 'T', 0), task(61, 'S', 0));
        assertThat(refusals(new NodesOwn(entry(500, 'S'), runs, GROUP, TOP, OURS, OF_INIT)))
                .containsExactly("containerd 60 is not stopped any more, or not whole: diagnose again");
    }

    @Test
    void processOfAContainerIsNotTouched() {
        assertThat(refusals(new NodesOwn(entry(500, 'T'), STOPPED, GROUP, TOP, new Namespaces(60, 4, 50, 6), OF_INIT)))
                .singleElement()
                .asString()
                .contains("is in a container, whose owner decides");
    }

    @Test
    void processWhoseNamespacesOrGroupsCannotBeReadIsNotTouched() {
        var unread = List.of(
                new NodesOwn(entry(500, 'T'), STOPPED, GROUP, TOP, new Namespaces(60, 0, 0, 0), OF_INIT),
                new NodesOwn(entry(500, 'T'), STOPPED, GROUP, TOP, OURS, new Namespaces(1, 0, 0, 0)),
                new NodesOwn(entry(500, 'T'), STOPPED, new Reading.Failed<>("no"), TOP, OURS, OF_INIT),
                new NodesOwn(entry(500, 'T'), STOPPED, GROUP, new Reading.Failed<>("no"), OURS, OF_INIT));
        assertThat(unread)
                .allSatisfy(read -> assertThat(refusals(read))
                        .containsExactly("could not read whether containerd 60 is the node's own or a container's"));
    }

    @ParameterizedTest
    @CsvSource({
        "/system.slice/containerd.service, /init.scope, containerd.service",
        "/system.slice/system-acme.slice/acme@1.service, /init.scope, acme@1.service",
        "/runtime.slice/crio.service, /init.scope, crio.service",
        "/docker/c0ffee/system.slice/kubelet.service, /docker/c0ffee/init.scope, kubelet.service",
        "/system.slice/dbus.service, /, dbus.service",
        // containers, pods, users and machines
        "/system.slice/docker-c0ffee.scope, /init.scope,",
        "/system.slice/docker-c0ffee.scope/system.slice/containerd.service, /init.scope,",
        "/system.slice/quadlet.service/libpod-payload-c0ffee, /init.scope,",
        "/kubepods.slice/kubepods-pod1.slice/cri-containerd-c0ffee.scope, /init.scope,",
        "/kubepods-burstable.slice/containerd.service, /init.scope,",
        "/kubepods/besteffort/pod1/c0ffee, /init.scope,",
        "/user.slice/user-1000.slice/user@1000.service, /init.scope,",
        "/user.slice/user-1000.slice/session-1.scope, /init.scope,",
        "/machine.slice/systemd-nspawn@x.service, /init.scope,",
        "/docker/beef/system.slice/kubelet.service, /docker/c0ffee/init.scope,",
        "/, /init.scope,",
    })
    void unitTellsWhoseItIs(String path, String ofInit, String unit) {
        var service = NodesOwn.service(
                new Freeze(60, List.of("cpu,cpuacct:/elsewhere", ":" + path), Optional.empty()),
                new Freeze(1, List.of(":" + ofInit), Optional.empty()));
        assertThat(service).isEqualTo(Optional.ofNullable(unit));
    }

    /** With both versions of control groups systemd's own tree tells. */
    @Test
    void systemdsTreeTellsWhereThereAreSeveral() {
        var of = new Freeze(60, List.of("name=systemd:/system.slice/a.service", ":/kubepods/x"), Optional.empty());
        assertThat(NodesOwn.service(of, new Freeze(1, List.of("name=systemd:/init.scope", ":/"), Optional.empty())))
                .contains("a.service");
    }

    /** On a machine that has both, systemd may use the one of version 2 alone. */
    @Test
    void treeInWhichPidOneHasAGroupOfItsOwnIsSystemds() {
        var of = new Freeze(60, List.of("name=systemd:/", "freezer:/", ":/system.slice/a.service"), Optional.empty());
        assertThat(NodesOwn.service(of, new Freeze(1, List.of("name=systemd:/", ":/init.scope"), Optional.empty())))
                .contains("a.service");
        assertThat(NodesOwn.service(
                        new Freeze(60, List.of("name=systemd:/system.slice/a.service"), Optional.empty()),
                        new Freeze(1, List.of("name=systemd:/"), Optional.empty())))
                .as("systemd before 226, which has no group of its own")
                .contains("a.service");
    }

    @Test
    void processInNoServiceIsNotTouchedAndSaysWhereItIs() {
        assertThat(refusals(new NodesOwn(
                        entry(500, 'T'),
                        STOPPED,
                        groups("/user.slice/user-0.slice/session-1.scope"),
                        TOP,
                        OURS,
                        OF_INIT)))
                .containsExactly(
                        "containerd 60 is in no service of the node, but in /user.slice/user-0.slice/session-1.scope: who started it decides");
    }

    @Test
    void itsStateTellsWhetherItWasContinued() {
        here.containerd.stopped();
        var target = Target.of(here.containerd.vertex(), "containerd 60");
        assertThat(REMEDY.became(target, "", look()).done()).isFalse();
        assertThat(REMEDY.became(new Target(60, 1, "containerd 60"), "", look()).done())
                .as("another process by now")
                .isTrue();
        assertThat(REMEDY.became(Target.of(here.dockerd.vertex(), "dockerd 70"), "", look())
                        .done())
                .isTrue();
    }

    @Test
    void anotherStoppedProcessIsAnotherCause() {
        assertThat(REMEDY.countsEachTarget()).isTrue();
        assertThat(new Target(60, 5, "a").isSameAs(new Target(60, 5, "b"))).isTrue();
        assertThat(new Target(60, 5, "a").isSameAs(new Target(60, 6, "a"))).isFalse();
        assertThat(Target.thing("a").isSameAs(Target.thing("b"))).isFalse();
        assertThat(Target.thing("a").isSameAs(Target.thing("a"))).isTrue();
    }

    private Optional<Target> outsiderIn(String group) {
        var agent = here.node.process(510, "agent").stopped();
        here.node.says(Freeze.TYPE, "510", new Freeze(510, List.of(":" + group), Optional.empty()));
        var root = new Root(agent.vertex(), "agent 510", "", List.of(), Optional.empty(), List.of(), true);
        return new ContinueStopped("kernel", "kernel.process-held").target(look(), root);
    }

    @Test
    void whoIsNoHopIsTreatedOnlyInAServiceOfTheNode() {
        assertThat(outsiderIn("/system.slice/containerd.service")).isPresent();
        assertThat(outsiderIn("/user.slice/user-0.slice/session-1.scope")).isEmpty();
    }
}

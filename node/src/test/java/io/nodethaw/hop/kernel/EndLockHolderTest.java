package io.nodethaw.hop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Root;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.hop.HealingParts;
import io.nodethaw.hop.NodesOwn;
import io.nodethaw.hop.ReadBefore;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.ProcessEvidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndLockHolderTest {
    private static final String LOCK = "/var/lib/cni/networks/lab/lock";

    private final WholeNode here = new WholeNode();
    private final ProcessEvidence holder =
            here.node.process(400, "host-local").aged(Duration.ofMinutes(9)).opens(3, LOCK);

    private Target target() {
        return Target.of(holder.vertex(), "host-local 400");
    }

    private Diagnosis look() {
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        return new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
    }

    private NodesOwn read(char state, int tracer, String group) {
        return new NodesOwn(
                new Reading.Seen<>(new ProcessTable.Entry(
                        400, 1, "host-local", state, holder.vertex().startTicks(), 0, 0)),
                new Reading.Seen<>(new Tasks(400, List.of(new Tasks.Task(400, "host-local", state, "", tracer, 1, 1)))),
                new Reading.Seen<>(new Freeze(400, List.of(":" + group), Optional.empty())),
                new Reading.Seen<>(new Freeze(1, List.of(":/init.scope"), Optional.empty())),
                new Namespaces(400, 4, 5, 6),
                new Namespaces(1, 4, 5, 6));
    }

    private List<String> refusals(NodesOwn read) {
        return EndLockHolder.checks(target(), read, look()).stream()
                .flatMap(check -> check.refusal().stream())
                .toList();
    }

    private static final String OWN = "/system.slice/containerd.service";

    @Test
    void oldHelperOfTheNodeIsEnded() {
        assertThat(refusals(read('S', 0, OWN))).isEmpty();
    }

    @Test
    void whoeverSomebodyHasStartedByHandIsLeftAlone() {
        assertThat(refusals(read('S', 0, "/user.slice/user-0.slice/session-1.scope")))
                .singleElement()
                .asString()
                .contains("who started it decides");
    }

    @Test
    void tracedHolderIsLeftAlone() {
        assertThat(refusals(read('S', 7, OWN))).singleElement().asString().startsWith("process 7 traces");
    }

    @Test
    void holderThatTheKernelHoldsCannotBeEnded() {
        assertThat(refusals(read('D', 0, OWN))).singleElement().asString().contains("held in the kernel (state D)");
    }

    @Test
    void lockOfSomethingElseIsLeftAlone() {
        holder.opens(3, "/var/lib/dpkg/lock");
        assertThat(refusals(read('S', 0, OWN))).singleElement().asString().contains("is none of pod networks");
    }

    @Test
    void youngHolderMayEndByItself() {
        holder.aged(Duration.ofSeconds(40));
        assertThat(refusals(read('S', 0, OWN))).singleElement().asString().contains("may still end by itself");
    }

    @Test
    void rootWithoutALockIsNotTreated() {
        here.containerd.stopped();
        here.node.silent(io.nodethaw.hop.containerd.ContainerdAnswer.TYPE, WholeNode.CONTAINERD);
        var now = look();
        assertThat(new EndLockHolder().target(now, now.verdict().roots().getFirst()))
                .isEmpty();
    }

    @Test
    void itsLifeTellsWhetherItWasEnded() {
        assertThat(new EndLockHolder().became(target(), "", look()).done()).isFalse();
        assertThat(new EndLockHolder()
                        .became(new Target(400, 1, "x"), "", look())
                        .done())
                .isTrue();
    }

    @Test
    void onlyTheHolderThatWasDiagnosedIsEnded() {
        ReadBefore.of(target(), 1).mustBeTheSame(own -> EndLockHolder.checks(target(), own, look()));
    }

    /** As `flock FILE COMMAND` does: who is started so has the lock too. */
    @Test
    void holderWithAChildIsLeftAloneSinceThatWouldKeepTheLock() {
        here.node.child(holder, 401, "sleep");
        assertThat(refusals(read('S', 0, OWN)))
                .singleElement()
                .asString()
                .contains("has started sleep 401, which may hold the lock too");
    }

    private Optional<Target> targetWhereLockIsOf(ProcessEvidence owner) {
        here.node.lock(5, "FLOCK", owner.pid(), "00:1c:4").lockWanted(5, "FLOCK", 500, "00:1c:4");
        here.node
                .child(here.containerd, 500, "host-local")
                .aged(Duration.ofMinutes(3))
                .opens(3, LOCK)
                .blockedIn("flock", 3);
        owner.locks(3, LOCK, "00:1c:4");
        return new EndLockHolder()
                .target(look(), new Root(owner.vertex(), "holder", "", List.of(), Optional.empty(), List.of(), true));
    }

    @Test
    void holderOfTheLockIsTreated() {
        assertThat(targetWhereLockIsOf(holder)).contains(Target.of(holder.vertex(), "holder"));
    }

    @Test
    void daemonThatHoldsTheLockIsNot() {
        assertThat(targetWhereLockIsOf(here.containerd)).isEmpty();
    }

    @Test
    void endIsOfferedOnlyWhereTheLookShowsThatItMayBe() {
        assertThat(new EndLockHolder().offered(look(), target()))
                .as("whose it is was not read")
                .isFalse();
        here.node.says(Freeze.TYPE, "400", new Freeze(400, List.of(":" + OWN), Optional.empty()));
        assertThat(new EndLockHolder().offered(look(), target())).isTrue();
        here.node.child(holder, 401, "sleep");
        assertThat(new EndLockHolder().offered(look(), target())).as("a child").isFalse();
        here.node.process(401).state('Z');
        assertThat(new EndLockHolder().offered(look(), target()))
                .as("a dead one")
                .isTrue();
        holder.aged(Duration.ofSeconds(40));
        assertThat(new EndLockHolder().offered(look(), target())).as("young").isFalse();
        holder.aged(Duration.ofMinutes(9)).opens(3, "/var/lib/dpkg/lock");
        assertThat(new EndLockHolder().offered(look(), target()))
                .as("another lock")
                .isFalse();
    }
}

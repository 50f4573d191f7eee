package io.nodethaw.hop.runc;

import static io.nodethaw.wait.GoroutineWords.selects;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
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
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.go.BusCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplyLostTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    private final WholeNode here = new WholeNode();

    private static Goroutine.Frame frame(String function, String... strings) {
        return new Goroutine.Frame(function, "0x1", "/src/a.go", 1, 1, false, List.of(strings));
    }

    private static Goroutine call() {
        return selects(
                1,
                1,
                frame(
                        "github.com/godbus/dbus/v5.(*Object).CallWithContext",
                        "org.freedesktop.systemd1.Manager.StartTransientUnit"),
                frame(
                        "github.com/coreos/go-systemd/v22/dbus.(*Conn).StartTransientUnitContext",
                        "docker-c0ffee12.scope",
                        "replace"));
    }

    private void isAt(ProcessEvidence runc, Goroutine goroutine) {
        here.node.says(Goroutines.TYPE, "220", GoroutineWords.of(runc, goroutine));
        here.node.alsoSays(Goroutines.TYPE, "220", GoroutineWords.of(runc, goroutine));
    }

    /** One whose connection was that to a dbus-daemon which is gone. */
    private ProcessEvidence cutOff(Duration age) {
        var runc = here.node.child(here.shim, 220, "runc").aged(age).mountNamespace(1);
        here.node.child(runc, 225, "runc:[2:INIT]").aged(age);
        return runc.opens(7, "/dev/null");
    }

    private Optional<Confidence> confidence() {
        return here.verdict().findings().stream()
                .filter(finding -> finding.code().equals(ReplyLost.CODE))
                .map(finding -> ((Finding.Stuck) finding).confidence())
                .findFirst();
    }

    @Test
    void runcWhoseConnectionIsGoneNeverGetsItsReply() {
        isAt(cutOff(LONG), call());
        assertThat(here.judged()).isEqualTo("STALLED runc 220 runc.reply-lost");
        assertThat(confidence()).contains(Confidence.PROVEN);
    }

    @Test
    void callThatIsOlderThanWhatSystemdAnswersIsLost() {
        isAt(here.startsAContainer(LONG), call().waiting(Duration.ofSeconds(150)));
        assertThat(here.judged()).isEqualTo("STALLED runc 220 runc.reply-lost");
        assertThat(confidence()).contains(Confidence.PROVEN);
    }

    /** It may have made its call just now, after other work. */
    @Test
    void callOfUnknownAgeIsOnlyLikelyToBeLost() {
        isAt(here.startsAContainer(LONG), call());
        assertThat(confidence()).contains(Confidence.LIKELY);
    }

    /** Its call was answered: the job may wait for others, and its end is told to whoever is still on the bus. */
    @Test
    void jobMayTakeItsTime() {
        var waits = selects(
                1,
                1,
                frame(
                        "github.com/opencontainers/runc/libcontainer/cgroups/systemd.startUnit",
                        "docker-c0ffee12.scope"));
        isAt(here.startsAContainer(LONG), waits.waiting(LONG));
        assertThat(BusCalls.of(here.node.view(), 220)).isPresent();
        assertThat(confidence()).isEmpty();
    }

    @Test
    void systemdThatDoesNotAnswerHasLostNothingYet() {
        isAt(here.startsAContainer(LONG), call().waiting(LONG));
        here.deaf();
        assertThat(confidence()).isEmpty();
    }

    @Test
    void runcInItsTimeAndOneAtOtherWorkAreLeftAlone() {
        isAt(cutOff(Duration.ofSeconds(30)), call());
        assertThat(confidence()).isEmpty();
        isAt(cutOff(LONG), selects(1, 1, frame("os.(*File).Read")));
        assertThat(confidence()).isEmpty();
    }

    @Test
    void blindLookSaysNothing() {
        cutOff(LONG);
        assertThat(confidence()).isEmpty();
    }

    private Diagnosis look() {
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        return new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
    }

    private NodesOwn read(ProcessEvidence runc, String group) {
        return new NodesOwn(
                new Reading.Seen<>(new ProcessTable.Entry(
                        220, 200, "runc", 'S', runc.vertex().startTicks(), 0, 0)),
                new Reading.Seen<>(new Tasks(220, List.of(new Tasks.Task(220, "runc", 'S', "", 0, 1, 1)))),
                new Reading.Seen<>(new Freeze(220, List.of(":" + group), Optional.empty())),
                new Reading.Seen<>(new Freeze(1, List.of(":/init.scope"), Optional.empty())),
                new Namespaces(220, 4, 5, 6),
                new Namespaces(1, 4, 5, 6));
    }

    @Test
    void onlyThatRuncIsEnded() {
        var runc = cutOff(LONG);
        isAt(runc, call());
        var now = look();
        var remedy = new EndUnanswered();
        var target = remedy.target(now, now.verdict().roots().getFirst()).orElseThrow();
        assertThat(target).isEqualTo(Target.of(runc.vertex(), "runc 220"));
        assertThat(remedy.ends(now, target)).isEmpty();
        assertThat(EndUnanswered.checks(target, read(runc, "/system.slice/containerd.service"), now))
                .allMatch(check -> check.refusal().isEmpty());
        assertThat(EndUnanswered.checks(target, read(runc, "/kubepods/besteffort/pod1/c0ffee"), now).stream()
                        .flatMap(check -> check.refusal().stream()))
                .singleElement()
                .asString()
                .contains("is in no service of the node");
        assertThat(remedy.became(target, "", now).done()).isFalse();
    }

    @Test
    void runcThatHasGoneOnIsNotEnded() {
        var runc = cutOff(LONG);
        var target = Target.of(runc.vertex(), "runc 220");
        here.init().state('Z');
        here.node.child(runc, 226, "nginx");
        assertThat(EndUnanswered.checks(target, read(runc, "/system.slice/containerd.service"), look()).stream()
                        .flatMap(check -> check.refusal().stream()))
                .containsExactly("runc 220 has finished its work, or nobody of the node started it: diagnose again");
    }

    @Test
    void onlyTheRuncThatWasDiagnosedIsEndedAndNoTracedOne() {
        var runc = cutOff(LONG);
        isAt(runc, call());
        var now = look();
        var target = Target.of(runc.vertex(), "runc 220");
        ReadBefore.of(target, 200)
                .mustBeTheSame(own -> EndUnanswered.checks(target, own, now))
                .mustBeUntraced(own -> EndUnanswered.checks(target, own, now));
    }
}

package io.nodethaw.heal;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Status;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PreconditionsTest {
    private static final Finding DEAF =
            new Finding.Stuck(Choice.DEAF, SickNode.SYSTEMD, Confidence.PROVEN, "deaf", List.of());
    private static final Action REEXECUTE = new Action.Reexecute(DEAF, SickNode.SYSTEMD);
    private static final ReexecRoom ROOM = new ReexecRoom("/usr/lib/systemd/systemd", true, Preconditions.ROOM);

    private final SickNode node = SickNode.deaf();

    @Test
    void allHoldOnAnOrdinaryNode() {
        var checks = Preconditions.of(REEXECUTE, node.look(), premises(), false);
        assertThat(checks).hasSize(7);
        assertThat(Preconditions.refusal(checks)).isEmpty();
    }

    @Test
    void onlyRootMayAct() {
        node.uid = 1000;
        assertThat(refusal(premises(), false)).contains("not root (uid 1000)");
    }

    @Test
    void initOfAnotherNamespaceIsNotOurs() {
        assertThat(refusal(new Premises(7, 8, init(SickNode.SYSTEMD, "systemd"), seen(ROOM)), false))
                .contains("another pid namespace");
    }

    @Test
    void namespacesThatCannotBeReadRefuse() {
        assertThat(refusal(new Premises(0, 0, init(SickNode.SYSTEMD, "systemd"), seen(ROOM)), false))
                .contains("could not tell the pid namespaces");
    }

    @Test
    void initThatIsNoSystemdIsNotSignalled() {
        assertThat(refusal(new Premises(7, 7, init(SickNode.SYSTEMD, "tini"), seen(ROOM)), false))
                .contains("PID 1 is tini");
    }

    @Test
    void initThatStartedAtAnotherTimeIsAnotherOne() {
        assertThat(refusal(new Premises(7, 7, init(new Vertex.Process(1, 6), "systemd"), seen(ROOM)), false))
                .contains("another process than the one diagnosed");
    }

    @Test
    void initThatCannotBeReadRefuses() {
        assertThat(refusal(new Premises(7, 7, new Reading.Failed<>("gone"), seen(ROOM)), false))
                .contains("could not read who PID 1 is");
    }

    @Test
    void missingBinaryRefuses() {
        var room = new ReexecRoom("/usr/lib/systemd/systemd", false, Preconditions.ROOM);
        assertThat(refusal(new Premises(7, 7, init(SickNode.SYSTEMD, "systemd"), seen(room)), false))
                .contains("/usr/lib/systemd/systemd is not there or not executable");
    }

    @Test
    void fullRunRefuses() {
        var room = new ReexecRoom("/usr/lib/systemd/systemd", true, Preconditions.ROOM - 1);
        assertThat(refusal(new Premises(7, 7, init(SickNode.SYSTEMD, "systemd"), seen(room)), false))
                .contains("/run/systemd has 16383 KiB free");
    }

    @Test
    void unreadRoomRefuses() {
        Reading<ReexecRoom> silent = new Reading.Silent<>(Duration.ofSeconds(2), "read");
        assertThat(refusal(new Premises(7, 7, init(SickNode.SYSTEMD, "systemd"), silent), false))
                .contains("could not look for systemd's binary");
    }

    @Test
    void startUnderWayRefuses() {
        node.starting(230);
        assertThat(refusal(premises(), false))
                .contains(
                        "a start is under way (runc 230): pid 230 (its user was not read), child of containerd-shim 210;");
    }

    @Test
    void startUnderWaySaysWhoseItIs() {
        node.starting(230);
        var now = node.look();
        var read = now.evidence().toBuilder()
                .seen(Status.TYPE, "230", new Status(230, List.of(230), 0, 65534))
                .build();
        assertThat(Preconditions.quiet(new Case(read, now.graph(), now.verdict()))
                        .refusal()
                        .orElseThrow())
                .contains("pid 230 (uid 65534), child of containerd-shim 210;");
    }

    @Test
    void startThatIsAtAHookIsUnderWay() {
        var runc = new Vertex.Process(230, 990);
        var init = new Vertex.Process(231, 991);
        var hook = new Vertex.Process(232, 992);
        var table = List.of(
                SickNode.entry(runc, 210, "runc"),
                SickNode.entry(init, 230, "runc:[2:INIT]"),
                SickNode.entry(hook, 230, "nvidia-containe"));
        assertThat(Preconditions.inFlight(seeing(table, runc, init))).containsExactly("runc 230");
        assertThat(Preconditions.inFlight(seeing(table, runc))).isEmpty();
    }

    private Case seeing(List<ProcessTable.Entry> table, Vertex.Process... runcs) {
        var evidence = new Evidence.Builder(Instant.EPOCH)
                .seen(ProcessTable.TYPE, "", new ProcessTable(table))
                .build();
        var roles = Stream.of(runcs)
                .map(process -> new Role(process, "runc", "runc " + process.pid(), "", Role.Standing.NOT_ASKED))
                .toList();
        return new Case(
                evidence,
                new WaitGraph(List.of(), List.of(), roles),
                node.look().verdict());
    }

    @Test
    void secondTimeWithinTheHourRefuses() {
        assertThat(refusal(premises(), true)).contains("within the last hour");
    }

    @Test
    void reconnectingNeedsNeitherRoomNorQuiet() {
        node.starting(230);
        var premises = new Premises(7, 7, init(SickNode.SYSTEMD, "systemd"), new Reading.NotAsked<>("no reader child"));
        var checks = Preconditions.of(new Action.Reconnect(DEAF, SickNode.SYSTEMD), node.look(), premises, false);
        assertThat(Preconditions.refusal(checks)).isEmpty();
    }

    private String refusal(Premises premises, boolean tried) {
        var refusals = Preconditions.of(REEXECUTE, node.look(), premises, tried).stream()
                .flatMap(check -> check.refusal().stream())
                .toList();
        assertThat(refusals)
                .as("each has its own message")
                .doesNotHaveDuplicates()
                .isNotEmpty();
        return refusals.getFirst();
    }

    private static Premises premises() {
        return new Premises(7, 7, init(SickNode.SYSTEMD, "systemd"), seen(ROOM));
    }

    private static Reading<ProcessTable.Entry> init(Vertex.Process process, String comm) {
        return new Reading.Seen<>(SickNode.entry(process, 0, comm));
    }

    private static <T> Reading<T> seen(T value) {
        return new Reading.Seen<>(value);
    }
}

package io.nodethaw.wait.go;

import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.BusWords;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.ReadTwice;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Role.Standing;
import io.nodethaw.wait.go.BusCalls.BusCall;
import io.nodethaw.wait.go.BusCalls.Callee;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BusCallsTest {
    private final NodeEvidence node = node();
    private final ProcessEvidence kubelet = node.process(19, "kubelet");

    private Optional<BusCall> call(Goroutine... goroutines) {
        node.says(Goroutines.TYPE, "19", GoroutineWords.of(kubelet, goroutines));
        return BusCalls.of(ReadTwice.same(node), 19);
    }

    @Test
    void callIsToldWithThoseThatQueueForTheConnection() {
        var call = call(
                BusWords.dispatches(1),
                BusWords.reads(2, 44),
                BusWords.queues(30, "StopUnit", "kubepods-pod1.slice"),
                BusWords.asks(35, "StopUnit", "kubepods-pod3.slice"),
                BusWords.queues(36, "StartTransientUnit", "kubepods-pod2.slice"));
        assertThat(call)
                .map(BusCall::text)
                .contains("goroutine 35 in StopUnit of kubepods-pod3.slice over the bus, 2 more behind it");
        assertThat(call).map(BusCall::callee).contains(Callee.SYSTEMD);
    }

    private static Goroutine workingFor(String pod, Goroutine one) {
        return new Goroutine(
                one.id(),
                one.state(),
                one.minutes(),
                one.lockedToThread(),
                one.frames(),
                one.creator(),
                one.blocked(),
                one.shared(),
                one.held(),
                one.atLeast(),
                Optional.of(pod));
    }

    @Test
    void podsOfTheCallAndOfThoseBehindItAreTold() {
        var call = call(
                workingFor("default/web", BusWords.queues(30, "StopUnit", "kubepods-pod1.slice")),
                workingFor("shop/cart-2", BusWords.asks(35, "StartTransientUnit", "kubepods-pod3.slice")));
        assertThat(call.orElseThrow().pods())
                .containsExactly(Map.entry("shop/cart-2", "StartTransientUnit"), Map.entry("default/web", "StopUnit"));
    }

    @Test
    void sliceNamesThePodWhereNothingElseDoes() {
        var call = call(
                BusWords.asks(
                        30, "StartTransientUnit", "kubepods-besteffort-pod269a29c2_8290_4900_ae32_80d3ce3f099a.slice"),
                BusWords.queues(31, "StopUnit", "kubepods-pod0123456789abcdef0123456789abcdef.slice"),
                BusWords.queues(32, "StopUnit", "kubepods-burstable.slice"));
        assertThat(call.orElseThrow().pods())
                .containsExactly(
                        Map.entry("269a29c2-8290-4900-ae32-80d3ce3f099a", "StartTransientUnit"),
                        Map.entry("0123456789abcdef0123456789abcdef", "StopUnit"));
    }

    @Test
    void goroutinesThatEveryConnectionHasAreNoCalls() {
        assertThat(call(BusWords.dispatches(1), BusWords.reads(2, 44))).isEmpty();
    }

    @Test
    void jobThatHasBegunIsWaitedForToo() {
        assertThat(call(BusWords.waitsForJob(7, "docker-1.scope")))
                .map(BusCall::text)
                .contains("goroutine 7 in its wait for systemd's job of docker-1.scope");
    }

    /** runc tries a few times to remove a group whose processes have not ended, and kubelet writes limits into its files. */
    @Test
    void workOnTheFilesOfACgroupIsNoCall() {
        var removes = BusWords.waitsForJob(7, "docker-1.scope");
        for (var state : List.of("sleep", "syscall", "running", "runnable")) {
            assertThat(call(in(state, removes))).as(state).isEmpty();
        }
    }

    private static Goroutine in(String state, Goroutine one) {
        return new Goroutine(one.id(), state, -1, false, one.frames(), one.creator(), Optional.empty(), one.shared());
    }

    @Test
    void logInIsTheBussOwnToAnswer() {
        assertThat(call(BusWords.logsIn(1))).map(BusCall::callee).contains(Callee.BUS);
        assertThat(call(BusWords.calls(1, "org.freedesktop.DBus.Hello")))
                .map(BusCall::callee)
                .contains(Callee.BUS);
    }

    @Test
    void otherServicesAreNotOurs() {
        assertThat(call(BusWords.calls(1, "org.freedesktop.login1.Manager.Inhibit")))
                .isEmpty();
        assertThat(call(BusWords.calls(1, "org.freedesktop.DBus.Properties.GetAll")))
                .isEmpty();
    }

    @Test
    void callThatStandsMakesAVictimAndOneJustMadeDoesNot() {
        var roles = List.of(new Role(kubelet.vertex(), "kubelet", "kubelet 19", "", Standing.ANSWERED));
        var asks = BusWords.asks(35, "StopUnit", "kubepods-pod3.slice");
        node.says(Goroutines.TYPE, "19", GoroutineWords.of(kubelet, asks));
        assertThat(BusCalls.victims(ReadTwice.same(node), roles))
                .singleElement()
                .satisfies(victim -> {
                    assertThat(victim.vertex()).isEqualTo(kubelet.vertex());
                    assertThat(victim.pastLimit()).isFalse();
                });
        assertThat(BusCalls.victims(node.view(), roles)).isEmpty();
        var other = GoroutineWords.of(kubelet, BusWords.asks(36, "StopUnit", "kubepods-pod3.slice"));
        assertThat(BusCalls.victims(ReadTwice.then(node, other), roles)).isEmpty();
    }
}

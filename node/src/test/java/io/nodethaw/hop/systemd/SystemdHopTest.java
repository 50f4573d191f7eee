package io.nodethaw.hop.systemd;

import static io.nodethaw.wait.WaitWords.tell;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Host;
import io.nodethaw.evidence.BusCookie;
import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Role.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SystemdHopTest {
    private final SystemdHop hop = new SystemdHop(
            new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)), 0, Set.of("containerd.service"));
    private final WholeNode here = new WholeNode();

    private Standing standing() {
        return hop.roles(here.node.view()).getFirst().standing();
    }

    @Test
    void readsNothingOnAHealthyNode() {
        assertThat(hop.wants(here.node.view(), Depth.CLOSE)).isEmpty();
    }

    @Test
    void readsTheSignsAndThenTheCounterOnceItIsSilent() {
        here.node.silent(BusReply.TYPE);
        assertThat(hop.wants(here.node.view(), Depth.CLOSE))
                .containsExactlyInAnyOrder(Descriptors.TYPE.key(1), DescriptorInfo.key(1, WholeNode.EPOLL));
        here.deaf();
        assertThat(hop.wants(here.node.view(), Depth.CLOSE)).contains(BusCookie.key(WholeNode.BUS_FD, ":1.3", 252));
    }

    @Test
    void keyOfTheCounterIsItsOwnQuestion() {
        var counter = CookieTask.source(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)));
        var key = BusCookie.key(40, ":1.3", 252);
        assertThat(counter.question(key.instance()))
                .hasValueSatisfying(question -> assertThat(question.key()).isEqualTo(key));
        assertThat(counter.question("broken")).isEmpty();
    }

    @Test
    void standingFollowsFromThePing() {
        assertThat(standing()).isEqualTo(Standing.ANSWERED);
        here.deaf();
        assertThat(standing()).isEqualTo(Standing.SILENT);
        here.offTheBus();
        assertThat(standing()).isEqualTo(Standing.SILENT);
    }

    @Test
    void silentBusLeavesThePrivateSocketToSpeakForIt() {
        here.node.silent(NameOwner.TYPE).silent(BusReply.TYPE);
        assertThat(standing()).isEqualTo(Standing.ANSWERED);
        assertThat(hop.probed(here.node.view())).hasSize(1);
    }

    @Test
    void otherInitIsNoSystemd() {
        var other = NodeEvidence.node();
        other.child(0, 1, "s6-svscan");
        assertThat(hop.roles(other.view())).isEmpty();
        assertThat(hop.probed(other.view())).isEmpty();
        assertThat(hop.blindSpots(other.view())).singleElement().satisfies(spot -> {
            assertThat(spot.why()).isEqualTo("PID 1 is s6-svscan, no systemd");
            assertThat(spot.matters()).isFalse();
        });
    }

    @Test
    void overdueRuncWaitsForSystemdOnlyWhileSystemdIsSilent() {
        here.startsAContainer(Duration.ofSeconds(10));
        assertThat(ownerEdges()).isEmpty();
        here.deaf();
        assertThat(ownerEdges()).containsExactly("runc 220 inferred systemd 1: dbus-call");
    }

    @Test
    void whatItsGoroutinesShowRuncAskIsRead() {
        here.startsAContainer(Duration.ofSeconds(10));
        here.deaf();
        here.node.says(Goroutines.TYPE, "220", new Goroutines(220, "go1.19.8", "memory", List.of(inBusCall())));
        assertThat(ownerEdges()).containsExactly("runc 220 needs systemd 1: dbus-call");
    }

    private static Goroutine inBusCall() {
        var call = new Goroutine.Frame(
                "github.com/godbus/dbus/v5.(*Object).CallWithContext",
                "",
                "/src/object.go",
                45,
                1,
                false,
                List.of("org.freedesktop.systemd1.Manager.StartTransientUnit", "docker-1.scope"));
        return new Goroutine(
                1, "chan receive", -1, false, List.of(call), Optional.empty(), Optional.empty(), List.of());
    }

    @Test
    void overdueRuncWithoutABusConnectionIsNotTakenToWaitForSystemd() {
        here.node.child(here.shim, 230, "runc").aged(Duration.ofSeconds(10)).mountNamespace(1);
        here.deaf();
        assertThat(ownerEdges()).isEmpty();
    }

    @Test
    void nothingIsConcludedWhereTheBusDoesNotEvenNameTheOwner() {
        here.startsAContainer(Duration.ofSeconds(10));
        here.node.silent(NameOwner.TYPE).silent(BusReply.TYPE);
        assertThat(ownerEdges()).isEmpty();
    }

    @Test
    void pingThatWasNotPutMattersOnceSomebodyWaitsForSystemdOverTheBus() {
        here.startsAContainer(Duration.ofSeconds(10));
        here.node.reading(BusReply.TYPE, "", new Reading.NotAsked<>("no bus"));
        assertThat(blindSpots()).containsExactly("systemd on the bus: could not be asked: no bus");
        here.node.says(Goroutines.TYPE, "220", new Goroutines(220, "go1.19.8", "memory", List.of(inBusCall())));
        assertThat(blindSpots()).containsExactly("systemd on the bus: could not be asked: no bus, matters");
    }

    @Test
    void unknownOwnerOfTheNameMattersUnlessSystemdAnsweredOverTheBus() {
        here.node.reading(NameOwner.TYPE, "", new Reading.Failed<>("reset"));
        assertThat(blindSpots()).isEmpty();
        here.deaf();
        assertThat(blindSpots()).containsExactly("the owner of systemd's name on the bus: reset, matters");
        here.node.reading(NameOwner.TYPE, "", new Reading.NotAsked<>("no bus"));
        assertThat(blindSpots())
                .containsExactly("the owner of systemd's name on the bus: could not be asked: no bus, matters");
    }

    @Test
    void nodeWithoutABusIsBlindThereOnceAndItDoesNotMatter() {
        here.node
                .reading(NameOwner.TYPE, "", new Reading.NotAsked<>("no bus"))
                .reading(BusReply.TYPE, "", new Reading.NotAsked<>("no bus"));
        assertThat(blindSpots()).containsExactly("systemd on the bus: could not be asked: no bus");
    }

    private List<String> blindSpots() {
        return hop.blindSpots(here.node.view()).stream()
                .map(spot -> spot.what() + ": " + spot.why() + (spot.matters() ? ", matters" : ""))
                .toList();
    }

    private List<String> ownerEdges() {
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        var roles = List.<Role>copyOf(graph.roles());
        return tell(new OwnerEdges().edges(view, roles, graph.victims(), List.of()), view);
    }
}

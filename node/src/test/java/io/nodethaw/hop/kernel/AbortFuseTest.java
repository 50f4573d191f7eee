package io.nodethaw.hop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.HealingParts;
import io.nodethaw.hop.NoAccess;
import io.nodethaw.hop.NodesOwn;
import io.nodethaw.hop.ReadBefore;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.ProcessEvidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbortFuseTest {
    private static final String VOLUME = "/var/lib/kubelet/pods/7/volumes/s3";

    private final WholeNode here = new WholeNode();
    private final ProcessEvidence server = here.node.process(300, "s3fs").servesFuse(5, 51);
    private final AbortFuse remedy = new AbortFuse();

    private void kubeletWaits() {
        here.kubelet.mount(VOLUME, "fuse.s3fs", "0:51").opens(30, VOLUME);
        here.kubelet.held(85, 'S', "request_wait_answer", Duration.ofMinutes(3));
        here.kubelet.still().thread(85).wchan("request_wait_answer").blockedIn("getdents64", 30);
    }

    private Diagnosis look() {
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        return new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
    }

    private Optional<Target> target(Diagnosis now) {
        return remedy.target(now, now.verdict().roots().getFirst());
    }

    @Test
    void connectionOfAServerThatDoesNotAnswerIsTreatedAndNotTheServer() {
        kubeletWaits();
        server.still();
        assertThat(here.judged()).isEqualTo("STALLED s3fs 300 kernel.server-silent");
        assertThat(target(look())).contains(Target.thing("the FUSE connection 51 of " + VOLUME));
    }

    @Test
    void connectionOfAStoppedServerIsTreatedToo() {
        kubeletWaits();
        server.stopped().still();
        var now = look();
        assertThat(target(now)).contains(Target.thing("the FUSE connection 51 of " + VOLUME));
        var remedies = new HealingParts(WholeNode.chain().hops())
                .means().answering(OutsiderHeld.CODE).stream().map(Remedy::name).toList();
        assertThat(remedies).as("letting it go on is less").containsExactly("kernel.continue", "kernel.abort");
    }

    @Test
    void rootThatServesNoFileSystemIsNotTreated() {
        here.containerd.stopped();
        here.node.silent(io.nodethaw.hop.containerd.ContainerdAnswer.TYPE, WholeNode.CONTAINERD);
        assertThat(target(look())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/run",
                "/var/lib",
                "/var/lib/kubelet",
                "/var/lib/containerd",
                "/var/lib/containerd/io.containerd.snapshotter.v1.stargz/snapshotter",
                "/var/lib/docker/overlay2/x/merged",
                "/var/lib/containers/storage/overlay/x/merged",
                "/run/containerd/io.containerd.runtime.v2.task/k8s.io/x/rootfs",
                "/usr/lib",
                "/etc/pki"
            })
    void mountOfTheNodeOrARuntimeIsNeverGivenUp(String point) {
        assertThat(AbortFuse.notTheNodes(point).refusal()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                VOLUME,
                "/var/lib/kubelet/plugins/kubernetes.io/csi/s3/globalmount",
                "/mnt/endless",
                "/usrdata",
                "/srv/data"
            })
    void volumesMayBe(String point) {
        assertThat(AbortFuse.notTheNodes(point).refusal()).isEmpty();
    }

    private static Reading<Mounts> mounts(String device) {
        return new Reading.Seen<>(
                new Mounts(210, List.of(new Mounts.Mount(9, 1, device, "/", "/data", "fuse.s3fs", "s3fs", "rw"))));
    }

    @Test
    void containerThatHasTheVolumeAndGoesOnKeepsIt() {
        var first = new Target(210, 5, "nginx 210");
        assertThat(AbortFuse.uses(first, 51, mounts("0:51")).orElseThrow())
                .startsWith("nginx 210 of another container");
        assertThat(AbortFuse.uses(first, 51, mounts("0:52"))).isEmpty();
        assertThat(AbortFuse.uses(first, 51, new Reading.NotAsked<>("it has ended")))
                .isEmpty();
        assertThat(AbortFuse.uses(first, 51, new Reading.Silent<>(Duration.ofSeconds(2), "read"))
                        .orElseThrow())
                .startsWith("could not read whether nginx 210");
    }

    @Test
    void whoeverStillWaitsTellsThatItWasNotAborted() {
        kubeletWaits();
        server.still();
        var now = look();
        assertThat(remedy.became(target(now).orElseThrow(), "", now).done()).isFalse();
        assertThat(remedy.became(Target.thing("the FUSE connection 52 of /x"), "", now)
                        .done())
                .isTrue();
    }

    private List<String> refusals(AbortFuse.Read read, String point) {
        var connection = new AbortFuse.Connection(51, point, server.vertex(), server.vertex());
        return AbortFuse.checks(connection, Target.of(server.vertex(), "s3fs 300"), read).stream()
                .flatMap(check -> check.refusal().stream())
                .toList();
    }

    private NodesOwn fine() {
        return ReadBefore.of(Target.of(server.vertex(), "s3fs 300"), 1).fine();
    }

    private static final Reading<Boolean> THERE = new Reading.Seen<>(true);

    @Test
    void eachPremiseMustHold() {
        assertThat(refusals(new AbortFuse.Read(fine(), Optional.empty(), THERE), VOLUME))
                .isEmpty();
        assertThat(refusals(new AbortFuse.Read(fine(), Optional.of("nginx 210 works on it"), THERE), VOLUME))
                .containsExactly("nginx 210 works on it");
        assertThat(refusals(new AbortFuse.Read(fine(), Optional.empty(), THERE), "/var/lib/docker"))
                .singleElement()
                .asString()
                .startsWith("/var/lib/docker is the node's own");
        for (var none : List.of(new Reading.Seen<>(false), new Reading.Failed<Boolean>("no"))) {
            assertThat(refusals(new AbortFuse.Read(fine(), Optional.empty(), none), VOLUME))
                    .singleElement()
                    .asString()
                    .startsWith("/sys/fs/fuse/connections/51/abort is not there: mount -t fusectl");
        }
    }

    @Test
    void connectionOfAnotherServerAndOneOfATracedServerIsLeftAlone() {
        var target = Target.of(server.vertex(), "s3fs 300");
        var connection = new AbortFuse.Connection(51, VOLUME, server.vertex(), server.vertex());
        ReadBefore.of(target, 1)
                .mustBeTheSame(
                        own -> AbortFuse.checks(connection, target, new AbortFuse.Read(own, Optional.empty(), THERE)))
                .mustBeUntraced(
                        own -> AbortFuse.checks(connection, target, new AbortFuse.Read(own, Optional.empty(), THERE)));
    }

    @Test
    void mountOfAnotherKindWithThatPointIsNoConnection() {
        here.kubelet.mount(VOLUME, "ext4", "0:51").opens(30, VOLUME);
        here.kubelet.held(85, 'S', "request_wait_answer", Duration.ofMinutes(3));
        here.kubelet.still().thread(85).wchan("request_wait_answer").blockedIn("getdents64", 30);
        server.still();
        var now = look();
        assertThat(now.verdict().roots().stream().flatMap(root -> remedy.target(now, root).stream()))
                .isEmpty();
    }

    @Test
    void connectionThatNobodyWaitsForAnyMoreIsLeftAlone() {
        var gone = Target.thing("the FUSE connection 52 of /x");
        assertThat(remedy.checks(NoAccess.any(), gone, look()).stream().flatMap(check -> check.refusal().stream()))
                .containsExactly("nobody waits for the FUSE connection 52 of /x any more");
    }

    @Test
    void abortIsOfferedForAVolumeOnly() {
        kubeletWaits();
        server.still();
        var now = look();
        assertThat(remedy.offered(now, target(now).orElseThrow())).isTrue();
    }

    @Test
    void abortIsNotOfferedForAMountOfTheRuntime() {
        var own = "/var/lib/containerd/lazy";
        here.kubelet.mount(own, "fuse.stargz", "0:51").opens(30, own);
        here.kubelet.held(85, 'S', "request_wait_answer", Duration.ofMinutes(3));
        here.kubelet.still().thread(85).wchan("request_wait_answer").blockedIn("getdents64", 30);
        server.still();
        var now = look();
        assertThat(remedy.offered(now, target(now).orElseThrow())).isFalse();
    }
}

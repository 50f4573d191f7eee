package io.nodethaw.hop.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.Outcome;
import io.nodethaw.evidence.Containers;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Role.Standing;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShimHopTest {
    private static final String TASKS = "/run/containerd/io.containerd.runtime.v2.task/moby/";

    private static final String OLD = "@/containerd-shim/c0ffee.sock@";

    private static final String ALIVE =
            "200 (containerd-shim) S 1 0 0 0 -1 0 0 0 0 0 5 5 0 0 20 0 9 0 100 0 0 0 0 0 0 0 0 0\n";

    @TempDir
    private Path root;

    private final WholeNode here = new WholeNode();

    private Host host() {
        return new Host(root, InstantSource.fixed(Instant.EPOCH));
    }

    private List<Role> roles(NodeView view) {
        return new ShimHop(host()).roles(view);
    }

    private void bundle(String id, String file, String text) throws IOException {
        var folder = Files.createDirectories(root.resolve((TASKS + id).substring(1)));
        Files.writeString(folder.resolve(file), text);
    }

    @Test
    void shimIsNamedByItsFolderUntilItsBundlesAreRead() {
        assertThat(roles(here.node.view())).extracting(Role::detail).containsExactly(WholeNode.CONTAINER);
    }

    @Test
    void namesComeFromTheRuntimesLists() {
        here.node
                .says(Bundles.TYPE, WholeNode.SHIM, new Bundles(List.of("aaa", "bbb")))
                .says(
                        Containers.TYPE,
                        "cri x",
                        new Containers(List.of(new Containers.Container("bbb", "default/web"))));
        assertThat(roles(here.node.view())).extracting(Role::detail).containsExactly("aaa, bbb (default/web)");
    }

    @Test
    void eachShimStandsForItself() {
        var second = here.node.process(201, "containerd-shim");
        here.node.listener("@containerd-shim/2", second.fd(3)).silent(ShimAnswer.TYPE, "@containerd-shim/2");
        assertThat(roles(here.node.view()))
                .extracting(role -> role.label() + " " + role.standing())
                .containsExactlyInAnyOrder("shim 200 " + Standing.ANSWERED, "shim 201 " + Standing.SILENT);
    }

    @Test
    void blindLookFindsNoShim() {
        assertThat(roles(here.node.blindTo(Descriptors.TYPE))).isEmpty();
    }

    @Test
    void bundlesOfAShimAreThoseThatNameItsSocket() throws IOException {
        bundle("bbb", "address", "unix:///run/containerd/s/5af1");
        bundle("aaa", "bootstrap.json", "{\"version\":3,\"address\":\"unix:///run/containerd/s/5af1\"}");
        bundle("other", "address", "unix:///run/containerd/s/0000");
        bundle("none", "init.pid", "7");
        assertThat(new BundleFolders(host()).of(TASKS + "aaa", WholeNode.SHIM).ids())
                .containsExactly("aaa", "bbb");
    }

    @Test
    void abstractSocketIsNamedWithoutItsSign() throws IOException {
        bundle("aaa", "address", "unix://containerd-shim/c0ffee");
        assertThat(new BundleFolders(host())
                        .of(TASKS + "aaa", "@containerd-shim/c0ffee")
                        .ids())
                .containsExactly("aaa");
    }

    /** The name as containerd 1.4.0 writes it, and as the kernel prints it: Go of that time bound it with a NUL at both ends. */
    @Test
    void abstractSocketOfOldContainerdIsNamedWithoutItsSigns() throws IOException {
        bundle("aaa", "address", "/containerd-shim/c0ffee.sock");
        bundle("bbb", "address", "/containerd-shim/c0ffee.sock\n");
        bundle("other", "address", "/containerd-shim/c0ffef.sock");
        assertThat(new BundleFolders(host()).of(TASKS + "aaa", OLD).ids()).containsExactly("aaa", "bbb");
    }

    /** Nobody listens there: that the question got this far shows that the name was understood. */
    @ParameterizedTest
    @ValueSource(strings = {OLD, "@containerd-shim/2"})
    void abstractSocketIsAsked(String path) throws IOException {
        var node = NodeEvidence.node();
        node.listener(path, node.process(200, "containerd-shim").fd(3));
        var process = Files.createDirectories(root.resolve("proc/200"));
        Files.writeString(process.resolve("stat"), ALIVE);
        var probe = new ShimHop(host()).probes(node.view(), Depth.LIGHT).getFirst();
        assertThat(Outcome.of(probe.ask(), Deadline.in(Duration.ofSeconds(10))))
                .isInstanceOfSatisfying(
                        Reading.Failed.class, failed -> assertThat(failed.why()).containsIgnoringCase("refused"));
    }

    @Test
    void shimWhoseAddressIsNowhereServesAtLeastItsFirstBundle() throws IOException {
        bundle("aaa", "init.pid", "7");
        assertThat(new BundleFolders(host()).of(TASKS + "aaa", WholeNode.SHIM).ids())
                .containsExactly("aaa");
    }

    private List<BlindSpot> blindSpots() {
        return new ShimHop(host()).blindSpots(here.node.view());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection refused", "ttrpc: a message of 1213486160 bytes"})
    void shimThatFailsIsNotCalledHealthy(String why) {
        here.node.reading(ShimAnswer.TYPE, WholeNode.SHIM, new Reading.Failed<>(why));
        assertThat(blindSpots()).containsExactly(new BlindSpot("shim 200", why, true));
        assertThat(here.judged()).isEqualTo("UNCLEAR");
    }

    @Test
    void shimThatEndedBeforeItWasAskedIsNotMissed() {
        here.node.reading(ShimAnswer.TYPE, WholeNode.SHIM, new Reading.NotAsked<>("it has ended"));
        assertThat(blindSpots()).isEmpty();
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void shimThatAnswersOrKeepsSilentIsNoBlindSpot() {
        assertThat(blindSpots()).isEmpty();
        here.node.silent(ShimAnswer.TYPE, WholeNode.SHIM);
        assertThat(blindSpots()).isEmpty();
    }

    private Reading<?> asked() {
        var probe = new ShimHop(host()).probes(here.node.view(), Depth.LIGHT).getFirst();
        return Outcome.of(probe.ask(), Deadline.in(Duration.ofSeconds(10)));
    }

    /** Its socket is there, but nobody listens. */
    private void socketIsLeft() throws IOException {
        var socket = Files.createDirectories(root.resolve("run/containerd/s")).resolve("5af1");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))
                .close();
    }

    @Test
    void shimThatIsGoneWhenItRefusesHasEnded() throws IOException {
        socketIsLeft();
        assertThat(asked()).isEqualTo(new Reading.NotAsked<>("it has ended"));
    }

    @Test
    void shimThatRefusesAndLivesHasFailed() throws IOException {
        socketIsLeft();
        var process = Files.createDirectories(root.resolve("proc/200"));
        Files.writeString(process.resolve("stat"), ALIVE);
        assertThat(asked()).isInstanceOf(Reading.Failed.class);
    }

    @Test
    void shimOutsideAnyBundleIsNotAsked() {
        assertThatThrownBy(() -> new BundleFolders(host()).of("/", WholeNode.SHIM))
                .isInstanceOf(NotAskedException.class)
                .hasMessageContaining("no bundle");
    }
}

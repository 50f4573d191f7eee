package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.UnixSockets.File;
import io.nodethaw.hop.cri.CriAnswer;
import io.nodethaw.hop.kubelet.KubeletAnswer;
import io.nodethaw.hop.shim.ShimAnswer;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a tenant of the node can name, bind or start makes his process a hop. */
class IdentityTest {
    private static final long NOBODY = 65534;
    private static final long OURS = 1;
    private static final long THEIRS = 2;
    private static final String FAKE = "/run/containerd/s/fa4e";
    private static final String CRIO = "/run/crio/crio.sock";

    /** Two files of the node's /run, and one of another mount namespace. */
    private static final File HERE = new File(21, 45);

    private static final File BESIDE = new File(21, 46);
    private static final File ELSEWHERE = new File(99, 45);

    private final WholeNode here = new WholeNode();
    private final NodeEvidence node = here.node;

    IdentityTest() {
        here.systemd.ofUser(0).mountNamespace(OURS);
        here.shim.ofUser(0).mountNamespace(OURS);
        here.containerd.ofUser(0).mountNamespace(OURS);
    }

    private ProcessEvidence tenant(int pid, String comm) {
        return node.process(pid, comm).ofUser(NOBODY).mountNamespace(THEIRS);
    }

    /** A shim that does not answer, listening at its file on the node. */
    private void silentShim(ProcessEvidence process) {
        node.listener(FAKE, process.stopped().fd(3), HERE).lies(FAKE, HERE).silent(ShimAnswer.TYPE, FAKE);
    }

    /** A listener at CRI-O's path, and what lies there. */
    private ProcessEvidence crio(ProcessEvidence process, File bound) {
        node.listener(CRIO, process.fd(3), bound);
        return process;
    }

    private Optional<Vertex.Process> crio() {
        return Addresses.acceptor(node.view(), CRIO);
    }

    private void fakeShim(ProcessEvidence process) {
        node.listener(FAKE, process.fd(3), ELSEWHERE).nothingLies(FAKE).silent(ShimAnswer.TYPE, FAKE);
    }

    @Test
    void silentOrStoppedFakeShimIsNobody() {
        var fake = tenant(300, "containerd-shim");
        fakeShim(fake);
        assertThat(here.judged()).isEqualTo("HEALTHY");
        fake.stopped();
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp/containerd/s/x", "/home/a/run/containerd/s/x", "@/containerd-shim/x.sock@", FAKE})
    void tenantIsNoShimWhateverItsAddress(String path) {
        node.listener(path, tenant(300, "containerd-shim").stopped().fd(3)).silent(ShimAnswer.TYPE, path);
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void childOfAFakeShimIsNoRuntime() {
        var fake = tenant(300, "containerd-shim");
        fakeShim(fake);
        node.child(fake, 301, "runc").ofUser(NOBODY).aged(Duration.ofMinutes(9)).mountNamespace(THEIRS);
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void lockThatAFakeShimWaitsForAccusesNobody() {
        var holder = node.process(310, "cron").ofUser(0);
        var fake = tenant(300, "containerd-shim");
        fakeShim(fake);
        fake.blockedIn("flock", 7, 2).locks(7, "/var/lock/world", "fd:01:42");
        holder.locks(5, "/var/lock/world", "fd:01:42");
        node.lock(1, "FLOCK", 310, "fd:01:42").lockWanted(1, "FLOCK", 300, "fd:01:42");
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    /** Root in a container without user namespaces is root for the kernel; its mounts are its own. */
    @Test
    void rootOfAContainerIsNoShim() {
        fakeShim(node.child(here.nginx, 300, "sh")
                .ofUser(0)
                .mountNamespace(THEIRS)
                .stopped());
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    /** A volume may give it exactly that folder; but a process in a container is a child of a shim. */
    @Test
    void childOfAShimIsNoShim() {
        silentShim(node.child(here.shim, 300, "sh").ofUser(0).mountNamespace(OURS));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void shimOfRootAtItsFileIsAsked() {
        silentShim(node.process(300, "containerd-shim").ofUser(0));
        assertThat(here.judged()).isEqualTo("STALLED shim 300 shim.stopped");
    }

    @Test
    void shimIsAChildOfTheDaemonThatStartedItAsWell() {
        silentShim(node.child(here.containerd, 300, "containerd-shim").ofUser(0));
        assertThat(here.judged()).isEqualTo("STALLED shim 300 shim.stopped");
    }

    @Test
    void evidenceWithoutUsersAndFilesIsJudgedAsBefore() {
        node.listener(FAKE, node.process(300, "containerd-shim").stopped().fd(3))
                .silent(ShimAnswer.TYPE, FAKE);
        assertThat(here.judged()).isEqualTo("STALLED shim 300 shim.stopped");
    }

    @ParameterizedTest
    @ValueSource(longs = {NOBODY, 0})
    void pathOfContainerdInAnotherMountNamespaceIsAnotherDaemon(long uid) {
        var other = node.process(300, "python3").ofUser(uid).mountNamespace(THEIRS);
        crio(other.stopped(), ELSEWHERE);
        node.nothingLies(CRIO).silent(CriAnswer.TYPE, CRIO);
        assertThat(crio()).isEmpty();
    }

    @Test
    void theFileTellsWhichOfTwoListenersIsTheNodes() {
        crio(tenant(300, "python3"), ELSEWHERE);
        var crio = crio(node.process(310, "crio").ofUser(0).mountNamespace(OURS), HERE);
        node.lies(CRIO, HERE);
        assertThat(crio()).contains(crio.vertex());
    }

    @Test
    void listenerAtTheFileCountsWhateverWordsItWasBoundTo() {
        var crio = node.process(310, "crio").ofUser(0);
        node.listener("crio.sock", crio.fd(3), HERE).lies(CRIO, HERE);
        assertThat(crio()).contains(crio.vertex());
    }

    @Test
    void listenerWhoseFileWasReplacedIsAtItsPathNoMore() {
        crio(node.process(310, "crio").ofUser(0).mountNamespace(OURS), HERE);
        node.lies(CRIO, BESIDE);
        assertThat(crio()).isEmpty();
    }

    @Test
    void daemonWhoseFileWasRemovedIsKnownByItsMounts() {
        var crio = crio(node.process(310, "crio").ofUser(0).mountNamespace(OURS), HERE);
        node.nothingLies(CRIO);
        assertThat(crio()).contains(crio.vertex());
    }

    /** On an overlay a file has the device of a layer, and its folder that of the overlay, which sock_diag also gives. */
    @Test
    void fileOnAnOverlayIsKnownByTheDeviceOfItsFolder() {
        var crio = crio(node.process(310, "crio").ofUser(0).mountNamespace(THEIRS), new File(79, 83));
        node.lies(CRIO, new File(80, 83), 79);
        assertThat(crio()).contains(crio.vertex());
    }

    /** btrfs gives a separate device for each subvolume. */
    @Test
    void mountsTellWhenDevicesCannotBeCompared() {
        var crio = crio(node.process(310, "crio").ofUser(0).mountNamespace(OURS), new File(30, 83));
        node.lies(CRIO, new File(41, 83), 41);
        assertThat(crio()).contains(crio.vertex());
        crio.mountNamespace(THEIRS);
        assertThat(crio()).isEmpty();
    }

    /** A chroot needs no mount namespace of its own. */
    @Test
    void userTellsWhereNoFileCan() {
        crio(node.process(310, "python3").ofUser(NOBODY).mountNamespace(OURS), HERE);
        node.nothingLies(CRIO);
        assertThat(crio()).isEmpty();
    }

    @Test
    void busIsServedByAUserOfItsOwn() {
        here.bus.ofUser(101);
        assertThat(Addresses.bus(node.view())).contains(here.bus.vertex());
    }

    @Test
    void shimsAreOfTheUserThatRunsTheDaemonsAsWell() {
        crio(node.process(310, "crio").ofUser(1000), BESIDE);
        node.lies(CRIO, BESIDE);
        silentShim(node.process(300, "containerd-shim").ofUser(1000));
        assertThat(here.judged()).isEqualTo("STALLED shim 300 shim.stopped");
    }

    @Test
    void listenerAtAnotherAddressOfTheHealthPortIsNotAsked() {
        node.tcpListener("127.0.0.2:10248", tenant(300, "python3").fd(3)).silent(KubeletAnswer.TYPE);
        here.kubelet.ofUser(0).stopped();
        assertThat(here.judged()).isEqualTo("STALLED kubelet 80 kubelet.stopped");
    }

    @Test
    void mostExactAddressOfTheHealthPortIsReached() {
        node.tcpListener("0.0.0.0:10248", node.process(300, "other").fd(3)).silent(KubeletAnswer.TYPE);
        here.kubelet.stopped();
        assertThat(here.judged()).isEqualTo("STALLED kubelet 80 kubelet.stopped");
    }

    @Test
    void tenantAtTheHealthPortIsNoKubelet() {
        here.kubelet.ofUser(NOBODY).stopped();
        node.silent(KubeletAnswer.TYPE);
        assertThat(here.judged()).isEqualTo("HEALTHY");
        node.says(KubeletAnswer.TYPE, new KubeletAnswer(500, "[-]syncloop failed"));
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(here.verdict().notSeen())
                .anySatisfy(spot ->
                        assertThat(spot.why()).isEqualTo("not on this node: port 10248 is kubelet 80 of uid 65534's"));
    }
}

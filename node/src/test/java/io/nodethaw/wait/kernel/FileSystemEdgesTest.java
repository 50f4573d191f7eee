package io.nodethaw.wait.kernel;

import static io.nodethaw.wait.NodeEvidence.node;
import static io.nodethaw.wait.WaitWords.waits;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.CallTarget;
import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.ThreadEvidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileSystemEdgesTest {
    private static final long HERE = -100;

    private final FileSystemEdges source = new FileSystemEdges();
    private final NodeEvidence node = node();
    private final ProcessEvidence reader =
            node.process(20, "reader").mount("/", "ext4", "8:1").mount("/mnt/nas", "nfs4", "0:50");

    @Test
    void threadInDNeedsTheMountOfItsOpenFile() {
        reader.opens(3, "/mnt/nas/file").inD("rpc_wait_bit_killable").blockedIn("read", 3);
        assertThat(waits(source, node)).containsExactly("reader 20 fd 3 needs /mnt/nas: file-system");
    }

    @Test
    void threadInDNeedsTheMountOfThePathInItsCall() {
        reader.inD("rpc_wait_bit_killable");
        reader.thread(20).blockedIn("statfs", ThreadEvidence.ADDRESS).path("/mnt/nas");
        assertThat(waits(source, node)).containsExactly("reader 20 needs /mnt/nas: file-system");
    }

    @Test
    void aPathInAFolderOfAPodIsAboutThatPod() {
        reader.inD("percpu_rwsem_wait");
        reader.thread(20)
                .blockedIn("mkdirat", HERE, ThreadEvidence.ADDRESS)
                .path("/var/log/pods/default_late_7c1ab536-af9b-4be2-ad8b-c0ba4a6483e9");
        assertThat(source.edges(node.view()))
                .singleElement()
                .satisfies(edge -> assertThat(edge.gist().containers()).containsOnlyKeys("default/late"));
    }

    @Test
    void theGoroutineThatNamesAFolderTellsWhosePodItIs() {
        var folder = "/var/lib/kubelet/pods/7c1ab536-af9b-4be2-ad8b-c0ba4a6483e9";
        reader.inD("percpu_rwsem_wait");
        reader.thread(20).blockedIn("mkdirat", HERE, ThreadEvidence.ADDRESS).path(folder);
        assertThat(source.edges(node.view()).getFirst().gist().containers())
                .containsOnlyKeys("7c1ab536-af9b-4be2-ad8b-c0ba4a6483e9");
        node.says(Goroutines.TYPE, "20", GoroutineWords.of(reader, GoroutineWords.worksOn(7, "default/late", folder)));
        assertThat(source.edges(node.view()).getFirst().gist().containers()).containsOnlyKeys("default/late");
    }

    @Test
    void pathBelowAnOpenFolderIsFound() {
        reader.opens(7, "/mnt/nas").inD("rpc_wait_bit_killable");
        reader.thread(20).blockedIn("openat", 7, ThreadEvidence.ADDRESS).path("deep/file");
        assertThat(waits(source, node)).containsExactly("reader 20 needs /mnt/nas: file-system");
    }

    @Test
    void pathBelowTheWorkingFolderIsFound() {
        reader.in("/mnt/nas/home").inD("rpc_wait_bit_killable");
        reader.thread(20).blockedIn("openat", HERE, ThreadEvidence.ADDRESS).path("file");
        assertThat(waits(source, node)).containsExactly("reader 20 needs /mnt/nas: file-system");
    }

    @Test
    void folderThatOnlyBeginsLikeAMountIsNotOnIt() {
        reader.opens(3, "/mnt/nas-copy/file").inD("folio_wait_bit").blockedIn("read", 3);
        assertThat(waits(source, node)).containsExactly("reader 20 fd 3 needs /: file-system");
    }

    @Test
    void fuseMountLeadsOnToTheProcessThatServesItsConnection() {
        reader.mount("/mnt/fuse", "fuse.sshfs", "0:61").opens(3, "/mnt/fuse/file");
        reader.blockedIn("read", 3).wchan("request_wait_answer");
        node.process(30, "other").servesFuse(5, 60);
        node.process(31, "sshfs").servesFuse(5, 61);
        assertThat(waits(source, node))
                .containsExactly(
                        "reader 20 fd 3 needs /mnt/fuse: file-system", "/mnt/fuse needs sshfs 31 fd 5: served-by");
    }

    @Test
    void olderKernelsDoNotNumberTheConnectionSoAnyServerMayBeIt() {
        reader.mount("/mnt/fuse", "fuse.sshfs", "0:61").opens(3, "/mnt/fuse/file");
        reader.blockedIn("read", 3).wchan("request_wait_answer");
        node.process(30, "other").opens(5, "/dev/fuse", 2);
        node.process(31, "sshfs").opens(5, "/dev/fuse", 2);
        assertThat(waits(source, node))
                .containsExactly(
                        "reader 20 fd 3 needs /mnt/fuse: file-system",
                        "/mnt/fuse any other 30 fd 5: served-by",
                        "/mnt/fuse any sshfs 31 fd 5: served-by");
    }

    @Test
    void serverOfAnotherMountIsNotAccused() {
        reader.mount("/mnt/fuse", "fuse.sshfs", "0:61").opens(3, "/mnt/fuse/file");
        reader.blockedIn("read", 3).wchan("request_wait_answer");
        node.process(30, "other").servesFuse(5, 60);
        assertThat(waits(source, node)).containsExactly("reader 20 fd 3 needs /mnt/fuse: file-system");
    }

    @Test
    void serverOfAnUnknownConnectionIsNotAccused() {
        reader.mount("/mnt/fuse", "fuse.sshfs", "0:61").opens(3, "/mnt/fuse/file");
        reader.blockedIn("read", 3).wchan("request_wait_answer");
        node.process(30, "other").opens(5, "/dev/fuse");
        assertThat(waits(source, node)).containsExactly("reader 20 fd 3 needs /mnt/fuse: file-system");
    }

    @Test
    void fifoBeingOpenedMayFindAPartner() {
        reader.thread(20)
                .blockedIn("openat", HERE, ThreadEvidence.ADDRESS)
                .path("/run/fifo")
                .wchan("wait_for_partner");
        assertThat(waits(source, node)).containsExactly("reader 20 any /run/fifo: fifo-open");
    }

    @Test
    void threadInDWithoutAMountNeedsThePlaceInTheKernel() {
        reader.inD("copy_net_ns").blockedIn("futex");
        assertThat(waits(source, node)).containsExactly("reader 20 needs copy_net_ns: file-system");
    }

    @Test
    void threadInDWhoseCallCannotBeReadIsStillSeen() {
        reader.opens(3, "/mnt/nas/file").inD("rpc_wait_bit_killable").blockedIn("read", 3);
        assertThat(waits(source, node.blindTo(SystemCall.TYPE)))
                .containsExactly("reader 20 needs rpc_wait_bit_killable: file-system");
    }

    @Test
    void withoutMountsOnlyThePlaceInTheKernelIsNamed() {
        reader.opens(3, "/mnt/nas/file").inD("rpc_wait_bit_killable").blockedIn("read", 3);
        assertThat(waits(source, node.blindTo(Mounts.TYPE)))
                .containsExactly("reader 20 fd 3 needs rpc_wait_bit_killable: file-system");
    }

    @Test
    void threadAsleepElsewhereIsNoFileSystemWait() {
        reader.opens(3, "/mnt/nas/file").blockedIn("read", 3).wchan("wait_woken");
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void threadOfAFrozenProcessThatAFileSystemHoldsIsSeen() {
        reader.opens(3, "/mnt/nas/file")
                .frozenIn("/reader")
                .thread(20)
                .state('D')
                .wchan("futex_do_wait");
        reader.thread(21).state('D').wchan("rpc_wait_bit_killable").blockedIn("read", 3);
        reader.thread(22).state('D').wchan("hrtimer_do_nothing");
        assertThat(waits(source, node)).containsExactly("reader 20 fd 3 needs /mnt/nas: file-system");
    }

    @Test
    void serverOfAFuseFileSystemThatHasNothingToDoWaitsForNoFileSystem() {
        reader.opens(3, "/dev/fuse").wchan("fuse_dev_do_read").blockedIn("read", 3);
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void mountInAContainerIsCalledAsOnTheNode() {
        node.systemd().mount("/", "ext4", "8:1").mount("/var/lib/kubelet/pods/7/volumes/data", "ext4", "7:1");
        reader.mount("/data", "ext4", "7:1")
                .opens(3, "/data/file")
                .inD("percpu_rwsem_wait")
                .blockedIn("write", 3);
        assertThat(waits(source, node))
                .containsExactly("reader 20 fd 3 needs /var/lib/kubelet/pods/7/volumes/data: file-system");
    }

    @Test
    void endingProcessWaitsForTheOnlyFuseMountThatItSees() {
        node.process(60, "sshfs").servesFuse(4, 51);
        reader.mount("/mnt/ssh", "fuse.sshfs", "0:51").inD("request_wait_answer");
        assertThat(waits(source, node))
                .containsExactlyInAnyOrder(
                        "reader 20 needs /mnt/ssh: file-system", "/mnt/ssh needs sshfs 60 fd 4: served-by");
    }

    private ProcessEvidence scanner(int pid, List<Integer> mounts, List<String> devices) {
        var scanner = node.process(pid, "scanner").opens(5, "anon_inode:[fanotify]");
        node.says(
                DescriptorInfo.TYPE,
                pid + "/5",
                new DescriptorInfo(
                        pid,
                        5,
                        2,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.of(new DescriptorInfo.Decides(mounts, devices))));
        return scanner;
    }

    private void opensOnTheNas() {
        reader.inD("fanotify_handle_event");
        reader.thread(20).blockedIn("openat", HERE, ThreadEvidence.ADDRESS).path("/mnt/nas/file");
    }

    @Test
    void openThatSomebodyHasToAllowNeedsTheListener() {
        scanner(70, List.of(), List.of("0:50"));
        opensOnTheNas();
        assertThat(waits(source, node)).containsExactly("reader 20 needs scanner 70: file-system");
    }

    @Test
    void ofSeveralListenersTheOneThatMarkedTheMountCounts() {
        scanner(70, List.of(), List.of("8:1"));
        scanner(71, List.of(1), List.of()).mount("/host/nas", "nfs4", "0:50");
        opensOnTheNas();
        assertThat(waits(source, node)).containsExactly("reader 20 needs scanner 71: file-system");
    }

    @Test
    void ofSeveralListenersThatMayHaveMarkedItAnyCounts() {
        scanner(70, List.of(9), List.of());
        scanner(71, List.of(9), List.of());
        opensOnTheNas();
        assertThat(waits(source, node))
                .containsExactlyInAnyOrder(
                        "reader 20 any scanner 70: file-system", "reader 20 any scanner 71: file-system");
    }

    @Test
    void listenerThatOnlyListensDecidesNothing() {
        node.process(70, "logger").opens(5, "anon_inode:[fanotify]", 0);
        opensOnTheNas();
        assertThat(waits(source, node)).containsExactly("reader 20 needs /mnt/nas: file-system");
        assertThat(source.wants(node.view(), new Reach(Set.of(20), Set.of(20)))).contains(DescriptorInfo.key(70, 5));
    }

    @Test
    void ageOfTheWaitIsThatOfTheThread() {
        reader.opens(3, "/mnt/nas/file").inD("rpc_wait_bit_killable").blockedIn("read", 3);
        reader.held(20, 'D', "rpc_wait_bit_killable", Duration.ofSeconds(50));
        assertThat(source.edges(node.view()))
                .singleElement()
                .satisfies(edge -> assertThat(edge.atLeast()).contains(Duration.ofSeconds(50)));
    }

    @Test
    void frozenProcessIsNotTakenForOneThatWaitsInTheKernel() {
        reader.inD("do_epoll_wait").frozenIn("/reader").blockedIn("epoll_wait", 4);
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void nobodyWaitsForAFileSystemWhereAnySignalWouldEndTheWait() {
        for (var wait : List.of("futex_do_wait", "do_epoll_wait", "hrtimer_nanosleep", "pipe_read", "__refrigerator")) {
            reader.inD(wait).blockedIn("futex");
            assertThat(waits(source, node)).as(wait).isEmpty();
        }
    }

    @Test
    void blindLookAccusesNobody() {
        reader.opens(3, "/mnt/nas/file").inD("rpc_wait_bit_killable").blockedIn("read", 3);
        assertThat(waits(source, node.blindTo(Tasks.TYPE))).isEmpty();
    }

    @Test
    void mountsStackPathAndServersAreAskedFor() {
        reader.inD("request_wait_answer");
        reader.thread(20).blockedIn("statfs", ThreadEvidence.ADDRESS);
        node.process(31, "sshfs").opens(5, "/dev/fuse");
        assertThat(source.wants(node.view(), new Reach(Set.of(20), Set.of())))
                .contains(
                        Mounts.TYPE.key(20),
                        KernelStack.key(20, 20),
                        CallTarget.key(20, 20, ThreadEvidence.ADDRESS, 0),
                        DescriptorInfo.key(31, 5),
                        Descriptors.TYPE.key(20));
    }
}

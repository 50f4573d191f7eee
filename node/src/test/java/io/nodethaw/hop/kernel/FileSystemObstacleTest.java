package io.nodethaw.hop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.evidence.FileSystemErrors;
import io.nodethaw.evidence.FileSystemRoom;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A start writes below the roots of kubelet and the runtimes, and below /run. */
class FileSystemObstacleTest {
    private static final long EXT = 0xEF53;
    private static final long TMPFS = 0x01021994;
    private static final long XFS = 0x58465342;
    private static final String ROOT = "/var/lib/containerd";
    private static final String RUN = "/run/containerd";

    private final WholeNode here = new WholeNode();

    FileSystemObstacleTest() {
        here.containerd.opens(30, ROOT + "/io.containerd.metadata.v1.bolt/meta.db");
        here.dockerd.opens(30, "/data/docker/buildkit/cache.db");
    }

    private static FileSystemRoom room(String folder, long type, long free, long available, long freeFiles) {
        return new FileSystemRoom(
                60, folder, type, folder.hashCode(), 4096, 100_000, free, available, 5000, freeFiles, false);
    }

    private void twice(FileSystemRoom room) {
        once(room);
        once(room);
    }

    private void once(FileSystemRoom room) {
        here.node.alsoSays(FileSystemRoom.TYPE, FileSystemRoom.instance(60, room.folder()), room);
    }

    private String title() {
        return here.verdict().roots().getFirst().finding().map(Finding::title).orElse("");
    }

    private boolean mayFail() {
        return WholeNode.chain().mayFail(new NodeView(here.node.evidence()));
    }

    @Test
    void foldersAreThoseOfTheDaemons() {
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.LIGHT))
                .contains(
                        FileSystemRoom.TYPE.key("60" + ROOT),
                        FileSystemRoom.TYPE.key("60" + RUN),
                        FileSystemRoom.TYPE.key("70/data/docker"));
    }

    @Test
    void roomIsNoReasonForAnything() {
        twice(room(ROOT, EXT, 50_000, 45_000, 100));
        assertThat(mayFail()).isFalse();
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    /** ext4 keeps some blocks even from root. */
    @Test
    void fullIsWhatIsFullForRootInTwoReadings() {
        twice(room(ROOT, EXT, 1999, 0, 100));
        assertThat(here.judged()).isEqualTo("FAILING " + ROOT + " kernel.file-system-full");
        assertThat(title()).isEqualTo("full, 390 MiB");
        assertThat(here.command()).isEqualTo("du -xhd1 \"$(findmnt -n -o TARGET -T " + ROOT + ")\" | sort -h | tail");
    }

    @Test
    void whatRootMayStillUseIsNotFull() {
        twice(room(ROOT, EXT, 3100, 0, 100));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    private void said(String text) {
        here.node.says(
                RefusedStarts.TYPE,
                new RefusedStarts(List.of(new RefusedStarts.Line(
                        RefusedStarts.Why.NO_SPACE, "containerd.service", Duration.ofSeconds(7), text))));
    }

    private Confidence confidence() {
        var finding = here.verdict().roots().getFirst().finding().orElseThrow();
        return ((Finding.Failing) finding).confidence();
    }

    /** Small files still find room where large ones do not. */
    @Test
    void littleRoomIsAReasonOnceADaemonWasRefusedSome() {
        twice(room(ROOT, EXT, 2100, 0, 100));
        assertThat(mayFail()).isTrue();
        assertThat(here.judged()).isEqualTo("HEALTHY");
        said("failed to create containerd task: write /elsewhere/x: no space left on device");
        assertThat(here.judged()).isEqualTo("FAILING " + ROOT + " kernel.file-system-full");
        assertThat(title()).isEqualTo("nearly full, 400 KiB left of 390 MiB");
        assertThat(confidence()).isEqualTo(Confidence.LIKELY);
        said("failed to write hostname to " + ROOT + "/sandboxes/x: no space left on device");
        assertThat(confidence()).isEqualTo(Confidence.PROVEN);
    }

    @Test
    void fullRootInMemoryFailsTheStartsThatWriteFiles() {
        twice(room(ROOT, TMPFS, 0, 0, 100));
        said("failed to write hostname to " + ROOT + "/sandboxes/x: no space left on device");
        assertThat(here.judged()).isEqualTo("FAILING " + ROOT + " kernel.file-system-full");
    }

    @Test
    void fewInodesAreAReasonOnceADaemonWasRefusedOne() {
        twice(room(ROOT, EXT, 50_000, 45_000, 3));
        assertThat(here.judged()).isEqualTo("HEALTHY");
        said("mkdir " + ROOT + "/x: no space left on device");
        assertThat(here.judged()).isEqualTo("FAILING " + ROOT + " kernel.out-of-inodes");
        assertThat(title()).isEqualTo("3 inodes left of 5000");
    }

    @Test
    void fullForAMomentIsOnlyAReasonToLookAgain() {
        once(room(ROOT, XFS, 0, 0, 100));
        assertThat(mayFail()).isTrue();
        assertThat(here.judged()).isEqualTo("HEALTHY");
        once(room(ROOT, XFS, 10_000, 10_000, 100));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    /** In memory a folder takes no block, and in its root containerd makes nothing else for a container of dockerd. */
    @Test
    void fullRootInMemoryDoesNotFailEveryStart() {
        twice(room(ROOT, TMPFS, 0, 0, 100));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void fullRunFailsEveryStart() {
        twice(room(RUN, TMPFS, 0, 0, 100));
        assertThat(here.judged()).isEqualTo("FAILING " + RUN + " kernel.file-system-full");
    }

    @Test
    void withoutAnInodeThereIsNoFolderEither() {
        twice(room(ROOT, EXT, 50_000, 45_000, 0));
        assertThat(here.judged()).isEqualTo("FAILING " + ROOT + " kernel.out-of-inodes");
        assertThat(title()).isEqualTo("no inode left of 5000");
        assertThat(here.verdict().roots().getFirst().finding().orElseThrow().proofs())
                .extracting(Proof::text)
                .containsExactly("the file system of " + ROOT + " has no inode left of 5000");
        assertThat(here.command())
                .isEqualTo("du --inodes -xd1 \"$(findmnt -n -o TARGET -T " + ROOT + ")\" | sort -n | tail");
    }

    /** btrfs has no number of inodes. */
    @Test
    void noNumberOfInodesIsNoLimit() {
        twice(new FileSystemRoom(60, ROOT, XFS, 1, 4096, 100_000, 1000, 1000, 0, 0, false));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void readOnlyNeedsNoSecondReading() {
        once(new FileSystemRoom(60, ROOT, XFS, 1, 4096, 100_000, 1000, 1000, 5000, 5000, true));
        assertThat(here.judged()).isEqualTo("FAILING " + ROOT + " kernel.file-system-read-only");
    }

    /** Since 6.15 statfs does not tell that an ext4 became read-only by an error, but its mount does. */
    @Test
    void ext4ThatFoundAnErrorShowsItAmongItsMounts() {
        once(room(ROOT, EXT, 50_000, 45_000, 100));
        here.node.says(FileSystemErrors.TYPE, new FileSystemErrors(List.of("sda2")));
        assertThat(mayFail()).isTrue();
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.CLOSE)).contains(Mounts.TYPE.key(60));
        mounts("rw,errors=remount-ro,emergency_ro");
        assertThat(here.judged()).isEqualTo("FAILING " + ROOT + " kernel.file-system-read-only");
        assertThat(title()).isEqualTo("read-only since an error");
    }

    @Test
    void errorThatChangedNothingIsNoFault() {
        once(room(ROOT, EXT, 50_000, 45_000, 100));
        here.node.says(FileSystemErrors.TYPE, new FileSystemErrors(List.of("sda2")));
        mounts("rw,errors=continue");
        assertThat(mayFail()).isFalse();
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    private void mounts(String options) {
        here.node.says(
                Mounts.TYPE,
                "60",
                new Mounts(
                        60,
                        List.of(
                                new Mounts.Mount(1, 0, "8:1", "/", "/", "ext4", "/dev/sda1", "rw"),
                                new Mounts.Mount(2, 1, "8:2", "/", "/var/lib", "ext4", "/dev/sda2", options))));
    }

    @Test
    void oneFileSystemIsOneRoot() {
        for (var folder : List.of(ROOT, RUN)) {
            var room = new FileSystemRoom(60, folder, XFS, 7, 4096, 100_000, 0, 0, 5000, 100, false);
            twice(room);
        }
        assertThat(here.verdict().roots()).hasSize(1);
    }

    @Test
    void whereItCouldNotBeReadNobodyIsAccused() {
        here.node.reading(FileSystemRoom.TYPE, "60" + ROOT, new Reading.Refused<>("not permitted"));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }
}

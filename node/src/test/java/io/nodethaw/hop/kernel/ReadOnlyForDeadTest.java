package io.nodethaw.hop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.FileSystemErrors;
import io.nodethaw.evidence.LastWords;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A daemon that died on a read-only disk is not the root: started again it would end at once. */
class ReadOnlyForDeadTest {
    private static final String UNIT = "docker.service";
    private static final String ROOT = "/var/lib/docker";
    private static final String DEAD = "FAILING docker docker.dead";
    private static final String READ_ONLY = "FAILING " + ROOT + " kernel.file-system-read-only";

    private final WholeNode here = new WholeNode();

    ReadOnlyForDeadTest() {
        unit("failed", "failed", "exit-code");
        mounts("/var/lib", "ro");
        errors("sda2");
    }

    private void unit(String active, String sub, String result) {
        here.node.says(
                Units.TYPE,
                new Units(List.of(new Units.Unit(
                        UNIT,
                        "loaded",
                        active,
                        sub,
                        "",
                        List.of("multi-user.target"),
                        result,
                        Optional.of(Duration.ofMinutes(5)),
                        Optional.of(0L),
                        active.equals("active") ? Optional.of(70) : Optional.empty(),
                        Optional.of(new Units.Run(1, 1, Duration.ofHours(3))),
                        Optional.empty(),
                        Optional.empty()))));
    }

    private void mounts(String point, String options) {
        mounts("/dev/sda2", point, options);
    }

    private void mounts(String source, String point, String options) {
        here.node.says(
                Mounts.TYPE,
                "1",
                new Mounts(
                        1,
                        List.of(
                                new Mounts.Mount(1, 0, "8:1", "/", "/", "ext4", "/dev/sda1", "rw"),
                                new Mounts.Mount(2, 1, "8:2", "/", point, "ext4", source, options))));
    }

    private void errors(String... devices) {
        here.node.says(FileSystemErrors.TYPE, new FileSystemErrors(List.of(devices)));
    }

    private void said(String text) {
        here.node.says(LastWords.TYPE, UNIT, new LastWords(List.of(new LastWords.Line(Duration.ofMinutes(4), text))));
    }

    private Confidence confidence() {
        var finding = here.verdict().roots().getFirst().finding().orElseThrow();
        return ((Finding.Failing) finding).confidence();
    }

    private String roots() {
        return here.verdict().roots().stream()
                .map(root -> root.finding().map(Finding::code).orElse(""))
                .toList()
                .toString();
    }

    @Test
    void diskThatHasRecordedAnErrorIsTheRoot() {
        assertThat(here.judged()).isEqualTo(READ_ONLY);
        assertThat(confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(roots()).isEqualTo("[kernel.file-system-read-only]");
    }

    /** A volume of LVM goes by several names. */
    @Test
    void volumeThatHasRecordedAnErrorIsTheRoot() {
        mounts("/dev/mapper/vg-docker", "/var/lib", "ro");
        errors("dm-2");
        assertThat(here.judged()).isEqualTo(READ_ONLY);
        errors("dm-3");
        assertThat(here.judged()).isEqualTo(DEAD);
    }

    /** On the kernels that say so, it counts by whatever name it is mounted. */
    @Test
    void diskThatItsKernelMadeReadOnlyIsTheRoot() {
        errors("loop4");
        mounts("/dev/by-another-name", "/var/lib", "rw,errors=remount-ro,emergency_ro");
        assertThat(here.judged()).isEqualTo(READ_ONLY);
    }

    /** xfs and btrfs keep no record of errors where it could be read. */
    @Test
    void diskOfWhichTheDaemonSaidThatItCannotWriteIsTheRoot() {
        errors();
        said("failed to start daemon: mkdir /var/lib/docker/tmp: read-only file system");
        assertThat(here.judged()).isEqualTo(READ_ONLY);
        assertThat(confidence()).isEqualTo(Confidence.PROVEN);
        said("failed to write /etc/docker/key.json: read-only file system");
        assertThat(here.judged()).isEqualTo(DEAD);
    }

    /** The daemon may be told to keep its files elsewhere. */
    @Test
    void folderThatIsReadOnlyByIntentIsNotAccused() {
        errors("sdb1");
        said("failed to start daemon: invalid option");
        assertThat(here.judged()).isEqualTo(DEAD);
    }

    @Test
    void diskThatTakesWritesIsNotAccused() {
        mounts("/var/lib", "rw");
        said("failed to write /etc/docker/key.json: read-only file system");
        assertThat(here.judged()).isEqualTo(DEAD);
    }

    @Test
    void daemonThatRunsIsNoneOfThese() {
        unit("active", "running", "success");
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void whereItCouldNotBeReadTheDaemonIsTheRoot() {
        here.node.reading(Mounts.TYPE, "1", new Reading.Refused<>("not permitted"));
        assertThat(here.judged()).isEqualTo(DEAD);
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.CLOSE))
                .contains(Mounts.TYPE.key(1), FileSystemErrors.TYPE.key(), LastWords.TYPE.key(UNIT));
    }
}

package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.evidence.ProgramFile;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.RuntimeSettings;
import io.nodethaw.evidence.SearchedProgram;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Without runc or the shim no container can start, whether or not one was tried. */
class ProgramObstacleTest {
    private static final int CONTAINERD = 60;
    private static final String SHIM = "containerd-shim-runc-v2";
    private static final List<String> PATH = List.of("/usr/sbin", "/usr/bin");

    private final WholeNode here = new WholeNode();

    ProgramObstacleTest() {
        needs(WholeNode.DOCKER, SHIM, "runc");
        thereIs("runc", "/usr/sbin/runc", ProgramFile.Kind.EXECUTABLE);
        thereIs(SHIM, "/usr/bin/" + SHIM, ProgramFile.Kind.EXECUTABLE);
    }

    private void needs(String path, String shim, String runc) {
        here.node.says(RuntimeSettings.TYPE, path, new RuntimeSettings(shim, runc, Optional.empty()));
    }

    private void thereIs(String name, String path, ProgramFile.Kind kind) {
        there(name, List.of(new ProgramFile.Found(path, kind)));
    }

    private void there(String name, List<ProgramFile.Found> found) {
        var instance = ProgramFile.instance(CONTAINERD, name);
        var file = new ProgramFile(CONTAINERD, name, PATH, found);
        here.node
                .says(ProgramFile.TYPE, instance, file)
                .says(SearchedProgram.TYPE, instance, new SearchedProgram(file));
    }

    private void usuallyThere(String name, boolean is) {
        var found = is
                ? List.of(new ProgramFile.Found("/usr/bin/" + name, ProgramFile.Kind.EXECUTABLE))
                : List.<ProgramFile.Found>of();
        here.node.says(
                ProgramFile.TYPE,
                ProgramFile.instance(CONTAINERD, name),
                new ProgramFile(CONTAINERD, name, PATH, found));
    }

    private String title() {
        return here.verdict().roots().getFirst().finding().map(Finding::title).orElse("");
    }

    private boolean maySeem() {
        return WholeNode.chain().mayFail(new NodeView(here.node.evidence()));
    }

    @Test
    void bothThereIsHealthyAndNothingToLookAtMoreClosely() {
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(maySeem()).isFalse();
    }

    @Test
    void noFileOfRuncFailsEveryStart() {
        there("runc", List.of());
        assertThat(here.judged()).isEqualTo("FAILING runc runc.missing");
        assertThat(title()).isEqualTo("missing from the PATH of containerd 60");
        assertThat(here.command()).isEqualTo("find /usr /opt -xdev -type f -name runc'*'");
    }

    @Test
    void noFileOfTheShimFailsEveryStart() {
        there(SHIM, List.of());
        assertThat(here.judged()).isEqualTo("FAILING " + SHIM + " shim.missing");
    }

    @Test
    void runcWithoutPermissionIsNamedByItsPath() {
        thereIs("runc", "/usr/sbin/runc", ProgramFile.Kind.NOT_EXECUTABLE);
        assertThat(here.judged()).isEqualTo("FAILING runc runc.not-executable");
        assertThat(title()).isEqualTo("/usr/sbin/runc is not executable");
        assertThat(here.command()).isEqualTo("chmod 755 /usr/sbin/runc");
    }

    @Test
    void emptyShimCannotBeStarted() {
        thereIs(SHIM, "/usr/bin/" + SHIM, ProgramFile.Kind.EMPTY);
        assertThat(here.judged()).isEqualTo("FAILING " + SHIM + " shim.not-executable");
        assertThat(title()).isEqualTo("/usr/bin/" + SHIM + " is empty");
    }

    private void runcIs(ProgramFile.Kind kind) {
        thereIs("runc", "/usr/sbin/runc", kind);
    }

    @Test
    void permissionThatTheMountTakesAwayIsNotGivenByChmod() {
        runcIs(ProgramFile.Kind.ON_NOEXEC_MOUNT);
        assertThat(here.judged()).isEqualTo("FAILING runc runc.not-executable");
        assertThat(title()).isEqualTo("/usr/sbin/runc is on a noexec mount");
        assertThat(here.verdict().roots().getFirst().finding().orElseThrow().proofs())
                .extracting(Proof::text)
                .containsExactly("containerd 60 starts runc; /usr/sbin/runc is on a noexec mount");
        assertThat(here.command()).isEqualTo("mount -o remount,exec \"$(findmnt -n -o TARGET -T /usr/sbin/runc)\"");
    }

    @Test
    void whatIsNoProgramIsInstalledAgain() {
        runcIs(ProgramFile.Kind.NO_FORMAT);
        assertThat(here.judged()).isEqualTo("FAILING runc runc.not-executable");
        assertThat(title()).isEqualTo("/usr/sbin/runc is neither ELF nor script");
        assertThat(here.command()).isEqualTo("dpkg -S /usr/sbin/runc || rpm -q --whatprovides /usr/sbin/runc");
    }

    @Test
    void programOfAnotherMachineCannotBeStarted() {
        runcIs(ProgramFile.Kind.OTHER_MACHINE);
        assertThat(here.judged()).isEqualTo("FAILING runc runc.not-executable");
        assertThat(title()).isEqualTo("/usr/sbin/runc is an ELF for another machine");
    }

    @Test
    void missingInterpreterIsNamed() {
        var runc = new ProgramFile.Found(
                "/usr/sbin/runc", ProgramFile.Kind.NO_INTERPRETER, Optional.of("/lib/ld-musl-x86_64.so.1"));
        there("runc", List.of(runc));
        assertThat(here.judged()).isEqualTo("FAILING runc runc.not-executable");
        assertThat(title()).isEqualTo("/usr/sbin/runc needs the missing /lib/ld-musl-x86_64.so.1");
        assertThat(here.command())
                .isEqualTo("dpkg -S /lib/ld-musl-x86_64.so.1 || rpm -q --whatprovides /lib/ld-musl-x86_64.so.1");
    }

    /** Go takes the first that may be executed, whatever is in it. */
    @Test
    void goodOneInALaterFolderDoesNotHelpWhereAnotherIsTaken() {
        there(
                "runc",
                List.of(
                        new ProgramFile.Found("/opt/runc", ProgramFile.Kind.NOT_EXECUTABLE),
                        new ProgramFile.Found("/usr/sbin/runc", ProgramFile.Kind.EMPTY),
                        new ProgramFile.Found("/usr/bin/runc", ProgramFile.Kind.EXECUTABLE)));
        assertThat(here.judged()).isEqualTo("FAILING runc runc.not-executable");
        assertThat(title()).isEqualTo("/usr/sbin/runc is empty");
    }

    /** Go goes on to the next folder when a file may not be executed. */
    @Test
    void oneThatCanBeStartedInALaterFolderWillDo() {
        there(
                "runc",
                List.of(
                        new ProgramFile.Found("/usr/sbin/runc", ProgramFile.Kind.NOT_EXECUTABLE),
                        new ProgramFile.Found("/usr/bin/runc", ProgramFile.Kind.EXECUTABLE)));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void pathOfTheConfigurationCounts() {
        needs(WholeNode.CONTAINERD, SHIM, "/opt/bin/crun");
        there("/opt/bin/crun", List.of());
        assertThat(here.judged()).isEqualTo("FAILING /opt/bin/crun runc.missing");
        assertThat(title()).isEqualTo("missing");
    }

    @Test
    void runtimeThatNobodyUsesNeedNotBeThere() {
        needs(WholeNode.DOCKER, "containerd-shim-kata-v2", "");
        there("runc", List.of());
        there(SHIM, List.of());
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void whereNobodySaidWhatIsNeededNobodyIsAccused() {
        here.node.reading(RuntimeSettings.TYPE, WholeNode.DOCKER, new Reading.Failed<>("no answer"));
        there("runc", List.of());
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    /** A daemon may have a PATH of its own; before that was read, nothing is known. */
    @Test
    void absentFromTheUsualFoldersIsOnlyAReasonToLookCloser() {
        var instance = ProgramFile.instance(CONTAINERD, "runc");
        usuallyThere("runc", false);
        here.node.reading(SearchedProgram.TYPE, instance, new Reading.Refused<>("not permitted"));
        assertThat(maySeem()).isTrue();
        assertThat(here.judged()).isEqualTo("HEALTHY");
        assertThat(WholeNode.chain().wants(new NodeView(here.node.evidence()), Depth.CLOSE))
                .contains(SearchedProgram.TYPE.key(instance));
    }

    @Test
    void foundInItsOwnPathIsFine() {
        thereIs("runc", "/opt/k3s/bin/runc", ProgramFile.Kind.EXECUTABLE);
        usuallyThere("runc", false);
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }
}

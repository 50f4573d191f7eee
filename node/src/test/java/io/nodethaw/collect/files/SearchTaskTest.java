package io.nodethaw.collect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.ProgramFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTaskTest {
    private static final int PID = 60;
    private static final String ROOT = "/proc/60/root";

    @TempDir
    private Path folder;

    private HostFolder host;

    @BeforeEach
    void daemon() {
        host = new HostFolder(folder)
                .write("/proc/60/environ", "LANG=C\0SECRET=PATH\0PATH=/usr/sbin:relative::/opt/bin\0")
                .link("/proc/60/exe", "/opt/containerd/bin/containerd (deleted)")
                .write(ROOT + "/usr/sbin/other", "x");
    }

    private void program(String path) {
        host.write(ROOT + path, "x");
        assertThat(host.host().file(ROOT + path).toFile().setExecutable(true)).isTrue();
    }

    private ProgramFile search(String name) throws IOException {
        var answer = new SearchTask(host.host()).read(List.of(Integer.toString(PID), name));
        return SearchTask.read(PID, name, answer);
    }

    @Test
    void looksInThePathOfTheDaemonAndBesideIt() throws IOException {
        program("/opt/bin/runc");
        program("/opt/containerd/bin/runc");
        assertThat(search("runc"))
                .isEqualTo(new ProgramFile(
                        PID,
                        "runc",
                        List.of("/usr/sbin", "/opt/bin", "/opt/containerd/bin"),
                        List.of(
                                new ProgramFile.Found("/opt/bin/runc", ProgramFile.Kind.EXECUTABLE),
                                new ProgramFile.Found("/opt/containerd/bin/runc", ProgramFile.Kind.EXECUTABLE))));
    }

    @Test
    void tellsWhyAFileIsNoProgram() throws IOException {
        host.write(ROOT + "/usr/sbin/runc", "x")
                .write(ROOT + "/opt/bin/runc/x", "x")
                .write(ROOT + "/bin/runc", "");
        assertThat(search("runc").found())
                .containsExactly(
                        new ProgramFile.Found("/usr/sbin/runc", ProgramFile.Kind.NOT_EXECUTABLE),
                        new ProgramFile.Found("/opt/bin/runc", ProgramFile.Kind.NO_FILE));
        assertThat(host.host().file(ROOT + "/bin/runc").toFile().setExecutable(true))
                .isTrue();
        assertThat(search("/bin/runc").found())
                .containsExactly(new ProgramFile.Found("/bin/runc", ProgramFile.Kind.EMPTY));
    }

    /** An absolute link leads into the daemon's root, also where ours has another file there, or none. */
    @Test
    void followsLinksInTheRootOfTheDaemon() throws IOException {
        program("/opt/real/runc");
        host.link(ROOT + "/usr/sbin/runc", "/etc/alternatives/runc")
                .link(ROOT + "/etc/alternatives", "../opt/real/.")
                .link(ROOT + "/opt/bin/runc", "/nowhere");
        assertThat(search("runc").found())
                .containsExactly(new ProgramFile.Found("/usr/sbin/runc", ProgramFile.Kind.EXECUTABLE));
    }

    @Test
    void linksThatGoRoundAreAnError() {
        host.link(ROOT + "/usr/sbin/runc", "/usr/sbin/runc");
        assertThatThrownBy(() -> search("runc")).isInstanceOf(IOException.class).hasMessageContaining("links");
    }

    @Test
    void whoHasNoPathOrIsGoneCannotBeTold() {
        host.write("/proc/61/environ", "LANG=C\0")
                .write("/proc/61/root/x", "x")
                .write("/proc/62/environ", "PATH=/bin\0");
        for (var pid : List.of("61", "62", "63")) {
            assertThatThrownBy(() -> new SearchTask(host.host()).read(List.of(pid, "runc")))
                    .isInstanceOf(NotAskedException.class);
        }
    }

    @Test
    void firstProgramOfTheUsualFoldersIsEnough() throws IOException {
        program("/usr/bin/runc");
        program("/bin/runc");
        assertThat(new ProgramSearch(host.host(), PID)
                        .first("runc", ProgramSearch.USUAL)
                        .found())
                .containsExactly(new ProgramFile.Found("/usr/bin/runc", ProgramFile.Kind.EXECUTABLE));
    }
}

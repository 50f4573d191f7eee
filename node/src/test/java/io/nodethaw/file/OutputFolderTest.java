package io.nodethaw.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    private static final int NOBODY = 65534;

    @TempDir
    private Path folder;

    private static void write(Path folder, String name, String text) throws IOException {
        try (var opened = OutputFolder.open(folder)) {
            opened.write(name, file -> file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
        }
    }

    private List<String> left() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileIsForItsOwnerOnlyAndNothingElseStays() throws IOException {
        write(folder, "e.json", "new");
        assertThat(folder.resolve("e.json")).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("e.json"))))
                .isEqualTo("rw-------");
        assertThat(left()).containsExactly("e.json");
    }

    @Test
    void aFileThatIsThereIsReplacedAndNotChanged() throws IOException {
        var other = Files.writeString(folder.resolve("other"), "old");
        Files.createLink(folder.resolve("e.json"), other);
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-rw-rw-"));
        write(folder, "e.json", "new");
        assertThat(folder.resolve("e.json")).hasContent("new");
        assertThat(other).hasContent("old");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("e.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsNotARegularFileIsLeftAlone() throws IOException, InterruptedException {
        var victim = Files.writeString(folder.resolve("victim"), "old");
        Files.createSymbolicLink(folder.resolve("link"), victim);
        Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none"));
        Files.createDirectory(folder.resolve("folder"));
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("fifo").toString())
                        .start()
                        .waitFor())
                .isZero();
        for (var name : List.of("link", "dangling")) {
            assertThatThrownBy(() -> write(folder, name, "new")).hasMessageContaining("is a link");
        }
        for (var name : List.of("folder", "fifo", ".", "..")) {
            assertThatThrownBy(() -> write(folder, name, "new")).hasMessageContaining("no regular file");
        }
        assertThat(victim).hasContent("old");
        assertThat(left()).containsExactly("dangling", "fifo", "folder", "link", "victim");
    }

    @Test
    void aFailedWriteLeavesNothing() throws IOException {
        Files.writeString(folder.resolve("e.json"), "old");
        try (var opened = OutputFolder.open(folder)) {
            assertThatThrownBy(() -> opened.write("e.json", file -> {
                        file.write(ByteBuffer.allocate(10));
                        throw new IOException("No space left on device");
                    }))
                    .hasMessage("No space left on device");
        }
        assertThat(folder.resolve("e.json")).hasContent("old");
        assertThat(left()).containsExactly("e.json");
    }

    @Test
    void aFolderThatIsPutInItsPlaceMeanwhileGetsNothing() throws IOException {
        var open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createDirectory(open.resolve("in"));
        Files.createDirectory(folder.resolve("etc"));
        try (var opened = OutputFolder.open(open.resolve("in"))) {
            Files.move(open.resolve("in"), open.resolve("away"));
            Files.createSymbolicLink(open.resolve("in"), folder.resolve("etc"));
            opened.write("e.json", file -> file.write(ByteBuffer.wrap(new byte[] {'x'})));
        }
        assertThat(open.resolve("away/e.json")).exists();
        assertThat(folder.resolve("etc/e.json")).doesNotExist();
    }

    @Test
    void ourOwnLinksAreFollowedOnTheWay() throws IOException {
        Files.createDirectory(folder.resolve("in"));
        Files.createSymbolicLink(folder.resolve("relative"), Path.of("in"));
        Files.createSymbolicLink(folder.resolve("absolute"), folder.resolve("relative"));
        write(folder.resolve("absolute"), "a", "new");
        write(folder.resolve("relative/../relative/."), "b", "new");
        write(Path.of("/proc/self/root" + folder), "c", "new");
        assertThat(folder.resolve("in/a")).exists();
        assertThat(folder.resolve("in/b")).exists();
        assertThat(folder.resolve("c")).exists();
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        assertThatThrownBy(() -> write(folder.resolve("loop"), "a", "new")).hasMessageContaining("too many links");
    }

    @Test
    void linksOfStrangersAreNotFollowedOnTheWay() throws IOException {
        var etc = Files.createDirectory(folder.resolve("etc"));
        var theirs = theirs(Files.createDirectory(folder.resolve("theirs")));
        theirs(Files.createSymbolicLink(theirs.resolve("in"), etc));
        assertThatThrownBy(() -> write(theirs.resolve("in"), "e.json", "new"))
                .hasMessageContaining("is a link of user 65534, which is not followed");
        assertThat(etc).isEmptyDirectory();
        write(theirs, "e.json", "new");
        assertThat(theirs.resolve("e.json")).hasContent("new");
    }

    @Test
    void theirFileOfThatNameIsReplacedByOurs() throws IOException {
        var theirs = theirs(Files.createDirectory(folder.resolve("theirs")));
        theirs(Files.writeString(theirs.resolve("e.json"), "old"));
        write(theirs, "e.json", "new");
        assertThat(Files.getAttribute(theirs.resolve("e.json"), "unix:uid")).isEqualTo(Way.ourUid());
    }

    @Test
    void ourOwnFolderIsMadeAndMustBeOurs() throws IOException {
        try (var own = OutputFolder.own(folder.resolve("run/nodethaw"))) {
            assertThat(own.names()).isEmpty();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("run/nodethaw"))))
                .isEqualTo("rwx------");
        var open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwx---"));
        Files.createDirectory(open.resolve("in"));
        for (var bad : List.of(open, open.resolve("in"))) {
            assertThatThrownBy(() -> OutputFolder.own(bad)).hasMessageContaining("can be changed by other users");
        }
        var file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> OutputFolder.own(file)).hasMessageContaining("exists and is no folder");
    }

    @Test
    void aStrangersFolderIsNotOurs() throws IOException {
        var theirs = theirs(Files.createDirectory(folder.resolve("theirs")));
        assertThatThrownBy(() -> OutputFolder.own(theirs)).hasMessageContaining("belongs to user 65534");
        assertThatThrownBy(() -> OutputFolder.own(theirs.resolve("in"))).hasMessageContaining("other users");
    }

    private Path part(Path where, String name, Duration age) throws IOException {
        var part = Files.writeString(where.resolve(name), "half");
        Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(age)));
        return part;
    }

    @Test
    void oldPartsAreRemovedAndNothingElse() throws IOException {
        var own = folder.resolve("own");
        try (var opened = OutputFolder.own(own)) {
            var old = part(own, ".nodethaw-0a.part", Duration.ofHours(1));
            var fresh = part(own, ".nodethaw-0b.part", Duration.ofSeconds(5));
            var another = part(own, "evidence.part", Duration.ofHours(1));
            var hidden = part(own, ".nodethaw-notes", Duration.ofHours(1));
            Files.createDirectory(own.resolve(".nodethaw-folder.part"));
            Files.createSymbolicLink(own.resolve(".nodethaw-link.part"), hidden);
            opened.removeOldParts();
            assertThat(old).doesNotExist();
            assertThat(List.of(fresh, another, hidden, own.resolve(".nodethaw-folder.part")))
                    .allSatisfy(path -> assertThat(path).exists());
        }
    }

    /** Even when it takes long: the process that writes may be stopped for an hour. */
    @Test
    void aPartThatIsBeingWrittenIsLeftAlone() throws IOException {
        var own = folder.resolve("own");
        try (var opened = OutputFolder.own(own);
                var remover = OutputFolder.own(own)) {
            opened.write("e.json", file -> {
                file.write(ByteBuffer.wrap(new byte[] {'x'}));
                var part = remover.names().getFirst();
                Files.setLastModifiedTime(own.resolve(part), FileTime.from(Instant.EPOCH));
                remover.removeOldParts();
                assertThat(own.resolve(part)).exists();
            });
        }
        assertThat(own.resolve("e.json")).hasContent("x");
    }

    /** The lock of another program, which this one must not take for its own: a child holds it. */
    @Test
    void aPartOfAnotherProgramIsLeftAloneUntilItEnds() throws IOException, InterruptedException {
        var own = folder.resolve("own");
        try (var opened = OutputFolder.own(own)) {
            var part = part(own, ".nodethaw-0a.part", Duration.ofHours(1));
            var locks =
                    "import fcntl, sys; f = open(sys.argv[1], 'r+'); fcntl.lockf(f, fcntl.LOCK_EX); print('locked', flush=True); "
                            + "sys.stdin.read()";
            var python = Path.of("/usr/bin/python3");
            Assumptions.assumeTrue(Files.isExecutable(python));
            var child = new ProcessBuilder(python.toString(), "-c", locks, part.toString()).start();
            try (var said = child.inputReader()) {
                assertThat(said.readLine()).isEqualTo("locked");
                opened.removeOldParts();
                assertThat(part).exists();
            } finally {
                child.destroyForcibly().waitFor();
            }
            opened.removeOldParts();
            assertThat(part).doesNotExist();
        }
    }

    @Test
    void inAFolderOfOthersNothingIsRemoved() throws IOException {
        var part = part(folder, ".nodethaw-0a.part", Duration.ofHours(1));
        try (var opened = OutputFolder.open(folder)) {
            opened.removeOldParts();
        }
        assertThat(part).exists();
    }

    /** Makes it belong to the user nobody, which only root can do. */
    private static Path theirs(Path path) throws IOException {
        Assumptions.assumeTrue(Way.ourUid() == 0);
        Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
        return path;
    }
}

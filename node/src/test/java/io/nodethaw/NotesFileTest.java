package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Key;
import io.nodethaw.look.Note;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotesFileTest {
    private static final Note SHIM = new Note(
            new Key("shim-connect", "/run/containerd/s/5af1"),
            new Vertex.Process(210, 900),
            1234.5,
            "9 threads 40 switches 2 ticks",
            "goroutines 34");

    /** Inode of a node's first pid namespace, PROC_PID_INIT_INO of include/linux/proc_ns.h. */
    private static final long NODE = 0xEFFFFFFCL;

    private static final long CONTAINER = 4026532291L;

    @TempDir
    private Path run;

    private NotesFile notes() {
        return notes(NODE);
    }

    private NotesFile notes(long pidNamespace) {
        return new NotesFile(run.resolve("nodethaw"), () -> pidNamespace);
    }

    @Test
    void whatIsKeptIsReadInTheSameBoot() {
        notes().keep("boot-1", List.of(SHIM));
        assertThat(notes().of("boot-1")).containsExactly(SHIM);
        assertThat(notes().of("boot-2")).isEmpty();
        notes().keep("boot-1", List.of());
        assertThat(notes().of("boot-1")).isEmpty();
    }

    /** A process 210 in a container, started in the same tick, is not the node's process 210. */
    @Test
    void notesOfAnotherPidNamespaceAreNotUsed() {
        notes().keep("boot-1", List.of(SHIM));
        assertThat(notes(CONTAINER).of("boot-1")).isEmpty();
        assertThat(notes().of("boot-1")).containsExactly(SHIM);
        notes(CONTAINER).keep("boot-1", List.of(SHIM));
        assertThat(notes().of("boot-1")).isEmpty();
    }

    @Test
    void nothingIsKeptOrUsedWhenTheNamespaceIsUnknown() {
        notes(0).keep("boot-1", List.of(SHIM));
        assertThat(run.resolve("nodethaw")).doesNotExist();
        notes().keep("boot-1", List.of(SHIM));
        assertThat(notes(0).of("boot-1")).isEmpty();
    }

    @Test
    void noFolderIsMadeWhenNothingIsKept() {
        assertThat(notes().of("boot-1")).isEmpty();
        assertThat(run.resolve("nodethaw")).doesNotExist();
    }

    @Test
    void onlyTheirOwnerSeesThem() throws IOException {
        notes().keep("boot-1", List.of(SHIM));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.resolve("nodethaw/asked"))))
                .isEqualTo("rw-------");
    }

    @Test
    void linesThatAreNotNotesAreSkipped() throws IOException {
        notes().keep("boot-1", List.of(SHIM));
        var file = run.resolve("nodethaw/asked");
        var line = Files.readAllLines(file).get(1);
        for (var bad : List.of(
                "",
                "\t\t\t\t\t\t",
                "x",
                line.replace("210", "-1"),
                line.replace("210", "9999999999"),
                line.replace("1234.50", "NaN"),
                line + "\tmore",
                "\u0000\uffff")) {
            Files.writeString(file, "boot-1\t" + NODE + "\n" + bad + "\n" + line + "\n");
            assertThat(notes().of("boot-1")).as(bad).contains(SHIM).hasSizeLessThan(3);
        }
    }

    @Test
    void whatCannotBeOneLineIsNotKept() {
        var strange = new Note(new Key("shim-connect", "/run/a\tb\nboot-2"), SHIM.holder(), 1, "", "");
        var long_ = new Note(new Key("shim-connect", "/" + "x".repeat(5000)), SHIM.holder(), 1, "", "");
        notes().keep("boot-1", List.of(strange, long_, SHIM));
        assertThat(notes().of("boot-1")).containsExactly(SHIM);
    }

    @Test
    void anObstacleIsNoError() throws IOException {
        Files.createDirectories(run.resolve("nodethaw/asked"));
        notes().keep("boot-1", List.of(SHIM));
        assertThat(notes().of("boot-1")).isEmpty();
        Files.writeString(run.resolve("file"), "in the way");
        var blocked = new NotesFile(run.resolve("file"), () -> NODE);
        blocked.keep("boot-1", List.of(SHIM));
        assertThat(blocked.of("boot-1")).isEmpty();
    }
}

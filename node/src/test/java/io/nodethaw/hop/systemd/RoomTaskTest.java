package io.nodethaw.hop.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.HostFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTaskTest {
    @TempDir
    private Path root;

    @BeforeEach
    void run() throws IOException {
        Files.createDirectories(root.resolve("run/systemd"));
    }

    @Test
    void binaryAndRoomAreRead() throws IOException {
        binary("/usr/lib/systemd/systemd", "rwxr-xr-x");
        var room = read("/usr/lib/systemd/systemd");
        assertThat(room.binary()).isEqualTo("/usr/lib/systemd/systemd");
        assertThat(room.executable()).isTrue();
        assertThat(room.freeBytes()).isPositive();
    }

    @Test
    void upgradedBinaryIsTheOneAtItsOldPlace() throws IOException {
        binary("/usr/lib/systemd/systemd", "rwxr-xr-x");
        var room = read("/usr/lib/systemd/systemd (deleted)");
        assertThat(room.binary()).isEqualTo("/usr/lib/systemd/systemd");
        assertThat(room.executable()).isTrue();
    }

    @Test
    void removedBinaryIsSeen() throws IOException {
        assertThat(read("/usr/lib/systemd/systemd (deleted)").executable()).isFalse();
    }

    @Test
    void aBinaryThatMayNotBeExecutedDoesNotCount() throws IOException {
        binary("/usr/lib/systemd/systemd", "rw-r--r--");
        assertThat(read("/usr/lib/systemd/systemd").executable()).isFalse();
    }

    private void binary(String path, String permissions) throws IOException {
        new HostFolder(root).write("/proc/1/root" + path, "ELF");
        Files.setPosixFilePermissions(root.resolve("proc/1/root" + path), PosixFilePermissions.fromString(permissions));
    }

    private ReexecRoom read(String link) throws IOException {
        var host = new HostFolder(root).link("/proc/1/exe", link).host();
        return RoomTask.question().decoder().decode(RoomTask.task(host).read(List.of()));
    }
}

package io.nodethaw.collect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.socket.SystemCalls;
import io.nodethaw.evidence.FileSystemErrors;
import io.nodethaw.evidence.FileSystemRoom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomsTest {
    @TempDir
    private Path folder;

    /** The words of struct statfs on 64-bit machines (asm-generic/statfs.h). */
    @Test
    void wordsOfTheKernelAreInTheirPlaces() {
        var answer = SystemCalls.buffer(120);
        for (int word = 0; word < 15; word++) {
            answer.putLong(word * 8, 100 + word);
        }
        assertThat(Rooms.parse(60, "/run", answer))
                .isEqualTo(new FileSystemRoom(60, "/run", 100, 107, 101, 102, 103, 104, 105, 106, false));
        answer.putLong(80, 4097); // ST_VALID | ST_RDONLY
        assertThat(Rooms.parse(60, "/run", answer).readOnly()).isTrue();
    }

    /** The folder is that of the process, whatever is at the path here. */
    @Test
    void asksTheFileSystemBelowTheRootOfTheProcess() throws IOException {
        var host = new HostFolder(folder)
                .write("/proc/60/root/real/x", "x")
                .link("/proc/60/root/var/lib/containerd", "/real");
        assertThat(Rooms.of(host.host(), 60, "/var/lib/containerd").blocks()).isPositive();
        assertThatThrownBy(() -> Rooms.of(host.host(), 60, "/nowhere")).isInstanceOf(NotAskedException.class);
        assertThatThrownBy(() -> Rooms.of(host.host(), 61, "/")).isInstanceOf(NotAskedException.class);
    }

    @Test
    void countsOfErrorsAreThoseOfEachDisk() throws IOException {
        var host = new HostFolder(folder);
        assertThat(ErrorCounts.of(host.host())).isEqualTo(new FileSystemErrors(List.of()));
        host.write("/sys/fs/ext4/sda1/errors_count", "0\n")
                .write("/sys/fs/ext4/sdb1/errors_count", "3\n")
                .write("/sys/fs/ext4/features/lazy_itable_init", "supported\n");
        assertThat(ErrorCounts.of(host.host()).devices()).containsExactly("sdb1");
    }
}

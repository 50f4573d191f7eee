package io.nodethaw.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnSocketTest {
    @TempDir
    private Path folder;

    @Test
    void itIsForUsAloneInAFolderThatIsMadeForIt() throws IOException {
        var path = folder.resolve("run/healer");
        try (var server = OwnSocket.listen(path)) {
            assertThat(server.isOpen()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void whoListenedBeforeIsReplaced() throws IOException {
        var path = folder.resolve("healer");
        OwnSocket.listen(path).close(); // leaves its file
        assertThat(path).exists();
        try (var server = OwnSocket.listen(path)) {
            assertThat(server.isOpen()).isTrue();
        }
    }

    @Test
    void whatIsNoSocketIsLeftAsItIs() throws IOException {
        var path = Files.writeString(folder.resolve("passwd"), "root");
        assertThatThrownBy(() -> OwnSocket.listen(path)).hasMessageContaining("is no socket");
        var link = Files.createSymbolicLink(folder.resolve("link"), path);
        assertThatThrownBy(() -> OwnSocket.listen(link)).hasMessageContaining("is no socket");
        assertThat(path).hasContent("root");
    }

    @Test
    void aFolderThatOthersMayWriteInIsRefused() throws IOException {
        var open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> OwnSocket.listen(open.resolve("healer")))
                .hasMessageContaining("can be changed by other users");
    }
}

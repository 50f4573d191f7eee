package io.nodethaw.collect.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.proc.MalformedTextException;
import io.nodethaw.collect.proc.Scan;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.evidence.UnixSockets.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcNetTest {
    private static final String TCP_HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir
    Path folder;

    @Test
    void unixSocketsWithoutPeersAndQueues() throws IOException {
        var text = """
                Num       RefCount Protocol Flags    Type St Inode Path
                0000000000000000: 00000002 00000000 00010000 0001 01 29917 /run/docker.sock
                0000000000000000: 00000003 00000000 00000000 0001 03 1057
                0000000000000000: 00000002 00000000 00000000 0002 01 1058 @/org/x y
                """;

        assertThat(ProcNet.unix(new Scan(text.getBytes(UTF_8))).sockets())
                .containsExactly(
                        new UnixSockets.Socket(29917, -1, "/run/docker.sock", 1, State.LISTENING, -1, -1, List.of()),
                        new UnixSockets.Socket(1057, -1, "", 1, State.ESTABLISHED, -1, -1, List.of()),
                        new UnixSockets.Socket(1058, -1, "@/org/x y", 2, State.CLOSED, -1, -1, List.of()));
    }

    @Test
    void tcpSocketsWithoutThoseThatNoProcessHas() throws IOException {
        var files = new HostFolder(folder)
                .write(
                        "/proc/self/net/tcp",
                        TCP_HEAD
                                + "   0: 0100007F:2808 00000000:0000 0A 00000000:00000002 00:00000000 00000000  0 0 77 1 0\n"
                                + "   1: 0100007F:2808 0100007F:1F90 06 00000000:00000000 00:00000000 00000000  0 0 0 1 0\n");

        assertThat(new Sockets(files.host()).tcpText().sockets())
                .containsExactly(new TcpSockets.Socket(77, "127.0.0.1:10248", "0.0.0.0:0", 10, 2, -1));

        files.write(
                "/proc/self/net/tcp6",
                TCP_HEAD
                        + "   0: 00000000000000000000000001000000:0050 0000000000000000FFFF00000100007F:1F90 01"
                        + " 00000010:00000003 00:00000000 00000000  0 0 78 1 0\n");
        assertThat(new Sockets(files.host()).tcpText().sockets())
                .contains(new TcpSockets.Socket(78, "[::1]:80", "127.0.0.1:8080", 1, 3, 16));
    }

    @Test
    void withoutTheFilesNothingIsAsked() {
        assertThatThrownBy(() -> new Sockets(new HostFolder(folder).host()).unixText())
                .isInstanceOf(NotAskedException.class);
    }

    @Test
    void aBrokenAddressIsRefused() {
        var text = TCP_HEAD + "   0: 0100007:2808 00000000:0000 0A";
        assertThatThrownBy(() -> ProcNet.tcp(new Scan(text.getBytes(UTF_8))))
                .isInstanceOf(MalformedTextException.class)
                .hasMessageContaining("0100007:2808");
    }
}

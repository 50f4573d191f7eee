package io.nodethaw.format.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenFileListsTest {
    private static final String TEXT = """
        lsof: WARNING: can't stat() fuse.gvfsd-fuse file system /run/user/1000/gvfs
        COMMAND     PID   TID TASKCMD        USER   FD      TYPE             DEVICE SIZE/OFF       NODE NAME
        systemd       1                   root  cwd       DIR                8,2     4096          2 /
        systemd       1                   root  txt       REG                8,2  1595792     668802 /lib/systemd/systemd
        systemd       1                   root  mem       REG                8,2  1700792     656167 /lib/x86_64-linux-gnu/libm-2.27.so
        systemd       1                   root    4u  a_inode               0,14        0      10385 [eventpoll:10,11]
        systemd       1                   root   15u  netlink                         0t0      13893 KOBJECT_UEVENT
        systemd    1    root   19u    unix 0xffff8d72b9861400    0t0    13897 /run/systemd/private type=STREAM (LISTEN)
        container   640                   root  txt       REG                8,2 59012312     668900 /usr/bin/containerd
        container   640                   root    0r      CHR                1,3      0t0          6 /dev/null
        container   640    root    7uW    REG    8,2    65536    519683 /var/lib/containerd/io.containerd.metadata.v1.bolt/meta.db
        container   640                   root    9w     FIFO               0,13      0t0      30163 pipe
        container   640                   root   10u     FIFO               0,26      0t0        270 /run/my fifo
        container   640                   root   11u     IPv4              61520      0t0        TCP 127.0.0.1:35485 (LISTEN)
        container   640                   root   12u     sock                0,9      0t0      22103 protocol: NETLINK
        container   640                   root   13r      REG               0,52      100       4711 /mnt/x (10.0.0.7:/export)
        container   640                   root   14r      REG                8,2      100       4712 /tmp/gone (deleted)
        container   640   651 containerd  root    7uW     REG                8,2    65536     519683 /var/lib/other.db
        hidden    700    root NOFD    /proc/700/fd (opendir: Permission denied)
        hidden    700    root  cwd   unknown    /proc/700/cwd (readlink: Permission denied)
        """;

    private static Piece read(String text) throws IOException {
        return Texts.read(text, new OpenFileLists());
    }

    private static List<String> open(String text, int pid) throws IOException {
        return read(text).evidence().seen(Descriptors.TYPE, pid).orElseThrow().open().stream()
                .map(file -> file.number() + " " + file.target())
                .toList();
    }

    @Test
    void whatIsOpenInTheWordsOfTheKernel() throws IOException {
        assertThat(open(TEXT, 1)).containsExactly("4 anon_inode:[eventpoll]", "15 socket:[13893]", "19 socket:[13897]");
        assertThat(open(TEXT, 640))
                .containsExactly(
                        "0 /dev/null",
                        "7 /var/lib/containerd/io.containerd.metadata.v1.bolt/meta.db",
                        "9 pipe:[30163]",
                        "10 /run/my fifo",
                        "11 socket:[61520]",
                        "12 socket:[22103]",
                        "13 /mnt/x",
                        "14 /tmp/gone (deleted)");
        assertThat(read(TEXT).evidence().seen(Descriptors.TYPE, 1).orElseThrow().workingDirectory())
                .isEqualTo("/");
    }

    @Test
    void nameThatIsCutIsThatOfTheProgram() throws IOException {
        assertThat(read(TEXT).tasks()).extracting(Piece.Task::comm).containsExactly("systemd", "containerd", "hidden");
    }

    @Test
    void whatCouldNotBeReadIsSaidAndIsNotEmpty() throws IOException {
        assertThat(read(TEXT).evidence().seen(Descriptors.TYPE, 700)).isEmpty();
    }

    @Test
    void rowsWithoutAHeader() throws IOException {
        var rows = TEXT.lines().skip(2).map(line -> line + "\n").reduce("", String::concat);
        assertThat(open(rows, 640)).hasSize(8);
        assertThat(Texts.recognises("I saw systemd 1 root 4u REG in it\n", new OpenFileLists()))
                .isFalse();
    }

    @Test
    void columnsOfGroupAndParentAreNoThreads() throws IOException {
        assertThat(open("""
            COMMAND PID PPID PGID USER FD TYPE DEVICE SIZE/OFF NODE NAME
            runc 77 1 77 root 0r CHR 1,3 0t0 6 /dev/null
            runc 77 1 77 root 3u unix 0xffff 0t0 99 type=STREAM
            """, 77)).containsExactly("0 /dev/null", "3 socket:[99]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PID STAT COMMAND\n1 Ss systemd\n",
                "u_str ESTAB 0 0 * 5 * 6\n",
                "COMMAND PID TYPE SIZE MODE M START END PATH\ncron 681 FLOCK 4B WRITE 0 0 0 /run/crond.pid\n"
            })
    void isTakenForNothingElse(String text) throws IOException {
        assertThat(Texts.recognises(text, new OpenFileLists())).isFalse();
    }

    @Test
    void brokenAndEndlessRows() throws IOException {
        var broken = "systemd 99999999999 root 4u REG 8,2 0 1 /x\nsystemd 1 root\nsystemd 1 root 4u\n";
        assertThat(open(TEXT + broken + "x 5 root 3r REG 8,2 0 1 /" + "y".repeat(1 << 20), 1))
                .hasSize(3);
    }
}

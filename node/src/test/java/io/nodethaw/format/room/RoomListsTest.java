package io.nodethaw.format.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomListsTest {
    private static final String HEADER = "Filesystem     1K-blocks     Used Available Use% Mounted on\n";
    private static final String SHORT = "Filesystem      Size  Used Avail Use% Mounted on\n";
    private static final String INODES = "Filesystem      Inodes  IUsed   IFree IUse% Mounted on\n";

    private static List<String> full(String text) throws IOException {
        return Texts.read(text, new RoomLists())
                .evidence()
                .allSeen(Logged.TYPE)
                .map(said -> said.sign() + " " + said.about())
                .toList();
    }

    @Test
    void theInnermostFileSystemCounts() throws IOException {
        assertThat(full(HEADER + "/dev/a 100000 100000 0 100% /\n/dev/b 100000 1000 99000 1% /var/lib\n"
                        + "/dev/c 100000 100000 0 100% /run/containerd\n"))
                .containsExactly("NO_ROOM /run/containerd");
        assertThat(full(HEADER + "/dev/a 100000 100000 0 100% /\n/dev/b 100000 1000 99000 1% /var/library\n"))
                .containsExactly("NO_ROOM /");
    }

    @Test
    void whatIsKeptForRootIsRoom() throws IOException {
        assertThat(full(HEADER + "/dev/a 100000000 99000000 0 100% /\n")).containsExactly("NO_ROOM_BUT_FOR_ROOT /");
        assertThat(full(HEADER + "/dev/a 100000000 99999000 0 100% /\n")).containsExactly("NO_ROOM /");
        assertThat(full("Filesystem 1M-blocks Used Available Use% Mounted on\n/dev/a 97656 97600 0 100% /\n"))
                .containsExactly("NO_ROOM_BUT_FOR_ROOT /");
    }

    @Test
    void roundedNumbersTellOnlyWhereNothingIsKept() throws IOException {
        assertThat(full(SHORT + "/dev/a 50G 50G 0 100% /\n")).containsExactly("NO_ROOM_BUT_FOR_ROOT /");
        assertThat(full(SHORT + "/dev/a 50G 50G 20K 100% /\n")).isEmpty();
        assertThat(full("Filesystem Type Size Used Avail Use% Mounted on\n/dev/a xfs 50G 50G 0 100% /\n"))
                .containsExactly("NO_ROOM /");
    }

    @Test
    void inodesHaveAListOfTheirOwn() throws IOException {
        assertThat(full(INODES + "/dev/a 6400 6400 0 100% /var/lib/docker\n" + SHORT + "/dev/a 50G 20G 30G 40% /\n"))
                .containsExactly("NO_INODES /var/lib/docker");
        assertThat(full(INODES + "/dev/a 0 0 0 - /var/lib/docker\n")).isEmpty();
    }

    @Test
    void withTypesAndLongSources() throws IOException {
        assertThat(full("""
                Filesystem Type Size Used Avail Use% Mounted on
                /dev/mapper/vg-a--very--long--name
                               ext4 50G 50G 0 100% /var/lib/kubelet
                """)).containsExactly("NO_ROOM_BUT_FOR_ROOT /var/lib/kubelet");
    }

    @Test
    void whatAContainerSeesIsNotToldWhose() throws IOException {
        assertThat(full(SHORT + "overlay 50G 50G 0 100% /\n")).isEmpty();
        assertThat(full(SHORT + "/dev/a 50G 20G 30G 40% /\noverlay 50G 50G 0 100% /run/containerd/x/rootfs\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Filesystem is full\n", "/dev/a 50G 50G 0 100% /\n", "tmpfs on /run type tmpfs (rw)\n"})
    void isTakenForNothingElse(String text) throws IOException {
        assertThat(Texts.recognises(text, new RoomLists())).isFalse();
    }

    @Test
    void brokenAndEndlessRows() throws IOException {
        assertThat(full(HEADER + "/dev/a 100 100 0 100%\n")).isEmpty();
        assertThat(full(HEADER + "/dev/a 1e9 x 0 100% /run\n" + " 5".repeat(1 << 20) + "\n"))
                .isEmpty();
    }
}

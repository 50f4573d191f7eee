package io.nodethaw.collect.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.proc.MalformedTextException;
import io.nodethaw.evidence.ServerReplies.Mount;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountStatsTextTest {
    private static List<Mount> mounts(String text) throws MalformedTextException {
        return MountStatsText.parse(7, text.getBytes(UTF_8)).mounts();
    }

    @Test
    void repliesOfEachMountOfNfsAreTold() throws MalformedTextException {
        assertThat(mounts("""
                device /dev/sda1 mounted on / with fstype ext4
                device nas:/a mounted on /mnt/my\\040nas with fstype nfs4 statvers=1.1
                \topts:\trw,vers=4.2,addr=192.0.2.7
                \tRPC iostats version: 1.1  p/v: 100003/4 (nfs)
                \txprt:\ttcp 875 1 3 0 0 76 74 0 77 0 2 1 1
                \txprt:\ttcp 876 1 3 0 0 6 5 0 7 0 2 1 1
                \tper-op statistics
                \t        READ: 1 1 0 176 72 0 0 0 0
                no device mounted on /proc with fstype proc
                device nas:/b mounted on /mnt/b with fstype nfs statvers=1.1
                \txprt:\tudp 875 1 31 30 0 0 0
                """)).containsExactly(new Mount("/mnt/my nas", 79), new Mount("/mnt/b", 30));
    }

    @Test
    void nodeWithoutNfsHasNone() throws MalformedTextException {
        assertThat(mounts("device tmpfs mounted on /run with fstype tmpfs\n")).isEmpty();
        assertThat(mounts("\txprt:\ttcp 875 1 3 0 0 76 74 0 77 0\n")).isEmpty();
    }

    @Test
    void lineThatIsCutOffIsNoCount() {
        assertThatThrownBy(() -> mounts("device a:/ mounted on /a with fstype nfs\n\txprt:\ttcp 875 1\n"))
                .isInstanceOf(MalformedTextException.class);
    }
}

package io.nodethaw.format.mounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Mounts;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountListsTest {
    private static List<String> told(String text) throws IOException {
        return Texts.read(text, new MountLists()).evidence().seen(Mounts.TYPE, 1).orElseThrow().mounts().stream()
                .map(mount -> mount.device() + " " + mount.source() + " " + mount.point() + " " + mount.type())
                .toList();
    }

    @Test
    void mountAndItsOddNames() throws IOException {
        assertThat(told("""
                        /dev/sda1 on / type ext4 (rw,relatime)
                        10.36.3.5:/export on /var/lib/kubelet/pods/a/volumes/kubernetes.io~nfs/v type nfs4 (rw,hard,addr=10.36.3.5)
                        //srv/a b on /mnt/a type b type cifs (rw) [label]
                        """))
                .containsExactly(
                        " /dev/sda1 / ext4",
                        " 10.36.3.5:/export /var/lib/kubelet/pods/a/volumes/kubernetes.io~nfs/v nfs4",
                        " //srv/a b /mnt/a type b cifs");
    }

    @Test
    void filesOfTheKernel() throws IOException {
        assertThat(told("""
                        23 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
                        36 23 0:44 /sub /mnt/a\\040b rw,relatime - fuse.s3fs s3fs rw,user_id=0
                        31 24 0:6 / /sys/kernel/security rw,nosuid unbindable - securityfs securityfs rw
                        """))
                .containsExactly(
                        "8:1 /dev/sda1 / ext4",
                        "0:44 s3fs /mnt/a b fuse.s3fs",
                        "0:6 securityfs /sys/kernel/security securityfs");
        assertThat(told("/dev/sda1 / ext4 rw,relatime 0 0\\nnode:/x /data nfs rw,hard 0 0\\n".translateEscapes()))
                .containsExactly(" /dev/sda1 / ext4", " node:/x /data nfs");
    }

    @Test
    void whatIsNoOctalNumberStandsForItself() throws IOException {
        assertThat(told("""
                23 1 8:1 / /a\\080b rw,relatime shared:1 - ext4 /dev/sda1 rw
                36 23 0:44 / /a\\0191 rw,relatime - fuse.s3fs s3fs rw
                """)).containsExactly("8:1 /dev/sda1 /a\\080b ext4", "0:44 s3fs /a\\0191 fuse.s3fs");
    }

    @Test
    void theTreeOfFindmnt() throws IOException {
        assertThat(told("""
                        TARGET                SOURCE      FSTYPE  OPTIONS
                        /                     /dev/sda1   ext4    rw,relatime
                        ├─/proc               proc        proc    rw,nosuid
                        │ └─/proc/sys/fs/bin  systemd-1   autofs  rw,fd=29
                        |-/mnt/data           nas:/data   nfs4    rw,hard

                        /no/more x y rw
                        """))
                .containsExactly(
                        " /dev/sda1 / ext4",
                        " proc /proc proc",
                        " systemd-1 /proc/sys/fs/bin autofs",
                        " nas:/data /mnt/data nfs4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev/sda1 on / type ext4 (rw)\\n",
                "I am on /x type this (rw is it?)\\nand on /y type that\\n",
                "/dev/sda1        41152736  2053184  37 5% /\\n",
            })
    void otherTextsAreNone(String text) throws IOException {
        assertThat(Texts.recognises(text.translateEscapes(), new MountLists())).isFalse();
    }
}

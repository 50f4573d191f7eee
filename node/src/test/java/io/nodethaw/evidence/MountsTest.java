package io.nodethaw.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MountsTest {
    private static Optional<String> server(String type, String source, String options) {
        return new Mounts.Mount(30, 1, "0:50", "/", "/mnt/nas", type, source, options).server();
    }

    @Test
    void sourceOfANetworkFileSystemNamesItsServer() {
        assertThat(server("nfs4", "nas:/vol", "rw,hard,proto=tcp,clientaddr=192.0.2.1,addr=192.0.2.7"))
                .contains("nas:/vol (192.0.2.7)");
        assertThat(server("cifs", "//nas/share", "rw,username=u,addr=192.0.2.7"))
                .contains("//nas/share (192.0.2.7)");
        assertThat(server("ceph", "192.0.2.8:6789:/", "rw,name=admin")).contains("192.0.2.8:6789:/");
    }

    @Test
    void addressIsToldOnce() {
        assertThat(server("nfs", "192.0.2.7:/", "rw,addr=192.0.2.7,mountaddr=192.0.2.9"))
                .contains("192.0.2.7:/");
    }

    @Test
    void diskHasNoServer() {
        assertThat(server("ext4", "/dev/sda1", "rw")).isEmpty();
        assertThat(server("fuse.s3fs", "s3fs", "rw")).isEmpty();
    }

    @Test
    void untoldSourceNamesNobody() {
        assertThat(server("nfs4", "", "rw,addr=192.0.2.7")).isEmpty();
        assertThat(server("nfs4", "none", "rw")).isEmpty();
    }
}

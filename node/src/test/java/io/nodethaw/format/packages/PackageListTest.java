package io.nodethaw.format.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.evidence.InstalledPackages.Entry;
import io.nodethaw.format.FileFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageListTest {
    private static List<PackageList> read(String text) throws IOException {
        return PackageList.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ii  systemd        237-3ubuntu10.41 amd64        system and service manager|systemd|237-3ubuntu10.41",
                "hi  docker-ce      5:19.03.13~3-0~ubuntu-bionic amd64 Docker|docker-ce|5:19.03.13~3-0~ubuntu-bionic",
                "ii  libdbus-1-3:amd64 1.14.10-1~deb12u1 amd64 simple|libdbus-1-3|1.14.10-1~deb12u1",
                "systemd 219-62.el7_6.7|systemd|219-62.el7_6.7",
                "systemd-219-62.el7_6.7.x86_64|systemd|219-62.el7_6.7",
                "containerd.io-1.4.3-3.1.el7.x86_64|containerd.io|1.4.3-3.1.el7",
                "kernel-core-4.18.0-147.el8.x86_64|kernel-core|4.18.0-147.el8",
                "systemd.x86_64   219-78.amzn2.0.21   @amzn2-core|systemd|219-78.amzn2.0.21",
                "kubelet v1.20.2|kubelet|v1.20.2",
                "systemd=241-7~deb10u8|systemd|241-7~deb10u8",
                "systemd 239 (239-13.el8)|systemd|239-13.el8",
                "systemd 242 (v242)|systemd|242",
                "runc 1.1.4 (5fd4c4d1)|runc|1.1.4",
            })
    void linesOfPackageManagersAreRead(String line, String name, String version) {
        assertThat(PackageList.entry(line)).contains(new Entry(name, version));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "||/ Name           Version      Architecture Description",
                "+++-==============-============-============-=================",
                "rc  docker.io      20.10.5-1    amd64        removed",
                "Desired=Unknown/Install/Remove/Purge/Hold",
                "gpg-pubkey-f4a80eb5-53a7ff4b",
                "package dbus is not installed",
                "\u001b[31m",
            })
    void otherLinesAreNot(String line) {
        assertThat(PackageList.entry(line)).isEmpty();
    }

    @Test
    void tabsOfDpkgQueryAreRead() throws IOException {
        assertThat(read("dbus\t1.14.10-1~deb12u1\nsystemd\t252.38-1~deb12u1\r\n"))
                .singleElement()
                .satisfies(list -> assertThat(list.packages())
                        .containsExactly(
                                new Entry("dbus", "1.14.10-1~deb12u1"), new Entry("systemd", "252.38-1~deb12u1")));
    }

    @Test
    void nodesOfKubectlAreRead() throws IOException {
        var node = """
                {"metadata": {"name": "NAME"}, "status": {"nodeInfo": {"kubeletVersion": "v1.20.2",
                 "kernelVersion": "4.19.0-13-amd64", "containerRuntimeVersion": "docker://19.3.11", "osImage": 7}}}
                """;
        var one = read(node.replace("NAME", "n1"));
        assertThat(one).hasSize(1);
        assertThat(one.getFirst().node()).isEqualTo("n1");
        assertThat(one.getFirst().packages())
                .containsExactly(
                        new Entry("kubelet", "v1.20.2"),
                        new Entry("kernel", "4.19.0-13-amd64"),
                        new Entry("docker", "19.3.11"));
        assertThat(read("{\"items\": [" + node.replace("NAME", "n1") + "," + node.replace("NAME", "n2") + "]}"))
                .extracting(PackageList::node)
                .containsExactly("n1", "n2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing of use here at all",
                "{",
                "{}",
                "[]",
                "{\"items\": 3}",
                "{\"items\": [3, null, []]}",
                "{\"status\": {\"nodeInfo\": {\"kubeletVersion\": {\"a\": 1}}}}",
            })
    void badInputIsNamed(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(FileFormatException.class);
    }

    @Test
    void deepJsonIsNoCrash() {
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(200_000))).isInstanceOf(FileFormatException.class);
    }
}

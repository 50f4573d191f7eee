package io.nodethaw.format.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTextsTest {
    private static List<String> told(String text) throws IOException {
        return Texts.read(text, new VersionTexts())
                .evidence()
                .seen(InstalledPackages.TYPE)
                .orElseThrow()
                .packages()
                .stream()
                .map(entry -> entry.name() + " " + entry.version())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kernel 5.4.217-126.408.amzn2.x86_64|  Kernel Version:             5.4.217-126.408.amzn2.x86_64",
                "kernel 3.10.0-957.el7.x86_64|Linux node-1 3.10.0-957.el7.x86_64 #1 SMP x86_64 GNU/Linux",
                "containerd 1.6.4|  Container Runtime Version:  containerd://1.6.4",
                "docker 20.10.17|Server Version: 20.10.17",
                "kubelet 1.21.14-eks|  Kubelet Version:            v1.21.14-eks",
                "containerd 1.7.2|containerd containerd.io 1.7.2 0cae528dd6cb557f7201036e9f43420650207b58",
                "runc 1.0.0-rc93|runc version 1.0.0-rc93",
                "systemd 219|systemd 219",
                "systemd 252.39-1~deb12u1|systemd 252.39-1~deb12u1",
                "systemd 219-62.el7_6.5|systemd-219-62.el7_6.5",
                "systemd 239-16.el8|systemd 239 (239-16.el8)",
                "systemd 245.4-4ubuntu3.17|Systemd: systemd 245 (245.4-4ubuntu3.17)",
                "systemd 242|systemd 242 (v242)",
                "systemd 243|systemd 243 (built from a tree)",
                "systemd 243|Systemd: systemd 243",
            })
    void versionsOfTheChain(String version, String line) throws IOException {
        assertThat(told("so it is:\n" + line + "\n")).containsExactly(version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jan 04 11:56:31 n1 runc[7]: runc version 1.0.0",
                "systemd 1 and others wait",
                "containerd version 6e23458c129b551d5c9871e5174f6b1b7f6d1170",
                "Kubernetes is 1.20",
            })
    void otherWordsAreNoVersions(String line) throws IOException {
        assertThat(Texts.recognises(line + "\n", new VersionTexts())).isFalse();
    }
}

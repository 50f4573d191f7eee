package io.nodethaw.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodFolderTest {
    private static final String UID = "7c1ab536-af9b-4be2-ad8b-c0ba4a6483e9";
    private static final String STATIC = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "/var/log/pods/default_late_" + UID + ", default/late",
        "/var/log/pods/kube-system_etcd-node.one_" + STATIC + "/etcd/0.log, kube-system/etcd-node.one",
        "/data/logs/default_late_" + UID + "/main, default/late",
        "/var/lib/kubelet/pods/" + UID + "," + UID,
        "/srv/kubelet/pods/" + UID + "/volumes/kubernetes.io~nfs/data/file," + UID
    })
    void itsNameTellsThePod(String path, String pod) {
        assertThat(PodFolder.pod(path)).contains(pod);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/var/lib/kubelet",
                "/var/log/pods",
                "/var/lib/kubelet/pods/" + UID + "-old",
                "/home/pods/notes",
                "/var/lib/docker/containers/" + STATIC + STATIC,
                "/srv/some_file_" + UID + "0",
                "/srv/one_two_three_" + UID
            })
    void anotherFolderTellsNone(String path) {
        assertThat(PodFolder.pod(path)).isEmpty();
    }
}

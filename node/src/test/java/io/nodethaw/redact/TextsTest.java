package io.nodethaw.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    private final Names names = new Names();
    private final Texts texts = new Texts(new Tokens(new byte[] {7}, Vocabulary::isKnown), names);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dial tcp 10.1.2.3:6443: connect: connection refused|10.1.2.3|dial tcp ,:6443: connect: connection refused",
                "INFO: task acme-db:1234 blocked for more than 122 seconds.|acme|INFO: task ,:1234 blocked for more than 122 seconds.",
                "nfs: server nas7.acme.lan not responding, timed out|nas7,acme|nfs: server , not responding, timed out",
                "pod \\\"shop-7d9f8b6c5-xk2lp_acme(8f3e1c2a-1b2c-4d5e-8f90-0a1b2c3d4e5f)\\\" failed|shop,7d9f8b6c5,acme,8f3e1c2a|failed",
                "err=\"cannot reach https://api.acme.com/x\" user=bob PASSWORD=hunter2|acme,bob,hunter2|cannot reach https://",
                "mail bob.b@acme.com of 52:54:00:12:34:56 at fe80::1ff:fe23:4567:890a%eth0|bob,acme,52:54,4567|mail ",
                "node ip-10-0-1-7.eu-west-1.compute.internal is gone|10-0-1-7|is gone",
                "image=registry.acme.io/billing/api:1.2.3 pulled|acme,billing|pulled",
                "open /srv/acme/secret.key: no such file or directory|acme|no such file or directory",
                "in /kubepods/burstable/pod8f3e1c2a_1b2c_4d5e_8f90_0a1b2c3d4e5f/crio-0123456789ab|8f3e1c2a,0123456789ab|/kubepods/burstable/pod",
                "token eyJhbGciOiJSUzI1NiIsImtpZCI6 refused|eyJhbGciOiJSUzI1NiIsImtpZCI6|refused",
            })
    void whatTellsWhoseItIsGoesAndTheRestStays(String row) {
        var parts = row.split("\\|", 3);
        var after = texts.message(parts[0]);
        assertThat(after).doesNotContain(parts[1].split(",")).contains(parts[2].split(",", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reply to GET /containers/json?all=1",
                "no socket at /run/crio/crio.sock",
                "nobody owns org.freedesktop.systemd1",
                "PLEG is not healthy: pleg was last seen active 3m2s ago; threshold is 3m0s",
                "failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process",
                "read unix @->/run/systemd/private: read: connection reset by peer",
            })
    void wordsOfTheFieldStay(String text) {
        assertThat(texts.message(text)).isEqualTo(text);
    }

    @Test
    void placesOfTheSystemStay() {
        for (var place : new String[] {
            "/run/containerd/containerd.sock",
            "/var/lib/kubelet/pods",
            "/run/containerd/io.containerd.runtime.v2.task/k8s.io",
            "/sys/fs/cgroup/freezer/system.slice/docker.service",
            "anon_inode:[eventpoll]",
            "socket:[81234]",
            "systemd-journal",
            "runc:[2:INIT]",
            "kworker/u8:2-events_unbound",
            "containerd.task.v2.Task",
            "StartTransientUnit",
            "127.0.0.1:10248",
            "/usr/local/sbin",
        }) {
            assertThat(texts.place(place)).isEqualTo(place);
        }
    }

    @Test
    void theSameBecomesTheSame() {
        names.add("acme/shop-7d9f8b6c5-xk2lp");
        var place = texts.place("/var/lib/acme/shop-7d9f8b6c5-xk2lp");
        var name = texts.name("acme/shop-7d9f8b6c5-xk2lp");
        assertThat(place).isEqualTo("/var/lib/" + name);
        assertThat(texts.message("shop-7d9f8b6c5-xk2lp of acme fails"))
                .isEqualTo(name.split("/")[1] + " of " + name.split("/")[0] + " fails");
        assertThat(name).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?/[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    }

    @Test
    void aShortIdIsTheBeginningOfALongOne() {
        var id = "0a1b2c3d4e5f".repeat(5) + "0a1b";
        assertThat(texts.place(id)).hasSize(64).matches("[0-9a-f]+").startsWith(texts.place(id.substring(0, 12)));
        assertThat(texts.place(id)).isNotEqualTo(id);
    }

    @Test
    void aNameThatIsAWordOfMessagesStaysInSentences() {
        names.add("failed");
        assertThat(texts.message("it failed: pod=failed"))
                .startsWith("it failed: pod=")
                .doesNotEndWith("failed");
    }

    @Test
    void aNameOfKnownWordsIsFoundAsAWhole() {
        names.add("client-10325");
        assertThat(texts.message("client-10325 waits for a client"))
                .doesNotContain("10325")
                .endsWith(" waits for a client");
    }

    @Test
    void numbersOfManyKindsComeToAnEnd() {
        for (int i = 0; i < 3000; i++) {
            names.add("n-" + i);
            assertThat(texts.name("n-" + i)).isNotEqualTo("n-" + i);
        }
    }
}

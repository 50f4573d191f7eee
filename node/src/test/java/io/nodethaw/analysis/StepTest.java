package io.nodethaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepTest {
    @Test
    void whoIsNotRootPutsSudoBeforeACommandButNotBeforeAPageOrWhatTheShellWrites() {
        assertThat(new Step("systemctl start docker.service", "").withSudo().command())
                .isEqualTo("sudo systemctl start docker.service");
        assertThat(Step.goOn(7).withSudo().command()).isEqualTo("sudo kill -CONT 7");
        assertThat(Step.page("systemd.deaf-on-bus", "").withSudo().command())
                .isEqualTo("nodethaw explain systemd.deaf-on-bus");
        var writes = new Step("echo 0 > /sys/fs/cgroup/x/cgroup.freeze", "", Step.Kind.REDIRECTED);
        assertThat(writes.withSudo()).isEqualTo(writes);
        assertThat(new Step("kill 7", "its age is > 5 s").withSudo().command()).isEqualTo("sudo kill 7");
        assertThat(new Step("fsfreeze --unfreeze '/a > b'", "").withSudo().command())
                .as("a name is no redirection")
                .isEqualTo("sudo fsfreeze --unfreeze '/a > b'");
    }

    @Test
    void onlyThoseThatLetProcessesGoOnAreOneCommand() {
        assertThat(Step.goOn(7).joins(Step.goOn(8))).isTrue();
        assertThat(Step.goOn(7).and(Step.goOn(8)).command()).isEqualTo("kill -CONT 7 8");
        assertThat(Step.goOn(7).joins(new Step("kill 8", ""))).isFalse();
    }

    @Test
    void aPageIsThatOfOneFinding() {
        assertThat(Step.page("systemd.deaf-on-bus", "").shows("systemd.deaf-on-bus"))
                .isTrue();
        assertThat(Step.page("systemd.deaf-on-bus", "").shows("on-bus")).isFalse();
        assertThat(new Step("journalctl -u systemd.stopped", "").shows("systemd.stopped"))
                .isFalse();
    }
}

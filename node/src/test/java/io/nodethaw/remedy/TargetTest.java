package io.nodethaw.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.wait.Vertex;
import org.junit.jupiter.api.Test;

class TargetTest {
    @Test
    void aProcessIsItsPidAndStartTime() {
        var target = Target.of(new Vertex.Process(210, 900), "shim 210");
        assertThat(target.vertex()).isEqualTo(new Vertex.Process(210, 900));
    }

    @Test
    void aThingIsNoProcess() {
        var mount = Target.thing("/var/lib/kubelet/pods/1/volumes/nfs");
        assertThat(mount.isProcess()).isFalse();
        assertThatThrownBy(mount::vertex).hasMessageContaining("is no process");
        assertThat(mount).isNotEqualTo(Target.thing("kubelet.service"));
    }
}

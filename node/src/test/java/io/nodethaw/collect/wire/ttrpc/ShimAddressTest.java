package io.nodethaw.collect.wire.ttrpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShimAddressTest {

    @Test
    void aPathIsMarkedAsOne() {
        assertThat(ShimAddress.parse("unix:///run/containerd/s/68830f1a\n"))
                .isEqualTo(new ShimAddress("/run/containerd/s/68830f1a", false));
    }

    @Test
    void withoutTheMarkItIsAbstract() {
        assertThat(ShimAddress.parse("/containerd-shim/k8s.io/c0ffee/shim.sock"))
                .isEqualTo(new ShimAddress("@/containerd-shim/k8s.io/c0ffee/shim.sock@", true));
    }
}

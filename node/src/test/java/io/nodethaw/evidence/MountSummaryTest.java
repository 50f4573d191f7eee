package io.nodethaw.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountSummaryTest {
    private static Mounts.Mount mount(String root, String point, String type) {
        return new Mounts.Mount(30, 1, "0:4", root, point, type, type, "rw");
    }

    @Test
    void rootsAndNetworksAreKept() {
        var mounts = new Mounts(
                60,
                List.of(
                        mount("/", "/run/containerd/x/rootfs", "overlay"),
                        mount("/", "/var/lib/docker/overlay2/x/merged", "overlay"),
                        mount("net:[4026532281]", "/run/netns/cni-1", "nsfs"),
                        mount("net:[4026532281]", "/var/run/netns/cni-1", "nsfs"),
                        mount("mnt:[4026532282]", "/run/snapd/ns/x.mnt", "nsfs"),
                        mount("/", "/proc", "proc")));
        assertThat(MountSummary.of(mounts))
                .isEqualTo(new MountSummary(
                        6, "3 of type nsfs", List.of("/run/containerd/x/rootfs"), List.of(4026532281L)));
    }

    @Test
    void noMountsTellNothing() {
        assertThat(MountSummary.of(new Mounts(60, List.of()))).isEqualTo(new MountSummary(0, "", List.of(), List.of()));
    }
}

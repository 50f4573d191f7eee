package io.nodethaw.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private final Catalogue catalogue = Catalogue.read();

    @Test
    void everyBugIsToldInFull() {
        assertThat(catalogue.bugs()).hasSizeGreaterThan(30).allSatisfy(bug -> {
            assertThat(bug.id()).isNotBlank().doesNotContain(" ");
            assertThat(bug.title()).isNotBlank();
            assertThat(bug.certainty()).isNotNull();
            assertThat(bug.affected()).isNotEmpty();
            assertThat(bug.trigger()).isNotBlank();
            assertThat(bug.cure()).isNotBlank();
            assertThat(bug.references()).isNotEmpty().allMatch(reference -> reference.startsWith("https://"));
            assertThat(bug.signs())
                    .allSatisfy(sign -> assertThat(sign.finding()).contains("."));
        });
        assertThat(catalogue.bugs()).extracting(KnownBug::id).doesNotHaveDuplicates();
    }

    @Test
    void everyBugIsInTheFileOfItsComponent() {
        for (var component : catalogue.components()) {
            assertThat(component.bugs()).extracting(KnownBug::component).allMatch(component.name()::equals);
        }
    }

    @Test
    void everyRangeHasAnEndAfterItsBeginning() {
        assertThat(catalogue.bugs()).allSatisfy(bug -> {
            isInOrder(bug.affected(), VersionOrder.UPSTREAM);
            bug.distributions().forEach(distribution -> {
                assertThat(distribution.name()).isNotBlank();
                assertThat(Pattern.compile(distribution.pattern())).isNotNull();
                isInOrder(distribution.affected(), distribution.order());
            });
        });
    }

    private static void isInOrder(List<KnownBug.Range> ranges, VersionOrder order) {
        for (var range : ranges) {
            if (!range.since().isEmpty() && !range.fixed().isEmpty()) {
                assertThat(order.compare(range.since(), range.fixed()))
                        .as("" + range)
                        .isNegative();
            }
        }
        for (int i = 1; i < ranges.size(); i++) {
            assertThat(order.compare(ranges.get(i - 1).fixed(), ranges.get(i).since()))
                    .as(ranges.get(i) + " after the one before it")
                    .isNotPositive();
        }
    }

    @Test
    void firstFixedVersionOfEachRangeIsWell() {
        assertThat(catalogue.bugs())
                .allSatisfy(bug -> bug.affected().stream()
                        .map(KnownBug.Range::fixed)
                        .filter(fixed -> !fixed.isEmpty())
                        .forEach(fixed -> assertThat(bug.affectsUpstream(fixed))
                                .as(bug.id() + " " + fixed)
                                .isFalse()));
    }

    @ParameterizedTest
    @CsvSource({
        // a gap, and a bug that came back
        "containerd-10036, 1.6.29, NO",
        "containerd-10036, 1.6.30, YES",
        "containerd-10036, 1.6.31, NO",
        "containerd-10036, 1.7.14, YES",
        "containerd-10036, 1.7.15, NO",
        "containerd-4023, 1.2.11, NO",
        "containerd-4023, v1.2.12, YES",
        "containerd-4023, 1.2.12~ds1-1, PERHAPS",
        "runc-2871, 1.0.0-rc93, YES",
        "runc-2871, 1.0.0~rc93-0ubuntu1~20.04.1, PERHAPS",
        "runc-2871, 1.0.0, NO",
        "runc-4481, 1.3.0, YES",
        "runc-4481, 1.1.5+ds1-1+deb12u1, YES",
        "kubernetes-104280, v1.21.4, YES",
        "kubernetes-104280, v1.21.5, NO",
        "kubernetes-104280, v1.22.1, YES",
        "kernel-seccomp-leak, 6.0.15, YES",
        "kernel-seccomp-leak, 6.0.16, NO",
        "kernel-seccomp-leak, 5.15.0-60-generic, PERHAPS",
        "kernel-seccomp-leak, 5.4.0-42-generic, NO",
        "kernel-kmem-el7, 3.10.0-957.1.3.el7.x86_64, YES",
        "kernel-kmem-el7, 3.10.0-1062.9.1.el7.x86_64, NO",
        "kernel-kmem-el7, 3.10.0-1160.el7.x86_64, NO",
        "moby-46693, 20.10.24, YES",
        "moby-46693, 20.10.24+dfsg1-1+deb12u1, PERHAPS",
    })
    void whichVersionsHaveThem(String id, String version, KnownBug.Affected affected) {
        var bug = catalogue.bugs().filter(known -> known.id().equals(id)).findFirst();
        assertThat(bug).isPresent();
        assertThat(bug.get().affects(version)).isEqualTo(affected);
    }

    @ParameterizedTest
    @CsvSource({
        "systemd, systemd, 237-3ubuntu10, false",
        "docker-ce, docker, 5:20.10.24~3-0~debian-bookworm, true",
        "docker.io, docker, 20.10.24+dfsg1-1+deb12u1, false",
        "containerd.io, containerd, 1.4.3-3.1.el7, true",
        "linux-image-4.19.0-13-amd64, kernel, 4.19.160-2, false",
        "kubelet, kubelet, 1.20.2-00, true",
    })
    void packagesHoldComponents(String name, String component, String version, boolean upstreams) {
        assertThat(catalogue.of(name)).hasValueSatisfying(holds -> {
            assertThat(holds.name()).isEqualTo(component);
            assertThat(holds.holds(name, version))
                    .contains(new Installed(holds, version, upstreams, "package " + name));
        });
    }

    @Test
    void packagesOfOthersHoldNone() {
        assertThat(catalogue.of("linux-image-amd64")).isEmpty();
        assertThat(catalogue.of("bash")).isEmpty();
        assertThat(catalogue.packages())
                .contains("systemd", "containerd.io", "kubelet")
                .doesNotContain("kernel");
    }

    @Test
    void packageOfItsAuthorsHasNoOtherFixes() {
        var docker = catalogue.component("docker");
        var bug = docker.bug("moby-46693");
        assertThat(docker.holds("docker-ce", "5:20.10.24~3-0~debian-bookworm").map(there -> there.has(bug)))
                .contains(KnownBug.Affected.YES);
        assertThat(docker.holds("docker.io", "20.10.24+dfsg1-1+deb12u1").map(there -> there.has(bug)))
                .contains(KnownBug.Affected.PERHAPS);
    }

    @Test
    void aBugSaysWhereItIsFixed() {
        assertThat(catalogue.component("systemd").bug("systemd-11809").fixedIn())
                .startsWith("242; RHEL and CentOS 7: 219-62.el7_6.8, 219-65.el7; ")
                .contains("Ubuntu 18.04: 237-3ubuntu10.41");
        assertThat(catalogue.component("runc").bug("runc-4481").fixedIn()).isEmpty();
    }
}

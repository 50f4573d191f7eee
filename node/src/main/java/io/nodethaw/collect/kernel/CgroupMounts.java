package io.nodethaw.collect.kernel;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.proc.KernelFile;
import io.nodethaw.evidence.Mounts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds where the freezer hierarchy (cgroup v1) and cgroup v2 are mounted, as the child sees it; v2 also in hybrid layouts. */
final class CgroupMounts {
    /** How long the mounts are kept before they are read again: the child of a session may live for months. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Host host;
    private List<Mounts.Mount> mounts = List.of();
    private Deadline fresh = Deadline.in(Duration.ZERO);

    CgroupMounts(Host host) {
        this.host = host;
    }

    /** The folder of a cgroup; empty when its hierarchy, or that part of it, is not mounted here. */
    Optional<String> folder(int version, String cgroup) throws IOException {
        for (var mount : mounts()) {
            if (version == (mount.type().equals("cgroup2") ? 2 : 1)) {
                var below = below(mount.root(), cgroup);
                if (below.isPresent()) {
                    return Optional.of(host.file(mount.point()) + below.get());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The mounts of both hierarchies. They are read rarely: a node keeps its hierarchies where they are, and may have thousands
     * of mounts.
     */
    private synchronized List<Mounts.Mount> mounts() throws IOException {
        if (mounts.isEmpty() || fresh.passed()) {
            var text = KernelFile.bytes(host.file("/proc/self/mountinfo").toString());
            mounts = MountText.parse(0, text).mounts().stream()
                    .filter(CgroupMounts::freezes)
                    .toList();
            fresh = Deadline.in(KEPT);
        }
        return mounts;
    }

    private static boolean freezes(Mounts.Mount mount) {
        var options = List.of(mount.options().split(",", -1));
        return mount.type().equals("cgroup2") || (mount.type().equals("cgroup") && options.contains("freezer"));
    }

    /** The part of the path that lies below the root of the mount. */
    private static Optional<String> below(String root, String cgroup) {
        if (root.equals("/")) {
            return Optional.of(cgroup);
        }
        boolean inside = cgroup.equals(root) || cgroup.startsWith(root + "/");
        return inside ? Optional.of(cgroup.substring(root.length())) : Optional.empty();
    }
}

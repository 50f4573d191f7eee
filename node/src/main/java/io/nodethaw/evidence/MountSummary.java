package io.nodethaw.evidence;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the mounts of a process tell of the node as a whole. The instance is the pid of that process: the mounts of a runtime.
 *
 * @param total how many there are
 * @param most the commonest type, with its number: "1800 of type overlay"
 * @param roots where overlays are mounted as root file systems of containers: paths that end in "/rootfs"
 * @param networks inode numbers of the network namespaces that a mount keeps
 */
public record MountSummary(int total, String most, List<String> roots, List<Long> networks) {
    public static final FactType<MountSummary> TYPE = new FactType<>("mount-summary", MountSummary.class).readTwice();

    /** The most paths and numbers that are kept of each: a node has some hundred containers. */
    private static final int MOST = 10_000;

    private static final String ROOT = "/rootfs";
    private static final String NETWORK = "net:[";

    public MountSummary {
        roots = List.copyOf(roots);
        networks = List.copyOf(networks);
    }

    /** What these mounts tell. */
    public static MountSummary of(Mounts mounts) {
        return new MountSummary(
                mounts.mounts().size(),
                most(mounts),
                mounts.mounts().stream()
                        .filter(mount ->
                                mount.type().equals("overlay") && mount.point().endsWith(ROOT))
                        .map(Mounts.Mount::point)
                        .distinct()
                        .limit(MOST)
                        .toList(),
                mounts.mounts().stream()
                        .filter(mount ->
                                mount.type().equals("nsfs") && mount.root().startsWith(NETWORK))
                        .map(mount -> number(mount.root()))
                        .filter(inode -> inode > 0)
                        .distinct()
                        .limit(MOST)
                        .toList());
    }

    private static String most(Mounts mounts) {
        var counts = new TreeMap<String, Integer>();
        mounts.mounts().forEach(mount -> counts.merge(mount.type(), 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(entry -> entry.getValue() + " of type " + entry.getKey())
                .orElse("");
    }

    /** The number in "net:[4026532281]" (fs/nsfs.c, ns_dname); 0 where there is none. */
    private static long number(String root) {
        var digits = root.substring(NETWORK.length()).replaceFirst("\\].*", "");
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
    }
}

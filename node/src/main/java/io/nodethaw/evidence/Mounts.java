package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /proc/PID/mountinfo}; the instance is the pid. */
public record Mounts(int pid, List<Mount> mounts) {
    public static final FactType<Mounts> TYPE = FactType.ofProcess("mounts", Mounts.class);

    public Mounts {
        mounts = List.copyOf(mounts);
    }

    /**
     * One mount.
     *
     * @param device "MAJOR:MINOR" in decimal
     * @param options super block options, where a FUSE mount names its fd and an NFS mount its server
     */
    public record Mount(
            int id, int parent, String device, String root, String point, String type, String source, String options) {
        /** Types of file systems that a server serves over the network, and whose source names it (man 5 nfs, man 8 mount.cifs, mount.ceph). */
        private static final List<String> SERVED = List.of("nfs", "nfs4", "cifs", "smb3", "ceph");

        /** Its address, where the source has a name of it. */
        private static final Pattern ADDRESS = Pattern.compile("(?:^|,)addr=([^,]{1,64})");

        /** True for NFS, of whose servers the kernel counts what they answer. */
        public boolean isNfs() {
            return type.equals("nfs") || type.equals("nfs4");
        }

        /**
         * Who serves it over the network, and what of it: "nas:/volumes (192.0.2.2)"; empty for a file system that needs no such
         * server, and where it is not told.
         */
        public Optional<String> server() {
            return Optional.of(source)
                    .filter(told -> SERVED.contains(type) && told.contains("/"))
                    .map(told -> {
                        var address = ADDRESS.matcher(options);
                        return !address.find() || told.contains(address.group(1))
                                ? told
                                : told + " (" + address.group(1) + ")";
                    });
        }
    }
}

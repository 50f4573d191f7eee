package io.nodethaw.evidence;

import java.util.List;

/**
 * Packages of the programs that the chain consists of, as the node's package manager knows them. One instance.
 *
 * @param manager "dpkg" or "rpm"
 */
public record InstalledPackages(String manager, List<Entry> packages) {
    public static final FactType<InstalledPackages> TYPE =
            new FactType<>("installed-packages", InstalledPackages.class);

    public InstalledPackages {
        manager = Foreign.cut(manager);
        packages = List.copyOf(packages);
    }

    /**
     * A package.
     *
     * @param version with epoch and release: "5:20.10.24~3-0~debian-bookworm"
     */
    public record Entry(String name, String version) {
        public Entry {
            name = Foreign.cut(name);
            version = Foreign.cut(version);
        }
    }
}

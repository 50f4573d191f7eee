package io.nodethaw.bugs;

import java.util.List;
import java.util.Optional;

/**
 * A program or library with known bugs.
 *
 * @param name as known bugs name it
 * @param packages packages of distributions that hold it; regular expressions, because Debian names kernels with their version
 * @param upstreamPackages packages that its authors make themselves: their version is the upstream version, and they hold no
 *     other fixes
 */
public record Component(String name, List<String> packages, List<String> upstreamPackages, List<KnownBug> bugs) {
    public Component {
        packages = List.copyOf(packages);
        upstreamPackages = List.copyOf(upstreamPackages);
        bugs = List.copyOf(bugs);
    }

    /** One of its bugs. */
    public KnownBug bug(String id) {
        return bugs.stream()
                .filter(bug -> bug.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no bug " + id + " of " + name + " is known"));
    }

    boolean isIn(String packageName) {
        return name.equals(packageName) || packages.stream().anyMatch(packageName::matches) || isMadeBy(packageName);
    }

    private boolean isMadeBy(String packageName) {
        return upstreamPackages.contains(packageName);
    }

    /** The version of it that is installed where a package is; empty where the package holds something else. */
    public Optional<Installed> holds(String packageName, String version) {
        return isIn(packageName)
                ? Optional.of(new Installed(this, version, isMadeBy(packageName), "package " + packageName))
                : Optional.empty();
    }

    /**
     * The version of what runs: that of its package, if both name the same upstream version, because it tells which fixes its
     * distribution has put in; else what it says of itself.
     *
     * @param packages that hold this component
     * @param said by what runs: "219"
     */
    public Installed running(List<Installed> packages, String said) {
        return packages.stream()
                .filter(installed -> VersionOrder.UPSTREAM.compare(installed.version(), said) == 0)
                .findFirst()
                .orElseGet(() -> new Installed(
                        this,
                        said,
                        false,
                        packages.stream()
                                .findFirst()
                                .map(installed -> "runs; " + installed.version() + " is installed since")
                                .orElse("runs")));
    }
}

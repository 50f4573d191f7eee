package io.nodethaw.bugs;

/**
 * A version of a component that is on a node.
 *
 * @param version as its package is called, or as it says itself
 * @param upstreams true where its authors have packaged it themselves
 * @param how it is known: "package containerd.io", "says so itself"
 */
public record Installed(Component component, String version, boolean upstreams, String how) {
    /** Whether it has a bug of its component. */
    public KnownBug.Affected has(KnownBug bug) {
        if (!upstreams) {
            return bug.affects(version);
        }
        return bug.affectsUpstream(version) ? KnownBug.Affected.YES : KnownBug.Affected.NO;
    }
}

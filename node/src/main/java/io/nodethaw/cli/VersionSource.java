package io.nodethaw.cli;

import io.nodethaw.bugs.Catalogue;
import io.nodethaw.bugs.Installed;
import io.nodethaw.evidence.Evidence;
import java.time.Duration;
import java.util.List;

/** Finds out which versions this node has. */
public interface VersionSource {
    /**
     * Asks everybody: daemons, programs, the package manager.
     *
     * @param limit of each question to a daemon
     * @param patience with programs and the package manager, all of them together
     */
    Evidence ask(Duration limit, Duration patience);

    /** What could not be asked, and why. Pure. */
    List<String> missing(Evidence evidence);

    /** The versions that evidence tells. Pure. */
    List<Installed> installed(Evidence evidence, Catalogue catalogue);
}

package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Leftover;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.ContainerFolders;
import io.nodethaw.evidence.Key;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.FiledContainers;
import io.nodethaw.hop.LeftoverKind;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Far more scopes than containers: what has ended was not removed, and systemd keeps a unit for each. */
final class ManyScopes implements LeftoverKind {
    private static final String CODE = "systemd.many-scopes";

    /** So many more than containers: logins, and whatever else runs in scopes, are some dozens. */
    private static final int MANY = 1_000;

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "systemd has over a thousand scopes more than there are containers: those of containers or "
                        + "sessions that have ended were not "
                        + "removed. Everything that systemd does for all of its units takes longer "
                        + "(daemon-reload, list-units, a re-exec), and "
                        + "each keeps a control group.",
                List.of(
                        "systemctl list-units --type=scope --all | awk '{ print $3, $4 }' | sort | uniq -c "
                                + "shows in which state they are.",
                        "ls /run/systemd/transient | grep -c scope"),
                "systemctl reset-failed in quiet times removes those that have failed; systemctl stop those "
                        + "that are abandoned, some at a time. "
                        + "Update systemd or runc where they come again.",
                List.of("systemd issue 1961"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return FiledContainers.wants(view, depth);
    }

    @Override
    public List<Leftover> left(NodeView view) {
        return view
                .evidence()
                .seen(ContainerFolders.TYPE)
                .filter(ContainerFolders::whole)
                .flatMap(ManyScopes::of)
                .stream()
                .toList();
    }

    private static Optional<Leftover> of(ContainerFolders folders) {
        int containers = folders.bundles().size();
        return folders.scopes()
                .filter(scopes -> scopes - containers >= MANY)
                .map(scopes -> new Leftover(
                        CODE,
                        new Vertex.Resource(Vertex.ResourceKind.LIMIT, "scopes"),
                        "scopes",
                        scopes + " for " + containers
                                + " containers: reload and re-exec of systemd take longer, and each keeps a control group",
                        true,
                        new Step(
                                "systemctl list-units --type=scope --all | awk '{ print $3, $4 }' | sort | uniq -c",
                                "shows their states; systemctl reset-failed removes those that have failed"),
                        List.of(Proof.of("files in /run/systemd/transient", ContainerFolders.TYPE.key()))));
    }
}

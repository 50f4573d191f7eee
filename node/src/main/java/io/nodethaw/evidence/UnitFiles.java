package io.nodethaw.evidence;

import java.util.List;

/** Which units of a node's daemons start with it, as the files say: for when systemd cannot be asked. One instance. */
public record UnitFiles(List<Enabled> enabled) {
    public static final FactType<UnitFiles> TYPE = new FactType<>("unit-files", UnitFiles.class);

    public UnitFiles {
        enabled = List.copyOf(enabled);
    }

    /**
     * A unit that a target wants or requires, and that is not masked.
     *
     * @param unit "containerd.service"
     * @param link by which it is wanted: "/etc/systemd/system/multi-user.target.wants/containerd.service"
     * @param processes of its control group, by pid; none where it has no group
     */
    public record Enabled(String unit, String link, List<Integer> processes) {
        public Enabled {
            processes = List.copyOf(processes);
        }
    }
}

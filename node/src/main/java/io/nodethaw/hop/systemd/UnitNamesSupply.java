package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Key;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Set;

/** Names of units: each mount, each container's scope and each session has one. */
record UnitNamesSupply() implements Supply {
    /** MANAGER_MAX_NAMES of src/core/manager.h; unit_add_name() of src/core/unit.c refuses more. */
    private static final long MOST = 128 << 10;

    private static final Stock.Meaning MEANING = new Stock.Meaning(
            "systemd.units",
            "systemd loads no unit any more: no container of runc and no session starts, and mounts are not seen",
            "see which are many: systemctl list-units --all --no-legend | awk '{ print $1 }' | sed 's/[0-9a-f]\\{6,\\}//' | sort "
                    + "| uniq -c | sort -n | tail; failed ones go with systemctl reset-failed");

    @Override
    public String name() {
        return "units of systemd";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.CLOSE && SystemdHop.systemd(view).isPresent() ? Set.of(UnitNames.TYPE.key()) : Set.of();
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        return view.evidence().seen(UnitNames.TYPE).stream()
                .map(read -> Stock.of(MEANING, "units of systemd", read.names(), MOST, UnitNames.TYPE.key()))
                .toList();
    }
}

package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.PidsLimits;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Set;

/**
 * Tasks of the control groups in which kubelet and the runtimes start their children.
 *
 * @param units of the daemons that start containers
 */
record PidsSupply(Set<String> units) implements Supply {
    private static final Stock.Meaning MEANING = new Stock.Meaning(
            "kernel.pids",
            "nothing can be started in the group: no shim, no runc, no thread; containers that run go on",
            "see whose tasks they are: systemd-cgls -u UNIT; systemctl set-property --runtime UNIT TasksMax=infinity gives room");

    PidsSupply {
        units = Set.copyOf(units);
    }

    @Override
    public String name() {
        return "tasks of the runtimes' control groups";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.LIGHT ? new PidsObstacle(units).wants(view, depth) : Set.of();
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        return view.evidence()
                .allSeen(PidsLimits.TYPE)
                .flatMap(limits -> limits.levels().stream()
                        .flatMap(level -> level.most().stream().map(most -> stock(limits.unit(), level, most))))
                .toList();
    }

    private static Stock stock(String unit, PidsLimits.Level level, long most) {
        return Stock.of(MEANING, "tasks of " + level.path(), level.now(), most, PidsLimits.TYPE.key(unit))
                .at(PidsObstacle.at(level));
    }
}

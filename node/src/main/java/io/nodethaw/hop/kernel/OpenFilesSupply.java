package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.OpenFileLimit;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Files that the daemons of the chain may have open. */
record OpenFilesSupply() implements Supply {
    private static final Stock.Meaning MEANING = new Stock.Meaning(
            "kernel.open-files",
            "the daemon opens no file and takes no connection any more: nothing is started by it, and its clients hang",
            "if they are many alike it is a leak: restart the daemon; prlimit --pid PID --nofile=1048576 gives room at once");

    @Override
    public String name() {
        return "open files of the daemons";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return switch (depth) {
            case LIGHT ->
                daemons(view).stream()
                        .filter(daemon -> OpenFilesObstacle.open(view, daemon)
                                .filter(open -> open >= OpenFilesObstacle.FEW)
                                .isPresent())
                        .map(daemon -> OpenFileLimit.TYPE.key(daemon.pid()))
                        .collect(Collectors.toSet());
            case CLOSE -> {
                var keys = new LinkedHashSet<Key>();
                daemons(view).forEach(daemon -> {
                    keys.add(Descriptors.TYPE.key(daemon.pid()));
                    keys.add(OpenFileLimit.TYPE.key(daemon.pid()));
                });
                yield keys;
            }
            case WORK, COSTLY -> Set.of();
        };
    }

    private static Set<Vertex.Process> daemons(NodeView view) {
        var daemons = new LinkedHashSet<>(OpenFilesObstacle.daemons(view));
        List.of(Addresses.DOCKER, Addresses.CONTAINERD, Addresses.CRI)
                .forEach(paths ->
                        paths.forEach(path -> Addresses.acceptor(view, path).ifPresent(daemons::add)));
        Addresses.bus(view).ifPresent(daemons::add);
        view.vertex(1).ifPresent(daemons::add);
        return daemons;
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        var stocks = new ArrayList<Stock>();
        for (var daemon : daemons(view)) {
            var most = view.evidence().seen(OpenFileLimit.TYPE, daemon.pid()).flatMap(OpenFileLimit::soft);
            var open = OpenFilesObstacle.open(view, daemon);
            if (most.isPresent() && open.isPresent()) {
                stocks.add(Stock.of(
                                MEANING,
                                "open files of " + view.name(daemon.pid()),
                                open.get(),
                                most.get(),
                                Descriptors.TYPE.key(daemon.pid()),
                                OpenFileLimit.TYPE.key(daemon.pid()))
                        .at(OpenFilesObstacle.at(daemon)));
            }
        }
        return stocks;
    }
}

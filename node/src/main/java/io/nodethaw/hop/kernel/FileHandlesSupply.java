package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.FileHandles;
import io.nodethaw.evidence.Key;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.OpenFilesOfAll;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.OfReading;
import java.util.List;
import java.util.Set;

/** Open files of the whole machine. */
record FileHandlesSupply() implements Supply {
    private static final Stock.Meaning MEANING = new Stock.Meaning(
            "kernel.file-handles",
            "no process that is not root's opens a file, a socket or a pipe any more",
            "see who has most open; sysctl fs.file-max gives room at once");

    private static final OfReading<Descriptors, Long> ALL = OpenFilesOfAll.counting(_ -> true);

    @Override
    public String name() {
        return "open files of the machine";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.LIGHT ? Set.of(FileHandles.TYPE.key()) : Set.of();
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        return view.evidence().seen(FileHandles.TYPE).stream()
                .map(files -> Stock.of(MEANING, "fs.file-max", files.used(), files.most(), FileHandles.TYPE.key())
                        .mostly(OpenFilesOfAll.most(view, OpenFilesOfAll.count(view, ALL))))
                .toList();
    }
}

package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.FileSystemRoom;
import io.nodethaw.evidence.Key;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.StartFolder;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Room and inodes of the file systems in which every start of a container has to write. */
record FileSystemSupply() implements Supply {
    private static final Stock.Meaning ROOM = new Stock.Meaning(
            "kernel.file-system-room",
            "every start of a container fails; before that kubelet evicts pods, as a rule when 90 % are used",
            "see what takes it: du -xhd1 FOLDER | sort -h | tail; remove images that nobody uses: crictl rmi --prune");

    private static final Stock.Meaning INODES = new Stock.Meaning(
            "kernel.inodes",
            "no file and no folder can be made: every start of a container fails; kubelet evicts pods when 95 % are used",
            "see who has most files: du --inodes -xd1 FOLDER | sort -n | tail; remove images that nobody uses");

    @Override
    public String name() {
        return "room of the file systems of kubelet and the runtimes";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        var keys = new LinkedHashSet<Key>();
        if (depth == Depth.LIGHT) {
            StartFolder.all(view).forEach(folder -> keys.add(FileSystemObstacle.key(folder)));
        }
        return keys;
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        var stocks = new ArrayList<Stock>();
        var rooms = new ArrayList<FileSystemRoom>();
        for (var folder : StartFolder.all(view)) {
            var key = FileSystemObstacle.key(folder);
            var room = view.evidence().seen(FileSystemRoom.TYPE, key.instance());
            if (room.isPresent() && rooms.stream().noneMatch(room.get()::isSame)) { // one for all folders in it
                rooms.add(room.get());
                stocks.addAll(stocks(room.get(), folder.path(), key));
            }
        }
        return stocks;
    }

    private static List<Stock> stocks(FileSystemRoom room, String folder, Key key) {
        var stocks = new ArrayList<Stock>();
        var at = new Vertex.Resource(Vertex.ResourceKind.FILE_SYSTEM, folder);
        if (room.blocks() > 0) {
            long all = room.blocks() * room.blockSize();
            stocks.add(Stock.of(ROOM, "room of " + folder, all - room.left(), all, key)
                    .in(Stock.Unit.BYTES)
                    .at(at));
        }
        if (room.files() > 0) {
            stocks.add(Stock.of(INODES, "inodes of " + folder, room.files() - room.freeFiles(), room.files(), key)
                    .at(at));
        }
        return stocks;
    }
}

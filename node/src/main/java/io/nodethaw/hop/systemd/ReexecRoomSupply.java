package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Step;
import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.FileSystemRoom;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Room in /run, where systemd writes its state before it executes itself anew. */
record ReexecRoomSupply() implements Supply {
    private static final Key ROOM = FileSystemRoom.TYPE.key(FileSystemRoom.instance(ProcessTable.INIT, "/run/systemd"));

    private static final Stock.Meaning MEANING = new Stock.Meaning(
            "systemd.reexec-room",
            "systemd refuses daemon-reload and daemon-reexec, which is the cure where it is deaf; soon nothing starts either",
            "see what takes it: du -xhd1 /run | sort -h | tail; the journal there is made smaller by journalctl --vacuum-size=50M");

    @Override
    public String name() {
        return "room of /run";
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.LIGHT && SystemdHop.systemd(view).isPresent() ? Set.of(ROOM) : Set.of();
    }

    @Override
    public List<Stock> stocks(NodeView view) {
        return room(view).map(ReexecRoomSupply::stock).stream().toList();
    }

    /** True where less is free than systemd needs; false where that was not read. */
    static boolean isShort(NodeView view) {
        return room(view).filter(room -> free(room) < Reexecute.ROOM).isPresent();
    }

    /** Room is made, where less is free than systemd needs. */
    static Optional<Step> step(NodeView view) {
        return room(view)
                .filter(room -> free(room) < Reexecute.ROOM)
                .map(room -> new Step(
                        "du -xhd1 /run | sort -h | tail",
                        "shows what to make room of in /run, of which " + (free(room) >> 20)
                                + " MiB are free: systemd needs " + (Reexecute.ROOM >> 20)
                                + " MiB to be executed anew; then nodethaw heal --yes"));
    }

    private static Optional<FileSystemRoom> room(NodeView view) {
        return view.evidence().seen(FileSystemRoom.TYPE, ROOM.instance()).filter(room -> room.blocks() > 0);
    }

    private static long free(FileSystemRoom room) {
        return room.free() * room.blockSize();
    }

    /** In a file system that is smaller than what systemd needs, nothing may be used. */
    private static Stock stock(FileSystemRoom room) {
        long all = room.blocks() * room.blockSize();
        return Stock.of(MEANING, "/run for a re-exec", all - free(room), Math.max(0, all - Reexecute.ROOM), ROOM)
                .in(Stock.Unit.BYTES);
    }
}

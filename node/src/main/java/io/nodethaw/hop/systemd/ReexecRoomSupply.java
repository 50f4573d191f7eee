package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.FileSystemRoom;
import io.nodethaw.evidence.Key;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Supply;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Set;

/** Room in /run, where systemd writes its state before it executes itself anew. */
record ReexecRoomSupply() implements Supply {
    /** RELOAD_DISK_SPACE_MIN of src/core/dbus-manager.c: with less it refuses. */
    private static final long NEEDED = 16L << 20;

    private static final Key ROOM = FileSystemRoom.TYPE.key(FileSystemRoom.instance(BusLink.PID, "/run/systemd"));

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
        return view.evidence().seen(FileSystemRoom.TYPE, ROOM.instance()).stream()
                .filter(room -> room.blocks() > 0)
                .map(ReexecRoomSupply::stock)
                .toList();
    }

    private static Stock stock(FileSystemRoom room) {
        long all = room.blocks() * room.blockSize();
        return Stock.of(MEANING, "/run for a re-exec", all - room.free() * room.blockSize(), all - NEEDED, ROOM)
                .in(Stock.Unit.BYTES);
    }
}

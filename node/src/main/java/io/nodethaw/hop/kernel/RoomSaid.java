package io.nodethaw.hop.kernel;

import io.nodethaw.evidence.Logged;
import io.nodethaw.hop.LoggedFinding;
import io.nodethaw.hop.LoggedFinding.Weight;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;

/** File systems of kubelet and the runtimes that are full, as a list of df says. */
final class RoomSaid {
    private RoomSaid() {}

    static List<LoggedFinding> all() {
        return List.of(
                full(Logged.Sign.NO_ROOM, Weight.FAILS, "full", FileSystemObstacle.full()),
                full(
                        Logged.Sign.NO_ROOM_BUT_FOR_ROOT,
                        Weight.DOUBTFUL,
                        "full, at least for everybody but root",
                        FileSystemObstacle.full()),
                full(Logged.Sign.NO_INODES, Weight.FAILS, "no inode left", FileSystemObstacle.outOfInodes()));
    }

    private static LoggedFinding full(Logged.Sign sign, Weight weight, String title, FileSystemObstacle like) {
        return new LoggedFinding(
                sign,
                said -> new Vertex.Resource(Vertex.ResourceKind.FILE_SYSTEM, said.about()),
                (_, _) -> new Vertex.Ourselves(),
                _ -> weight,
                _ -> title,
                Optional.empty(),
                like.explanation());
    }
}

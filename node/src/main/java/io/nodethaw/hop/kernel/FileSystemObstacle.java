package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Shell;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.FileSystemErrors;
import io.nodethaw.evidence.FileSystemRoom;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.Refusal;
import io.nodethaw.hop.StartFolder;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.kernel.MountTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A file system in which every start has to write takes nothing more. */
record FileSystemObstacle(Lack lack, Explanation explanation) implements Obstacle {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    /** The option by which an ext4 shows that it became read-only by an error (fs/ext4/super.c, since 6.15). */
    private static final String EMERGENCY = "emergency_ro";

    /** What it lacks. */
    enum Lack {
        BLOCKS,
        INODES,
        WRITING
    }

    static FileSystemObstacle full() {
        return new FileSystemObstacle(
                Lack.BLOCKS,
                page(
                        "kernel.file-system-full",
                        "is full, also for root, and was so half a second before",
                        "df -h FOLDER; du -xsh FOLDER/* shows what takes the room.",
                        "Make room: remove images that nobody uses (crictl rmi --prune, docker image prune; they are pulled again when a pod needs "
                                + "them), logs, or what fills it besides; or enlarge the file system."));
    }

    static FileSystemObstacle outOfInodes() {
        return new FileSystemObstacle(
                Lack.INODES,
                page(
                        "kernel.out-of-inodes",
                        "has no inode left, so that no file and no folder can be made in it, however much room there is",
                        "df -i FOLDER; find FOLDER -xdev -printf '%h\\n' | sort | uniq -c | sort -n | tail shows who has most files.",
                        "Remove what has so many small files: images and containers that nobody uses; the number of inodes of ext4 is "
                                + "fixed when it is made."));
    }

    static FileSystemObstacle readOnly() {
        return new FileSystemObstacle(
                Lack.WRITING,
                page(
                        "kernel.file-system-read-only",
                        "is read-only. Mostly it has become so by itself, after an error of its disk",
                        "findmnt -T FOLDER shows its options (ro, or emergency_ro), journalctl -k -g 'ext4|xfs|I/O error' why.",
                        "Look at the disk before you write on it again; then drain the node, run fsck, and reboot or mount it anew."));
    }

    private static Explanation page(String code, String what, String confirm, String cure) {
        return new Explanation(
                code,
                "The file system of a folder in which kubelet or a runtime has to write for every start of a container "
                        + what
                        + ". Every start fails at once; containers that run go on, as far as they need not write there.",
                List.of(confirm, "journalctl -u containerd -u docker -u kubelet -n 50 shows the starts that failed."),
                cure,
                List.of("man 2 statfs", "man 5 proc_pid_mountinfo"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        var keys = new LinkedHashSet<Key>();
        if (depth == Depth.LIGHT && lack == Lack.BLOCKS) { // one statfs tells of all that may be lacking
            StartFolder.all(view).forEach(folder -> keys.add(key(folder)));
        }
        if (depth == Depth.CLOSE && lack != Lack.WRITING && !met(view).isEmpty()) {
            keys.add(RefusedStarts.TYPE.key());
        }
        if (depth == Depth.LIGHT
                && lack == Lack.WRITING
                && !StartFolder.all(view).isEmpty()) {
            keys.add(FileSystemErrors.TYPE.key());
        }
        if (depth == Depth.CLOSE && lack == Lack.WRITING && hasErrors(view)) {
            StartFolder.all(view)
                    .forEach(folder -> keys.add(Mounts.TYPE.key(folder.daemon().pid())));
        }
        if (depth == Depth.CLOSE && lack == Lack.WRITING) {
            keys.addAll(ReadOnlyForDead.wants(view));
        }
        return keys;
    }

    private static boolean hasErrors(NodeView view) {
        return view.evidence()
                .seen(FileSystemErrors.TYPE)
                .filter(errors -> !errors.devices().isEmpty())
                .isPresent();
    }

    @Override
    public List<Met> met(NodeView view) {
        var met = new ArrayList<Met>();
        var rooms = new ArrayList<FileSystemRoom>();
        for (var folder : StartFolder.all(view)) {
            var room = view.evidence().seen(FileSystemRoom.TYPE, key(folder).instance());
            if (room.isPresent() && rooms.stream().noneMatch(room.get()::isSame)) { // one for all folders in it
                met(view, folder, room.get()).ifPresent(one -> {
                    met.add(one);
                    rooms.add(room.get());
                });
            }
        }
        if (lack == Lack.WRITING) {
            met.addAll(ReadOnlyForDead.met(view));
        }
        return met;
    }

    static Key key(StartFolder folder) {
        return FileSystemRoom.TYPE.key(FileSystemRoom.instance(folder.daemon().pid(), folder.path()));
    }

    private Optional<Met> met(NodeView view, StartFolder folder, FileSystemRoom room) {
        return switch (lack) {
            case BLOCKS ->
                room.isNearlyFull()
                        ? Optional.of(lacking(
                                view,
                                folder,
                                room.isFull() && isLasting(view, folder) && fails(folder, room),
                                title(room)))
                        : Optional.empty();
            case INODES ->
                room.hasFewFiles()
                        ? Optional.of(
                                lacking(view, folder, room.hasNoFiles() && isLasting(view, folder), filesTitle(room)))
                        : Optional.empty();
            case WRITING -> readOnly(view, folder, room);
        };
    }

    /** Starts fail for sure where nothing is left; where a little is, or a start may need none, only if a daemon said so. */
    private Met lacking(NodeView view, StartFolder folder, boolean isShown, String title) {
        var refusal = Refusal.of(view.evidence(), RefusedStarts.Why.NO_SPACE);
        boolean isOfIt = refusal.line()
                .filter(said -> said.text().contains(folder.path() + "/"))
                .isPresent();
        return new Met(
                new Vertex.Resource(Vertex.ResourceKind.FILE_SYSTEM, folder.path()),
                folder.path(),
                title,
                refusal.certainty(isShown),
                isShown || isOfIt ? Confidence.PROVEN : Confidence.LIKELY,
                refusal.after(Proof.of(
                        "the file system of " + folder.path() + (lack == Lack.INODES ? " has " : " is ") + title,
                        key(folder))));
    }

    /** In memory a folder takes no room, and where a start makes nothing else it may succeed. */
    private static boolean fails(StartFolder folder, FileSystemRoom room) {
        return folder.writesFiles() || !room.isInMemory();
    }

    private static String title(FileSystemRoom room) {
        var all = String.format(Locale.ROOT, "%d MiB", room.blocks() * room.blockSize() / MIB);
        return room.isFull() ? "full, " + all : "nearly full, " + room.left() / KIB + " KiB left of " + all;
    }

    private static String filesTitle(FileSystemRoom room) {
        return room.hasNoFiles()
                ? "no inode left of " + room.files()
                : room.freeFiles() + " inodes left of " + room.files();
    }

    /** A burst may fill it for a moment. */
    private boolean isLasting(NodeView view, StartFolder folder) {
        return view.evidence()
                .twice(FileSystemRoom.TYPE, key(folder).instance())
                .filter(both -> lack == Lack.BLOCKS
                        ? both.first().isFull()
                        : both.first().hasNoFiles())
                .isPresent();
    }

    private Optional<Met> readOnly(NodeView view, StartFolder folder, FileSystemRoom room) {
        if (room.readOnly()) {
            return is(true, folder, true, "read-only");
        }
        if (!room.isExt() || !hasErrors(view)) {
            return Optional.empty();
        }
        var mount = new MountTable(view, folder.daemon().pid()).of(folder.path());
        return mount.isEmpty()
                ? is(!view.evidence().asked(Mounts.TYPE.key(folder.daemon().pid())), folder, false, "")
                : is(isEmergency(mount.get()), folder, true, "read-only since an error");
    }

    /** True for one that its kernel made read-only. */
    static boolean isEmergency(Mounts.Mount mount) {
        return List.of(mount.options().split(",", -1)).contains(EMERGENCY);
    }

    private Optional<Met> is(boolean met, StartFolder folder, boolean certain, String title) {
        return met
                ? Optional.of(new Met(
                        new Vertex.Resource(Vertex.ResourceKind.FILE_SYSTEM, folder.path()),
                        folder.path(),
                        title,
                        certain ? Certainty.CERTAIN : Certainty.SUSPECTED,
                        Confidence.PROVEN,
                        List.of(Proof.of("the file system of " + folder.path() + " is " + title, key(folder)))))
                : Optional.empty();
    }

    @Override
    public Optional<Step> step(NodeView view, Met met) {
        var mount = mount(met.at().id());
        return Optional.of(
                switch (lack) {
                    case BLOCKS ->
                        new Step(
                                "du -xhd1 " + mount + " | sort -h | tail",
                                "shows what takes the room; remove what nobody needs, such as unused images");
                    case INODES ->
                        new Step(
                                "du --inodes -xd1 " + mount + " | sort -n | tail",
                                "shows who has most files; remove what nobody needs, such as unused images");
                    case WRITING ->
                        new Step(
                                "dmesg | grep -iE 'ext4|xfs|btrfs|i/o error' | tail",
                                "shows why; look at the disk before you write on it again");
                });
    }

    /** Where it is mounted, links followed: what takes the room may lie beside the folder. */
    private static String mount(String folder) {
        return "\"$(findmnt -n -o TARGET -T " + Shell.word(folder) + ")\"";
    }
}

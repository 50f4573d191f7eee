package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Proof;
import io.nodethaw.evidence.FileSystemErrors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.LastWords;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.StartFolder;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.kernel.MountTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file system that became read-only under a daemon which does not run any more: started again, the daemon would end at once. A
 * folder may be read-only by intent where the daemon keeps its files elsewhere, so that alone accuses nobody: the disk has to have had an
 * error, or the daemon has to have said that it could not write.
 */
final class ReadOnlyForDead {
    /** strerror(EROFS), as Go's syscall package has it (zerrors_linux_amd64.go). */
    private static final String SAID = "read-only file system";

    private static final String MAPPER = "/dev/mapper/";

    private ReadOnlyForDead() {}

    /** The mounts of PID 1, and which disks have had an error; last words are read of every unit that has ended. */
    static Set<Key> wants(NodeView view) {
        var keys = new LinkedHashSet<Key>();
        for (var folder : StartFolder.ofDown(view)) {
            keys.add(Mounts.TYPE.key(folder.daemon().pid()));
            keys.add(FileSystemErrors.TYPE.key());
        }
        return keys;
    }

    static List<Obstacle.Met> met(NodeView view) {
        return StartFolder.ofDown(view).stream()
                .flatMap(folder -> folder.down().flatMap(unit -> met(view, folder, unit)).stream())
                .toList();
    }

    private static Optional<Obstacle.Met> met(NodeView view, StartFolder folder, Units.Unit unit) {
        int init = folder.daemon().pid();
        return new MountTable(view, init)
                .of(folder.path())
                .filter(ReadOnlyForDead::isReadOnly)
                .flatMap(mount -> why(view, init, mount, unit.name()))
                .map(why -> new Obstacle.Met(
                        new Vertex.Resource(Vertex.ResourceKind.FILE_SYSTEM, folder.path()),
                        folder.path(),
                        "read-only, and " + unit.name() + " cannot start on it",
                        Obstacle.Certainty.CERTAIN,
                        why.confidence(),
                        List.of(
                                Proof.of(
                                        "the file system of " + folder.path() + " is read-only", Mounts.TYPE.key(init)),
                                why.proof()),
                        Optional.of(unit.name())));
    }

    /** The option of the file system, not of the mount, which may be one of several. */
    private static boolean isReadOnly(Mounts.Mount mount) {
        return FileSystemObstacle.isEmergency(mount)
                || List.of(mount.options().split(",", -1)).contains("ro");
    }

    /** What shows that it is read-only against its owner's will. */
    private record Why(Confidence confidence, Proof proof) {}

    /** A record of errors may be older than the mount, so it makes it likely. */
    private static Optional<Why> why(NodeView view, int init, Mounts.Mount mount, String unit) {
        return FileSystemObstacle.isEmergency(mount)
                ? Optional.of(new Why(
                        Confidence.PROVEN, Proof.of("the kernel made it so after an error", Mounts.TYPE.key(init))))
                : said(view, mount, unit)
                        .map(proof -> new Why(Confidence.PROVEN, proof))
                        .or(() -> recorded(view, mount).map(proof -> new Why(Confidence.LIKELY, proof)));
    }

    private static Optional<Proof> recorded(NodeView view, Mounts.Mount mount) {
        return view.evidence().seen(FileSystemErrors.TYPE).stream()
                .flatMap(errors -> errors.devices().stream())
                .filter(device -> isOn(mount, device))
                .findFirst()
                .map(device ->
                        Proof.of(device + " has recorded an error of its file system", FileSystemErrors.TYPE.key()));
    }

    /** The kernel calls a device of the device mapper by its minor number (drivers/md/dm.c, alloc_dev), and mounts by its other name. */
    private static boolean isOn(Mounts.Mount mount, String device) {
        var minor = mount.device().substring(mount.device().indexOf(':') + 1);
        return mount.source().equals("/dev/" + device)
                || mount.source().startsWith(MAPPER) && device.equals("dm-" + minor);
    }

    /** Of a path in this mount: others may be read-only by intent. */
    private static Optional<Proof> said(NodeView view, Mounts.Mount mount, String unit) {
        return view.evidence().seen(LastWords.TYPE, unit).stream()
                .flatMap(words -> words.lines().stream())
                .filter(line -> line.text().contains(SAID) && line.text().contains(mount.point() + "/"))
                .findFirst()
                .map(line -> Proof.of(unit + " said: " + line.text(), LastWords.TYPE.key(unit)));
    }
}

package io.nodethaw.hop;

import io.nodethaw.collect.kernel.Questions;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Reading;
import io.nodethaw.remedy.Act;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The frozen control group of a process: what all who thaw one need to know, and how it is done. */
public final class FrozenGroup {
    /** Limit of reading it, and of thawing it. */
    public static final Duration LIMIT = Duration.ofSeconds(2);

    /** A program that saves containers freezes them while it is at work (criu.org). */
    private static final String CHECKPOINT = "criu";

    private static final int VERSION_ONE = 1;

    private FrozenGroup() {}

    /** True for a process that nothing but a frozen group keeps from going on, whose file we see. */
    public static boolean alone(Diagnosis now, Vertex.Process process) {
        return now.stops(process).equals(List.of(Wait.FROZEN))
                && file(of(now, process.pid())).isPresent();
    }

    /** The control groups of a process, as a look has them. */
    public static Optional<Freeze> of(Diagnosis now, int pid) {
        return now.evidence().seen(Freeze.TYPE, pid);
    }

    /** The file by which it is thawed. */
    public static Optional<String> file(Optional<Freeze> groups) {
        return groups.flatMap(Freeze::frozen).flatMap(Freeze.Frozen::file);
    }

    /** It is the group that was found frozen, and still is. */
    public static Check still(Target frozen, Reading<Freeze> now, Diagnosis before) {
        var file = file(now.seen());
        return Check.that(
                file.isPresent() && file.equals(file(of(before, frozen.pid()))),
                "its group is still frozen: " + file.orElse(""),
                frozen.name() + " is not frozen any more, or with another group: diagnose again");
    }

    /** Nobody saves a container. */
    public static Check noCheckpoint(Diagnosis now) {
        var what = "no checkpoint is being made";
        return now.view().processes().stream()
                .filter(process -> process.comm().startsWith(CHECKPOINT) && !process.isGone())
                .findFirst()
                .map(process -> Check.refuses(
                        what, now.view().name(process.pid()) + " is at work, which freezes what it saves: wait for it"))
                .orElseGet(() -> Check.holds(what));
    }

    /**
     * The processes of a group and of those below it.
     *
     * @param file by which it is thawed
     */
    public static List<Integer> members(String file) throws IOException {
        return Bounded.run(
                "read of the frozen group", LIMIT, () -> below(Path.of(file.substring(0, file.lastIndexOf('/')))));
    }

    private static List<Integer> below(Path group) throws IOException {
        var pids = new ArrayList<Integer>();
        try (var folders = Files.walk(group)) {
            for (var folder : folders.filter(Files::isDirectory).toList()) {
                for (var line : Files.readAllLines(folder.resolve("cgroup.procs"))) {
                    pids.add(Integer.parseInt(line));
                }
            }
        }
        return pids;
    }

    /** Thaws the group that keeps the process. */
    public static String thaw(NodeAccess access, Target frozen) throws IOException {
        var group = access.read(Questions.freeze(frozen.pid())).seen().flatMap(Freeze::frozen);
        if (group.isEmpty() || group.get().file().isEmpty()) {
            return "it was not frozen any more";
        }
        var file = Path.of(group.get().file().get());
        var word = group.get().version() == VERSION_ONE ? "THAWED" : "0";
        var written =
                Bounded.run("write to " + file, LIMIT, () -> Files.writeString(file, word, StandardOpenOption.WRITE));
        return word + " was written to " + written;
    }

    /** True when nothing keeps the process frozen any more. */
    public static boolean isThawed(NodeAccess access, Target frozen) {
        return access.read(Questions.freeze(frozen.pid()))
                .seen()
                .filter(groups -> groups.frozen().isPresent())
                .isEmpty();
    }

    /** Thawed twice it does no harm. */
    public static Act.Became became(Target frozen, Diagnosis now) {
        boolean still = now.lives(frozen.vertex())
                && of(now, frozen.pid()).flatMap(Freeze::frozen).isPresent();
        return still
                ? new Act.Became(false, frozen.name() + " is still frozen: it counts as not thawed")
                : new Act.Became(true, frozen.name() + " is not frozen any more");
    }
}

package io.nodethaw.hop;

import io.nodethaw.analysis.Root;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Outcome;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Reading;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import io.nodethaw.remedy.Work;
import io.nodethaw.wait.Vertex;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Thaws the control group of a service of the node that nobody has a reason to keep frozen: not systemd, for whom systemctl freeze
 * does it, no container that is paused in it, no checkpoint.
 *
 * @param hop name of its hop
 */
public record ThawGroup(String hop) implements ThawFrozen {
    /**
     * What is read of a frozen group right before it is thawed.
     *
     * @param process of the process that is frozen with it
     * @param unit the service that the group is of, as systemd has it
     * @param strangers processes in the group that are not the node's own, by pid
     */
    record Group(NodesOwn process, Reading<ServiceState> unit, Reading<List<Integer>> strangers) {}

    @Override
    public String name() {
        return hop + ".thaw";
    }

    @Override
    public Set<String> answers() {
        return Set.of(hop + ".frozen");
    }

    @Override
    public String risk() {
        return "nobody can tell who froze it and why; whoever did may have wanted it so, and all in that group go on";
    }

    /** A process that nothing but a group keeps from going on whose file we see. */
    @Override
    public Optional<Target> target(Diagnosis now, Root root) {
        return root.vertex() instanceof Vertex.Process process && process.isCertain() && FrozenGroup.alone(now, process)
                ? Optional.of(Target.of(process, root.name()))
                : Optional.empty();
    }

    /** Where the frozen group is a service's own, and not one above it. */
    @Override
    public boolean offered(Diagnosis now, Target frozen) {
        var groups = now.evidence().seen(Freeze.TYPE, frozen.pid());
        return groups.flatMap(Freeze::frozen)
                        .filter(group ->
                                groups.get().cgroups().stream().anyMatch(line -> line.endsWith(":" + group.path())))
                        .isPresent()
                && NodesOwn.isShown(now.view(), frozen.pid());
    }

    @Override
    public List<Check> checks(NodeAccess access, Target frozen, Diagnosis now) {
        var process = NodesOwn.read(access, frozen);
        var unit = process.unit().orElse("");
        return checks(
                frozen,
                new Group(
                        process,
                        Outcome.of(_ -> new ServiceManager(access).state(unit), Deadline.in(FrozenGroup.LIMIT)),
                        strangers(access, process)),
                now);
    }

    private static Reading<List<Integer>> strangers(NodeAccess access, NodesOwn process) {
        var proc = new Proc(access.host());
        return Outcome.of(
                _ -> {
                    var file = FrozenGroup.file(process.groups().seen())
                            .orElseThrow(() -> new NoSuchFileException("no frozen group"));
                    var strangers = new ArrayList<Integer>();
                    for (int pid : FrozenGroup.members(file)) {
                        if (proc.namespaces(pid).process() != process.ofInit().process()) {
                            strangers.add(pid);
                        }
                    }
                    return strangers;
                },
                Deadline.in(FrozenGroup.LIMIT));
    }

    List<Check> checks(Target frozen, Group read, Diagnosis now) {
        return List.of(
                read.process().same(frozen),
                read.process().untraced(frozen),
                read.process().own(frozen),
                FrozenGroup.still(frozen, read.process().groups(), now),
                ofAService(read),
                notBySystemd(frozen, read),
                noStranger(read),
                FrozenGroup.noCheckpoint(now));
    }

    /** A slice holds many services, and what is no service's was made by somebody for something. */
    private static Check ofAService(Group read) {
        var path = read.process().groups().seen().flatMap(Freeze::frozen).map(Freeze.Frozen::path);
        return Check.that(
                path.flatMap(group -> read.process().serviceAt(group)).isPresent(),
                "the frozen group is that of its service",
                "the frozen group " + path.orElse("") + " is not that of a service: find out who froze it");
    }

    private static Check notBySystemd(Target frozen, Group read) {
        var what = "systemd has not frozen it";
        return read.unit()
                .seen()
                .map(unit -> Check.that(
                        unit.freezer().isEmpty() || unit.freezer().equals("running"),
                        what,
                        "systemd itself has frozen the service of " + frozen.name()
                                + ", as systemctl freeze does it: its operator wants it so; systemctl thaw ends it"))
                .orElseGet(() -> Check.refuses(
                        what, "systemd does not tell whether it has frozen the service of " + frozen.name()));
    }

    private static Check noStranger(Group read) {
        var what = "no container is in that group, which could be paused";
        return read.strangers()
                .seen()
                .map(pids -> Check.that(
                        pids.isEmpty(),
                        what,
                        "process " + pids.stream().map(String::valueOf).collect(Collectors.joining(", "))
                                + " of a container is in that group: it may be paused on purpose"))
                .orElseGet(() -> Check.refuses(what, "could not read who is in the frozen group"));
    }

    /** runc freezes a container for a moment, whenever it changes its limits. */
    @Override
    public List<Check> passing(Diagnosis now) {
        var names = now.underWay().stream().map(Work::name).collect(Collectors.joining(", "));
        return List.of(Check.that(
                names.isEmpty(),
                "nobody is at work on a container",
                "at work on a container is " + names + ": try again"));
    }
}

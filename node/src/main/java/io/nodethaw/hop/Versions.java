package io.nodethaw.hop;

import io.nodethaw.bugs.Catalogue;
import io.nodethaw.bugs.Component;
import io.nodethaw.bugs.Installed;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProgramVersion;
import io.nodethaw.evidence.Reading;
import io.nodethaw.wait.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which versions a node has. What runs counts: the version of a package stands for it only where both name the same upstream
 * version, and says then which fixes its distribution has put in.
 */
public final class Versions {
    /** Programs that are asked for their version, because no socket of theirs tells it, and their components. */
    private static final Map<String, String> PROGRAMS = Map.of("runc", "runc", "kubelet", "kubelet");

    private static final Pattern NUMBER = Pattern.compile("v?\\d+(\\.\\d+)++\\S*");

    private final NodeView view;
    private final List<OwnVersion> own;

    Versions(NodeView view, List<Hop> hops) {
        this.view = view;
        this.own = Stream.concat(
                        hops.stream().flatMap(hop -> hop.versions(view).stream()), Stream.concat(programs(), machine()))
                .toList();
    }

    /** What has to be read to know all of them. */
    public static List<Key> wants() {
        return Stream.concat(
                        Stream.of(InstalledPackages.TYPE.key()),
                        PROGRAMS.keySet().stream().sorted().map(ProgramVersion.TYPE::key))
                .toList();
    }

    /** What could not be asked, and why. */
    public static List<String> missing(Evidence evidence) {
        var packages =
                why(evidence.reading(InstalledPackages.TYPE)).map(why -> "packages could not be asked for: " + why);
        var programs = PROGRAMS.keySet().stream()
                .sorted()
                .flatMap(name -> why(evidence.reading(ProgramVersion.TYPE, name)).stream()
                        .map(why -> name + " could not be asked for its version: " + why));
        return Stream.concat(packages.stream(), programs).toList();
    }

    private static <T> Optional<String> why(Reading<T> reading) {
        return switch (reading) {
            case Reading.Seen<T> _ -> Optional.empty();
            case Reading.Silent<T> silent ->
                Optional.of("no answer in " + silent.waited().toMillis() + " ms");
            case Reading.Failed<T> failed -> Optional.of(failed.why());
            case Reading.Refused<T> refused -> Optional.of(refused.why());
            case Reading.NotAsked<T> unasked -> Optional.of(unasked.why());
        };
    }

    /** The versions of all components that the catalogue knows. */
    public List<Installed> all(Catalogue catalogue) {
        var all = new ArrayList<Installed>();
        for (var component : catalogue.components()) {
            all.addAll(of(component));
        }
        return List.copyOf(all);
    }

    /** The versions of a component; more than one where several packages hold it, or several programs were built with it. */
    public List<Installed> of(Component component) {
        var packages = packages(view, component);
        var said = own.stream()
                .filter(version -> version.component().equals(component.name()))
                .map(OwnVersion::version)
                .distinct()
                .toList();
        if (said.isEmpty()) {
            return packages;
        }
        return said.stream()
                .map(version -> component.running(packages, version))
                .toList();
    }

    /** The version of a component that says this of itself: that of its package, if that is what runs. */
    public static Installed of(NodeView view, Component component, String said) {
        return component.running(packages(view, component), said);
    }

    /** The versions of the packages that hold a component; none where they were not asked. What runs may be older. */
    public static List<Installed> packages(NodeView view, Component component) {
        return view.evidence().seen(InstalledPackages.TYPE).map(InstalledPackages::packages).orElse(List.of()).stream()
                .flatMap(entry -> component.holds(entry.name(), entry.version()).stream())
                .toList();
    }

    private Stream<OwnVersion> programs() {
        return PROGRAMS.entrySet().stream().flatMap(program -> version(program.getKey(), program.getValue()).stream());
    }

    private Optional<OwnVersion> version(String program, String component) {
        return view.evidence()
                .seen(ProgramVersion.TYPE, program)
                .map(said -> NUMBER.matcher(said.text()))
                .filter(Matcher::find)
                .map(number -> new OwnVersion(component, number.group(), ProgramVersion.TYPE.key(program)));
    }

    private Stream<OwnVersion> machine() {
        var kernel = view.evidence()
                .seen(Machine.TYPE)
                .map(machine -> new OwnVersion("kernel", machine.kernel(), Machine.TYPE.key()));
        var go = view.evidence()
                .allSeen(Goroutines.TYPE)
                .filter(goroutines -> !goroutines.goVersion().isEmpty())
                .map(goroutines -> new OwnVersion("go", goroutines.goVersion(), Goroutines.TYPE.key(goroutines.pid())));
        return Stream.concat(kernel.stream(), go);
    }
}

package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cgroups of one process and whether one of them, or one above them, is frozen; the instance is the pid.
 *
 * @param cgroups lines of {@code /proc/PID/cgroup}: "controllers:path", controllers empty for cgroup v2
 * @param frozen the outermost frozen cgroup (v1 freezer.state, v2 cgroup.events); empty when none is, or where that was not read
 */
public record Freeze(int pid, List<String> cgroups, Optional<Frozen> frozen) {
    public static final FactType<Freeze> TYPE = FactType.ofProcess("freeze", Freeze.class);

    /** A unit of systemd in the path of a control group: the first service in it. */
    private static final Pattern SERVICE = Pattern.compile("/([^/]+\\.service)(?:/|$)");

    public Freeze {
        cgroups = List.copyOf(cgroups);
    }

    /** The path of a cgroup in its hierarchy, of its folder below the usual place of the mounts. */
    public static String inHierarchy(String folder) {
        return folder.replaceFirst("^/sys/fs/cgroup(?:/(?:unified|freezer)(?=/))?", "");
    }

    /** True where one of its cgroups is this one, or below it. */
    public boolean isBelow(String path) {
        return cgroups.stream()
                .map(line -> line.substring(line.indexOf(':') + 1))
                .anyMatch(own -> own.equals(path) || own.startsWith(path + "/"));
    }

    /** The service of systemd that the process belongs to: "containerd.service"; empty where it belongs to none. */
    public Optional<String> service() {
        return cgroups.stream()
                .map(SERVICE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    /**
     * A frozen cgroup.
     *
     * @param path in its hierarchy, as seen from our cgroup namespace
     * @param state FROZEN or FREEZING
     * @param version 1 or 2
     * @param file the file that freezes and thaws it, as we see it; absent from evidence of older versions
     */
    public record Frozen(String path, String state, int version, Optional<String> file) {
        /** A frozen cgroup of which it is not known where it is mounted. */
        public Frozen(String path, String state, int version) {
            this(path, state, version, Optional.empty());
        }
    }
}

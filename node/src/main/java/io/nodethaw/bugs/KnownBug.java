package io.nodethaw.bugs;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A bug that wedges nodes, with the versions that have it. What evidence shows counts more than a version.
 *
 * @param component the program or library it is in, "systemd"
 * @param certainty whether its cause is known
 * @param affected upstream versions that have it
 * @param distributions packages that differ from the upstream version they are named after
 * @param trigger what brings it about, in words
 * @param signs what our rules find where it has struck; empty where no reading of ours shows it
 * @param cure what helps, in words
 * @param references addresses where it is told
 */
public record KnownBug(
        String id,
        String component,
        String title,
        Certainty certainty,
        List<Range> affected,
        List<Distribution> distributions,
        String trigger,
        List<Sign> signs,
        String cure,
        List<String> references) {
    public KnownBug {
        affected = List.copyOf(affected);
        distributions = List.copyOf(distributions);
        signs = List.copyOf(signs);
        references = List.copyOf(references);
    }

    /** Whether the cause of what people saw is known. */
    public enum Certainty {
        /** Its authors have found the cause; where it is fixed, the fix is the one in the reference. */
        SETTLED,
        /** People have seen it on these versions; cause, first or last version are not known for certain. */
        SUSPECTED;

        /** As reports write it. */
        public String word() {
            return this == SETTLED ? "settled" : "suspected";
        }
    }

    /**
     * Versions from one to another. A bug that came back has several ranges.
     *
     * @param since the first that has it; empty for the very first
     * @param fixed the first after it that has it no more; empty where there is none
     */
    public record Range(String since, String fixed) {
        boolean holds(String version, VersionOrder order) {
            return (since.isEmpty() || order.compare(version, since) >= 0)
                    && (fixed.isEmpty() || order.compare(version, fixed) < 0);
        }
    }

    /**
     * The packages of one release of a distribution.
     *
     * @param name "Ubuntu 18.04"
     * @param pattern a regular expression for the versions of these packages, to be found in them
     * @param affected none where all of them have the fix
     */
    public record Distribution(String name, String pattern, VersionOrder order, List<Range> affected) {
        public Distribution {
            affected = List.copyOf(affected);
        }

        /** dnf and some of its relatives write an epoch of zero, which says nothing: "0:239-13.el8". */
        boolean made(String version) {
            return Pattern.compile(pattern)
                    .matcher(version.startsWith("0:") ? version.substring(2) : version)
                    .find();
        }
    }

    /**
     * Something that shows it.
     *
     * @param finding code of a finding
     * @param functions words that the functions of one goroutine of the process that it is about must all hold; none where the
     *     finding alone tells
     */
    public record Sign(String finding, List<String> functions) {
        public Sign {
            functions = List.copyOf(functions);
        }
    }

    /** Whether a version has the bug. */
    public enum Affected {
        YES,
        NO,
        /** A distribution may have fixed it in this version, and it is not known whether it has. */
        PERHAPS
    }

    /** Whether a version has the bug; the version is given as the component prints it, or as its package is called. */
    public Affected affects(String version) {
        for (var word : version.split("[\\s()]+")) { // "239 (239-13.el8)" names the package after the upstream version
            for (var distribution : distributions) {
                if (distribution.made(word)) {
                    return isIn(distribution.affected(), word, distribution.order()) ? Affected.YES : Affected.NO;
                }
            }
        }
        if (!affectsUpstream(version)) {
            return Affected.NO;
        }
        boolean mayBeMended = Upstream.isPackaged(version) && hasAFix() || isMendedSomewhere(version);
        return mayBeMended ? Affected.PERHAPS : Affected.YES;
    }

    /** Whether this version of the authors has the bug, whoever has packaged it. */
    public boolean affectsUpstream(String version) {
        return !Upstream.of(version).isEmpty() && isIn(affected, version, VersionOrder.UPSTREAM);
    }

    private boolean hasAFix() {
        return affected.stream().anyMatch(range -> !range.fixed().isEmpty());
    }

    private static boolean isIn(List<Range> ranges, String version, VersionOrder order) {
        return ranges.stream().anyMatch(range -> range.holds(version, order));
    }

    /** True where the version of a distribution that is called like this one may have the fix. */
    private boolean isMendedSomewhere(String version) {
        return distributions.stream()
                .flatMap(distribution -> distribution.affected().stream())
                .map(Range::fixed)
                .anyMatch(fixed -> !fixed.isEmpty() && VersionOrder.UPSTREAM.compare(fixed, version) == 0);
    }

    /** Where it is fixed, in words: "242; RHEL 8: 239-16"; empty where it is not. */
    public String fixedIn() {
        var words = new StringBuilder(fixes(affected));
        for (var distribution : distributions) {
            var fixes = fixes(distribution.affected());
            if (!fixes.isEmpty()) {
                words.append(words.isEmpty() ? "" : "; ")
                        .append(distribution.name())
                        .append(": ")
                        .append(fixes);
            }
        }
        return words.toString();
    }

    private static String fixes(List<Range> ranges) {
        return String.join(
                ", ",
                ranges.stream()
                        .map(Range::fixed)
                        .filter(fixed -> !fixed.isEmpty())
                        .distinct()
                        .toList());
    }
}

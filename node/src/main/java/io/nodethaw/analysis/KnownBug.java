package io.nodethaw.analysis;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A bug that wedges nodes, with the versions that have it. The data is in known-bugs.json. What evidence shows counts more than
 * a version.
 *
 * @param component the hop it is in
 * @param since first upstream version that has it
 * @param fixed first upstream version without it
 * @param distributions packages that contain the fix in an older version
 * @param signs what distinguishes it from other bugs
 */
public record KnownBug(
        String id,
        String component,
        String title,
        String since,
        String fixed,
        List<Distribution> distributions,
        List<String> signs,
        String remedy,
        List<String> references) {

    /**
     * A distribution's fix.
     *
     * @param pattern a regular expression that matches the version texts of this distribution
     * @param fixed first package version without the bug
     */
    public record Distribution(String name, String pattern, String fixed) {}

    /** Whether a version has the bug. */
    public enum Affected {
        YES,
        NO,
        /**
         * Only the upstream version is known, and some distribution has fixed the bug in it: the package version would be
         * needed.
         */
        PERHAPS
    }

    /** Every known bug. */
    public static List<KnownBug> all() {
        try (var in = KnownBug.class.getResourceAsStream("known-bugs.json")) {
            if (in == null) {
                throw new IllegalStateException("known-bugs.json is missing from the program");
            }
            return List.of(new Gson().fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), KnownBug[].class));
        } catch (IOException e) {
            throw new UncheckedIOException("known-bugs.json of the program cannot be read", e);
        }
    }

    /** Whether this version has the bug; the version is given as the component prints it. */
    public Affected affects(String version) {
        for (var distribution : distributions) {
            var own = Pattern.compile(distribution.pattern()).matcher(version);
            if (own.find()) {
                // "239 (239-13.el8)" names the package after the upstream version
                var packaged = version.substring(own.start());
                return Versions.compare(packaged, distribution.fixed()) < 0 ? Affected.YES : Affected.NO;
            }
        }
        if (Versions.compare(version, since) < 0 || Versions.compare(version, fixed) >= 0) {
            return Affected.NO;
        }
        boolean mendedSomewhere = distributions.stream()
                .anyMatch(distribution ->
                        Versions.compare(Versions.upstream(distribution.fixed()), Versions.upstream(version)) == 0);
        return mendedSomewhere ? Affected.PERHAPS : Affected.YES;
    }
}

package io.nodethaw.hop.kubelet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables that the command of a unit may use, and how they stand in for words of it (man 5 systemd.service, "COMMAND LINES"). */
final class UnitVariables {
    private static final Pattern WITHIN = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern WORD = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");

    private final Map<String, String> values = new HashMap<>();

    /** "NAME=VALUE"; a later one counts. */
    void assign(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals > 0) {
            values.put(assignment.substring(0, equals).strip(), assignment.substring(equals + 1));
        }
    }

    /** A file of such lines; a value may be quoted, and a line continued with a backslash (man 5 systemd.exec, EnvironmentFile=). */
    void file(String text) {
        for (var line : text.replace("\\\n", "").lines().map(String::strip).toList()) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
                assign(line.substring(0, equals) + "="
                        + Flags.unquoted(line.substring(equals + 1).strip()));
            }
        }
    }

    /** The words of a command: one that is a variable becomes as many words as that has. */
    List<String> expanded(List<String> words) {
        var all = new ArrayList<String>();
        for (var word : words) {
            var alone = WORD.matcher(word);
            if (alone.matches()) {
                for (var part : values.getOrDefault(alone.group(1), "").strip().split("\\s+", -1)) {
                    if (!part.isEmpty()) {
                        all.add(Flags.unquoted(part));
                    }
                }
            } else {
                all.add(WITHIN.matcher(word)
                        .replaceAll(name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), ""))));
            }
        }
        return all;
    }
}

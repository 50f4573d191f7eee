package io.nodethaw.cli;

import io.nodethaw.capture.Layout;
import io.nodethaw.format.Head;
import java.util.HashSet;
import java.util.Set;

/**
 * Which folders of what was brought are captures of this program. Their list comes first, in an archive as well as in the order of
 * names; of what follows, the evidence is used, and what was made from it is not read again.
 */
final class BroughtCaptures {
    private final Set<String> folders = new HashSet<>();

    /** True for the list of a capture, which is remembered. */
    boolean isList(String name, Head head) {
        boolean list = name.endsWith("/" + Layout.MANIFEST) && Layout.isManifest(head.text());
        if (list) {
            folders.add(name.substring(0, name.length() - Layout.MANIFEST.length()));
        }
        return list;
    }

    /** True for what stands beside the evidence of a capture. */
    boolean isBeside(String name) {
        for (int slash = name.lastIndexOf('/'); slash >= 0; slash = name.lastIndexOf('/', slash - 1)) {
            var folder = name.substring(0, slash + 1);
            if (folders.contains(folder)) {
                return !name.equals(folder + Layout.EVIDENCE);
            }
        }
        return false;
    }

    /**
     * How evidence is called: that of a capture which is all that was brought, by the name under which it was brought.
     *
     * @param brought the name on the command line
     */
    String called(String name, String brought) {
        var evidence = "/" + Layout.EVIDENCE;
        if (!name.endsWith(evidence) || !name.startsWith(brought + "/")) {
            return name;
        }
        var folder = name.substring(0, name.length() - evidence.length());
        boolean only = folder.indexOf('/', brought.length() + 1) < 0;
        return folders.contains(folder + "/") && only ? brought : name;
    }
}

package io.nodethaw.format.packages;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.format.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What stands in a list of packages: lines of dpkg -l, dpkg-query -W or rpm -qa, lines of a name and a version, or nodes as kubectl
 * get nodes -o json prints them.
 *
 * @param node the name of the node; empty where the list does not tell
 */
public record PackageList(String node, List<InstalledPackages.Entry> packages) {
    /** A list of 5,000 packages has half a megabyte; nodes as JSON have 10 to 50 kB each. */
    private static final int LONGEST = 64 << 20;

    /** A line of dpkg -l: state that is wanted, state that is, perhaps an error (dpkg-query(1)). */
    private static final Pattern DPKG = Pattern.compile("[uihrp][nicuhWtaf][R ]?\\s+(\\S+)\\s+(\\S+)(\\s.*)?");

    /** A line of two columns; yum and dnf print a third one, the repository. */
    private static final Pattern COLUMNS = Pattern.compile("\\s*(\\S+?)[=\\s]\\s*(\\S+)(\\s+\\S+)?\\s*");

    /** A line of rpm -qa: name, version, release, architecture (rpm(8), --queryformat). */
    private static final Pattern RPM = Pattern.compile(
            "\\s*(\\S+)-([^-\\s]+-[^-\\s]+?)(\\.(x86_64|aarch64|noarch|i686|ppc64le|s390x))?(\\.rpm)?\\s*");

    /** What a version begins with: perhaps an epoch, perhaps the letter of a release, a number. */
    private static final Pattern VERSION = Pattern.compile("v?\\d.*");

    /** A third column in parentheses. */
    private static final Pattern PACKAGED = Pattern.compile("\\s+\\((\\S+)\\)");

    public PackageList {
        packages = List.copyOf(packages);
    }

    /** All nodes that the text tells of; of a list of packages it is one. */
    public static List<PackageList> read(InputStream in) throws IOException {
        var bytes = in.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new FileFormatException("it is larger than " + (LONGEST >> 20) + " MB", "list only the packages");
        }
        var text = new String(bytes, StandardCharsets.UTF_8).replace("\ufeff", "");
        var lists = text.stripLeading().startsWith("{") ? ofNodes(text) : List.of(ofLines(text));
        if (lists.stream().allMatch(list -> list.packages().isEmpty())) {
            throw new FileFormatException(
                    "it names no package with a version",
                    "make it with: dpkg-query -W, rpm -qa, or kubectl get nodes -o json");
        }
        return lists;
    }

    private static PackageList ofLines(String text) {
        return new PackageList(
                "", text.lines().flatMap(line -> entry(line).stream()).toList());
    }

    static Optional<InstalledPackages.Entry> entry(String line) {
        var dpkg = DPKG.matcher(line);
        if (dpkg.matches() && isVersion(dpkg.group(2))) {
            return line.charAt(1) == 'i' ? Optional.of(named(dpkg.group(1), dpkg.group(2))) : Optional.empty();
        }
        var columns = COLUMNS.matcher(line);
        if (columns.matches() && isVersion(columns.group(2))) {
            var third = PACKAGED.matcher(Optional.ofNullable(columns.group(3)).orElse(""));
            var version = third.matches() ? packaged(columns.group(2), third.group(1)) : columns.group(2);
            return Optional.of(named(columns.group(1), version));
        }
        var rpm = RPM.matcher(line);
        return rpm.matches() && isVersion(rpm.group(2))
                ? Optional.of(named(rpm.group(1), rpm.group(2)))
                : Optional.empty();
    }

    /**
     * The version of the package, which systemd tells in parentheses after the number of its authors (systemd src/basic/util.c, version):
     * "systemd 239 (239-13.el8)".
     */
    static String packaged(String version, String inParentheses) {
        return inParentheses.startsWith(version) ? inParentheses : version;
    }

    private static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    /** Without the architecture, which dpkg adds with a colon and yum with a dot. */
    private static InstalledPackages.Entry named(String name, String version) {
        return new InstalledPackages.Entry(
                name.replaceFirst(":[a-z0-9]+$|\\.(x86_64|aarch64|noarch|i686|ppc64le|s390x)$", ""), version);
    }

    private static List<PackageList> ofNodes(String text) throws FileFormatException {
        try {
            return nodes(NodeObject.of(JsonParser.parseString(text)));
        } catch (JsonParseException | StackOverflowError e) {
            throw new FileFormatException("it is no complete JSON", "make it anew with: kubectl get nodes -o json");
        }
    }

    private static List<PackageList> nodes(NodeObject object) {
        var items = object.items("items");
        var lists = new ArrayList<PackageList>();
        for (var node : items.isEmpty() ? List.of(object) : items) {
            var info = node.part("status").part("nodeInfo");
            var packages = new ArrayList<InstalledPackages.Entry>();
            add(packages, "kubelet", info.text("kubeletVersion"));
            add(packages, "kernel", info.text("kernelVersion"));
            var runtime = info.text("containerRuntimeVersion");
            int mark = runtime.indexOf("://");
            if (mark > 0) {
                add(packages, runtime.substring(0, mark), runtime.substring(mark + "://".length()));
            }
            lists.add(new PackageList(node.part("metadata").text("name"), packages));
        }
        return lists;
    }

    private static void add(List<InstalledPackages.Entry> packages, String name, String version) {
        if (isVersion(version)) {
            packages.add(new InstalledPackages.Entry(name, version));
        }
    }
}

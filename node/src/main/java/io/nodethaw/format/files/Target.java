package io.nodethaw.format.files;

/** What an open file is, in the words of its link in {@code /proc/PID/fd}, from the columns that lsof prints behind its kind. */
final class Target {
    /** What lsof adds to a name that it could not read: " (stat: Permission denied)". */
    private static final String DENIED = ": Permission denied)";

    private static final int LONGEST_NUMBER = 18;

    private Target() {}

    /** @param rest device, size or offset, node and name, of which some may be missing */
    static String of(String kind, String rest) {
        return switch (kind) {
            case "unix", "sock", "netlink", "pack", "raw", "raw6" -> socket(node(rest));
            case "IPv4", "IPv6" -> socket(word(rest, 0)); // it prints the inode as the device
            case "FIFO" -> name(rest).isEmpty() ? pipe(node(rest)) : name(rest);
            case "a_inode" -> anonymous(rest);
            case "REG", "DIR", "CHR", "BLK", "LINK", "0000" -> name(rest);
            default -> "";
        };
    }

    private static String socket(String inode) {
        return isNumber(inode) ? "socket:[" + inode + "]" : "";
    }

    private static String pipe(String inode) {
        return isNumber(inode) ? "pipe:[" + inode + "]" : "";
    }

    /** "[eventpoll]"; newer versions add what is watched: "[eventpoll:10,11]". */
    private static String anonymous(String rest) {
        int begin = rest.lastIndexOf('[');
        if (begin < 0) {
            int last = rest.strip().lastIndexOf(' ');
            var name = rest.strip().substring(last + 1);
            return name.isEmpty() || isNumber(name) ? "" : "anon_inode:" + name.replaceFirst("^anon_inode:", "");
        }
        var name = rest.substring(begin + 1).replaceFirst("[:\\]].*$", "");
        return "anon_inode:[" + name + "]";
    }

    /** The path at the end; without the server that follows it where it lies on one. */
    private static String name(String rest) {
        int begin = rest.indexOf(" /");
        if (begin < 0 || rest.contains(DENIED)) {
            return "";
        }
        var name = rest.substring(begin + 1).stripTrailing();
        int server = name.lastIndexOf(" (");
        return server > 0 && name.endsWith(")") && name.indexOf(":/", server) > 0 ? name.substring(0, server) : name;
    }

    /** The last number before the name: device and size stand before it, of which one may be missing. */
    private static String node(String rest) {
        var second = word(rest, 1); // a size in hexadecimal, an offset such as 0t0, or the node itself
        var third = word(rest, 2);
        return isNumber(third) ? third : second;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NUMBER
                && text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    }

    private static String word(String text, int wanted) {
        int at = 0;
        for (int i = 0; ; i++) {
            int begin = at;
            while (begin < text.length() && text.charAt(begin) == ' ') {
                begin++;
            }
            at = begin;
            while (at < text.length() && text.charAt(at) != ' ') {
                at++;
            }
            if (i == wanted || begin == at) {
                return i == wanted ? text.substring(begin, at) : "";
            }
        }
    }
}

package io.nodethaw.format.sockets;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who has a socket open, as ss prints it: {@code users:(("containerd",pid=640,fd=12))}; before iproute2 4.1
 * {@code ("containerd",640,12)}.
 */
record SocketUser(String name, int pid, int fd) {
    private static final Pattern USER =
            Pattern.compile("\\(\"([^\"]{1,64})\",(?:pid=)?(\\d{1,9}),(?:fd=)?(\\d{1,9})\\)");

    /** A listener that a daemon keeps for its children may be open in all of them. */
    private static final int MOST = 1_000;

    /** All that the end of a row names. */
    static List<SocketUser> all(String text) {
        var users = new ArrayList<SocketUser>();
        int begin = text.indexOf("users:(");
        var user = USER.matcher(text);
        if (begin < 0) {
            return users;
        }
        for (boolean found = user.find(begin); found && users.size() < MOST; found = user.find()) {
            users.add(new SocketUser(user.group(1), Integer.parseInt(user.group(2)), Integer.parseInt(user.group(3))));
        }
        return users;
    }
}

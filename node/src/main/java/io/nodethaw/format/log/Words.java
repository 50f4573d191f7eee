package io.nodethaw.format.log;

import java.util.List;

/** Words without which no line has a meaning: most lines of a log have none of them. */
final class Words {
    private static final List<String> ALL = List.of(
            "LEG is not",
            "leg was last",
            "eadline",
            "timeout",
            "reserve",
            "temporarily unavailable",
            "OS thread",
            "max user processes",
            "pids controller",
            "certificate",
            "freedesktop",
            "not supported",
            "Freezing",
            "active connections",
            "freezer",
            "respond",
            " OK",
            "econnected",
            "session re",
            "lockup",
            "LOCKUP",
            "stall",
            "ut of memory",
            "unregister_netdevice",
            "connect:",
            "eady",
            "Cannot connect",
            "FIFO",
            "exec.fifo",
            "LEG:",
            "runtime",
            "backOff",
            "TaskExit",
            "get state",
            "to be killed",
            "not yet finished",
            "system load",
            "Failed to",
            "Caught",
            "waiting for",
            "connection closed",
            "errno 524",
            "/sys/fs/cgroup",
            "notify",
            "no space left",
            "I/O error",
            "EXT4-fs",
            "XFS",
            "cni",
            "CNI",
            "etwork",
            "ownpod",
            "ownPod",
            "ownPOD",
            "etUpPod",
            "etuppod",
            "isk",
            "torage",
            "olume",
            "IOPS",
            "urst balance",
            "owait");

    private Words() {}

    /** False for a line that means nothing here, without a closer look. */
    static boolean mayMean(String text) {
        return ALL.stream().anyMatch(text::contains);
    }
}

package io.nodethaw.evidence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel says in its log of waits and troubles, in the same words whether a file has them or the node itself. Of a node only
 * what may still be so counts: the kernel repeats each of these while it lasts, or says that it is over.
 */
public final class KernelWords {
    /** net/sunrpc/clnt.c, call_timeout and call_status. */
    public static final String SERVER_SILENT = "\\b(?:nfs|lockd): server (?<about>[^\\s,]{1,253}) not responding";

    /** The same server answers again. */
    public static final String SERVER_ANSWERS = "\\b(?:nfs|lockd): server (?<about>[^\\s,]{1,253}) OK";

    /** kernel/watchdog.c. */
    public static final String LOCKUP =
            "BUG: soft lockup - (?<about>CPU#\\d{1,5}) stuck for (?<age>\\d{1,9}s)|hard LOCKUP on (?<about2>cpu \\d{1,5})";

    /** kernel/rcu/tree_stall.h. */
    public static final String RCU_STALL =
            "(?:rcu|RCU)[\\w: ]{0,40} detected (?:expedited )?stall|self-detected stall on CPU";

    /** mm/oom_kill.c, without what a container's own limit ends. */
    public static final String KILLED_FOR_MEMORY =
            "(?<!cgroup )[Oo]ut of memory: Kill(?:ed)? process \\d{1,9} \\((?<about>[^)]{1,16})\\)";

    /** net/core/dev.c. */
    public static final String DEVICE_IN_USE = "unregister_netdevice: waiting for (?<about>\\S{1,16}) to become free";

    /** block/blk-core.c, drivers/scsi, fs/ext4/super.c, fs/xfs/xfs_fsops.c. */
    public static final String DISK_ERROR =
            "waiting for \\d{1,6} commands to complete for (?<about4>scsi\\d{1,4})|(?:I/O error,? (?:on )?dev(?:ice)? "
                    + "(?<about>(?!loop|fd\\d|sr\\d)[\\w-]{1,32}))|EXT4-fs \\((?<about2>[\\w-]{1,32})\\): Remounting filesystem read-only|XFS "
                    + "\\((?<about3>[\\w-]{1,32})\\): (?:[^\\n]{0,60}shutdown|Filesystem has been shut down)";

    /** kernel/hung_task.c, check_hung_task; a name may contain blanks and colons. */
    public static final Pattern HUNG =
            Pattern.compile("INFO: task (.{1,64}):(\\d{1,9})(?:\\(T\\d{1,9}\\))? (?:is )?blocked "
                    + "(?:in I/O wait )?for more than (\\d{1,9}) seconds");

    /** The same, debug_show_blocker, since 6.16: the holder follows with its stack. */
    public static final Pattern OWNED =
            Pattern.compile("INFO: task (.{1,64}):(\\d{1,9})(?:\\(T\\d{1,9}\\))?(?: <\\w{1,9}>)? (?:is )?blocked "
                    + "on an? [\\w-]{1,20},? likely (?:last held|owned) by task (.{1,64}):(\\d{1,9})(?![\\d:])");

    /**
     * For how long a report of a task that hangs stands: it is repeated after 120 s (lib/Kconfig.debug, DEFAULT_HUNG_TASK_TIMEOUT), twice
     * in this time.
     */
    private static final Duration HUNG_STANDS = Duration.ofMinutes(5);

    private static final double MICROS = 1e6;

    /** The reports besides those of hanging tasks: how they read, what ends them, and how long one stands. */
    private record Kind(Logged.Sign sign, Pattern said, Optional<Pattern> over, Duration stands) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    Logged.Sign.SERVER_SILENT,
                    Pattern.compile(SERVER_SILENT),
                    Optional.of(Pattern.compile(SERVER_ANSWERS)),
                    Duration.ofHours(1)), // said once, until it answers; nothing is said when the mount is given up
            kind(Logged.Sign.LOCKUP, LOCKUP, Duration.ofSeconds(120)), // each 20 s or so
            kind(Logged.Sign.RCU_STALL, RCU_STALL, Duration.ofSeconds(300)), // after 21 s, then each 63 s
            kind(Logged.Sign.DEVICE_IN_USE, DEVICE_IN_USE, Duration.ofSeconds(60)), // each 10 s
            kind(Logged.Sign.KILLED_FOR_MEMORY, KILLED_FOR_MEMORY, Duration.ofMinutes(10)),
            kind(Logged.Sign.DISK_ERROR, DISK_ERROR, Duration.ofMinutes(10)));

    private KernelWords() {}

    private static Kind kind(Logged.Sign sign, String said, Duration stands) {
        return new Kind(sign, Pattern.compile(said), Optional.empty(), stands);
    }

    /**
     * What the kernel said of one thing, the last time.
     *
     * @param about the server, processor, device or process
     * @param ago how long ago
     * @param times how often it is in the log
     */
    public record Word(Logged.Sign sign, String about, String text, Duration ago, int times) {}

    /**
     * What the log of a node tells that may still be so. What names a process is left out where the kernel counts processes in another
     * way than we do: it may be anybody's.
     */
    public static List<Word> standing(Evidence evidence) {
        var words = new LinkedHashMap<String, Word>();
        var log = evidence.seen(KernelLog.TYPE);
        for (var line : log.map(KernelLog::lines).orElse(List.of())) {
            for (var kind : KINDS) {
                if (kind.sign() != Logged.Sign.KILLED_FOR_MEMORY || isOwn(log)) {
                    add(evidence, line, kind, words);
                }
            }
        }
        return List.copyOf(words.values());
    }

    private static void add(Evidence evidence, KernelLog.Line line, Kind kind, Map<String, Word> words) {
        kind.over()
                .map(over -> over.matcher(line.text()))
                .filter(Matcher::find)
                .ifPresent(over -> words.remove(kind.sign() + over.group("about")));
        var said = kind.said().matcher(line.text());
        if (said.find()) {
            var about = about(said);
            var before = words.remove(kind.sign() + about);
            ago(evidence, line)
                    .filter(ago -> ago.compareTo(kind.stands()) <= 0)
                    .ifPresent(ago -> words.put(
                            kind.sign() + about,
                            new Word(kind.sign(), about, line.text(), ago, before == null ? 1 : before.times() + 1)));
        }
    }

    /** What a match is about; empty where it names nothing. */
    private static String about(Matcher match) {
        for (var name : List.of("about", "about2", "about3", "about4")) {
            if (match.namedGroups().containsKey(name) && match.group(name) != null) {
                return match.group(name);
            }
        }
        return "";
    }

    private static boolean isOwn(Optional<KernelLog> log) {
        return log.flatMap(KernelLog::ownPids).orElse(false);
    }

    /** How long ago a line was written; empty where the time is not known, or the line is of the time to come. */
    private static Optional<Duration> ago(Evidence evidence, KernelLog.Line line) {
        return evidence.seen(Machine.TYPE)
                .map(machine -> Duration.ofMillis(Math.round((machine.sinceBoot() - line.micros() / MICROS) * 1000)))
                .map(ago -> ago.isNegative() && ago.plusSeconds(5).isPositive() ? Duration.ZERO : ago)
                .filter(ago -> !ago.isNegative());
    }

    /** The reports of tasks that hang which still stand and match this; none where the kernel counts processes in another way. */
    public static List<Matcher> hung(Evidence evidence, Pattern form) {
        var found = new ArrayList<Matcher>();
        var log = evidence.seen(KernelLog.TYPE).filter(known -> isOwn(Optional.of(known)));
        for (var line : log.map(KernelLog::lines).orElse(List.of())) {
            var match = form.matcher(line.text());
            if (match.find()
                    && ago(evidence, line)
                            .filter(ago -> ago.compareTo(HUNG_STANDS) <= 0)
                            .isPresent()) {
                found.add(match);
            }
        }
        return found;
    }
}

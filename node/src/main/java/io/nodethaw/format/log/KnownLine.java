package io.nodethaw.format.log;

import io.nodethaw.evidence.KernelWords;
import io.nodethaw.evidence.Logged.Sign;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.format.Line;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line that tells something, whichever version and format of a log it stands in.
 *
 * @param sign what it means
 * @param programs who may say it; anybody where it is empty
 * @param pattern what it says; a group "about" names what it is about, a group "age" how long it has lasted
 * @param not what else in the line makes it mean something else
 * @param ended what says that it is over, with the same "about"; empty where nothing does
 * @param named what it is about, where the words of the line do not say it
 */
record KnownLine(
        Sign sign,
        Set<String> programs,
        Pattern pattern,
        Optional<Pattern> not,
        Optional<Pattern> ended,
        Optional<String> named) {
    /** Words of Go and gRPC for a limit that has passed. */
    static final String LATE = "context deadline exceeded|DeadlineExceeded|operation timeout";

    /** The words of errno EAGAIN (man 3 errno), where a process or thread was to be made. */
    private static final String AGAIN = "[Rr]esource temporarily unavailable";

    static final String CLUSTER_SOCKET =
            "/(?:run|var/run)/[\\w./-]*(?:containerd|docker|crio|cri-dockerd|dockershim)[\\w.-]*\\.sock";

    private static final Set<String> KERNEL = Set.of("kernel");
    static final Set<String> KUBELET = Set.of("kubelet");
    /** Programs of the node; what others are refused may be a limit of their container. */
    private static final Set<String> NODE = Set.of(
            "kubelet",
            "containerd",
            "dockerd",
            "docker",
            "crio",
            "cri-dockerd",
            "k3s",
            "rke2",
            "systemd",
            "sshd",
            "bash",
            "sh",
            "sudo",
            "cron",
            "CRON",
            "crond",
            "dbus-daemon",
            "systemd-logind",
            "systemd-udevd",
            "runc",
            "kernel");

    /** Means PID 1: the manager of each user has the same name in a log, and another pid. */
    static final Set<String> SYSTEMD = Set.of("systemd");

    private static final List<KnownLine> OWN = List.of(
            // containerd internal/cri/server, events and container_stop; core/runtime/v2; services/tasks; moby
            // daemon/stop.go and
            // daemon/kill.go
            of(
                    Sign.SHIM_SILENT,
                    Set.of(),
                    "Failed to handle backOff event [^\\n]{0,300}TaskExit|failed to handle container TaskExit event|"
                            + "get state for \\S{1,80}[^\\n]{0,40}error=[^\\n]{0,40}(?:deadline|context canceled)|"
                            + "converting task to protobuf\\\\?\"? error=[^\\n]{0,40}context (?:deadline exceeded|canceled)|"
                            + "[Aa]n error occurs during waiting for container (?:[^\\n]{1,100} )?to be killed|"
                            + "failed to kill container [^\\n]{1,160}context (?:deadline exceeded|canceled)|"
                            + "failed to exit within \\d{1,6} ?s(?:econds)? of kill|did not receive an exit event"),
            // containerd internal/registrar; CRI-O internal/server
            of(
                    Sign.NAME_RESERVED,
                    Set.of(),
                    "(?i)failed to reserve (?:container|sandbox) name|name \\\\?\"[^\"]{1,300}\" is reserved for|"
                            + "requests that are timing out in CRI-O due to system load|Creation of (?:container|"
                            + "sandbox) [^\\n]{1,200} not yet finished"),
            // Go's syscall and runtime packages, bash, glibc, systemd
            of(
                            Sign.NO_TASK,
                            NODE,
                            "(?:fork/exec|fork|clone|vfork|pthread_create|newosproc|create (?:a )?(?:new )?(?:OS )?(?:thread|"
                                    + "process)|start (?:a )?(?:new )?thread|cannot fork)"
                                    + "[^\\n]{0,200}?" + AGAIN
                                    + "|failed to create new OS thread|may need to increase max user processes|"
                                    + "fork rejected by pids controller")
                    .unless(
                            "exec failed|ExecSync|[Pp]robe failed|fork rejected by pids controller in /(?:kubepods|docker|"
                                    + "system\\.slice/docker-|machine)"),
            // open(2), EMFILE and ENFILE: of the daemon that is named, or of the shim or runtime that it starts
            of(
                            Sign.LIMIT_REACHED,
                            Set.of(),
                            "(?:failed to (?:start shim|create (?:containerd |shim )?task|start task|"
                                    + "create sandbox))[^\\n]{0,200}too many open files")
                    .about("open files (of the daemon, fs.file-max, or its LimitNOFILE)"),
            // mount(2), ENOSPC: fs.mount-max
            of(Sign.LIMIT_REACHED, Set.of(), "mounting [^\\n]{1,600} caused: no space left on device")
                    .about("mounts of a mount namespace (fs.mount-max), or room below /run"),
            of(
                            Sign.FROZEN,
                            Set.of(),
                            "(?<about>/sys/fs/cgroup/[^\\s:~]{1,300})/freezer\\.state[: ]+(?:FROZEN|FREEZING)\\b|"
                                    + "(?:freezer\\.state|freezer state)\\s*(?:->|=|:|is)\\s*(?:FROZEN|FREEZING)\\b")
                    .until("(?<about>/sys/fs/cgroup/[^\\s:~]{1,300})/freezer\\.state[: ]+THAWED\\b|"
                            + "(?:freezer\\.state|freezer state)\\s*(?:->|=|:|is)\\s*THAWED\\b"),
            // net/sunrpc/clnt.c, call_timeout and call_status
            of(Sign.SERVER_SILENT, Set.of(), KernelWords.SERVER_SILENT).until(KernelWords.SERVER_ANSWERS),
            // net/ceph/mon_client.c, osd_client.c and messenger.c
            of(
                            Sign.SERVER_SILENT,
                            Set.of(),
                            "\\b(?<about>libceph): (?:(?:mon|osd|mds)\\d{1,5} [^\\n]{0,80}(?:connect error|session lost)|"
                                    + "connect [^\\n]{0,80} error -\\d)")
                    .until("\\b(?<about>libceph): (?:mon\\d{1,5} [^\\n]{0,80}session established|osd\\d{1,5} up)"),
            // LVM2 libdm: dmsetup udevcookies, a cookie that is counted down no more; systemd src/udev/udevd.c
            of(
                    Sign.UDEV_LATE,
                    Set.of(),
                    "^0xd4d[0-9a-f]{1,5}\\s+\\d{1,10}\\s+[1-9]\\d{0,4}\\s+[A-Z][a-z]{2} |"
                            + "worker \\[\\d{1,9}\\] /devices/virtual/block/dm-\\d{1,5} (?:timeout|is taking a long time)|"
                            + "dm-\\d{1,5}: Worker \\[\\d{1,9}\\] processing SEQNUM=\\d{1,12} (?:is taking a long time|killed)"),
            of(
                            Sign.SERVER_SILENT,
                            Set.of(),
                            "CIFS: (?:VFS: )?(?:\\\\\\\\)?(?<about>[^\\s]{1,253}) has not responded in \\d+ seconds")
                    .until("CIFS: (?:VFS: )?(?:\\\\\\\\)?(?<about>[^\\s]{1,253}) (?:reconnected|session re)"),
            of(Sign.LOCKUP, Set.of(), KernelWords.LOCKUP),
            of(Sign.RCU_STALL, KERNEL, KernelWords.RCU_STALL),
            of(Sign.KILLED_FOR_MEMORY, KERNEL, KernelWords.KILLED_FOR_MEMORY),
            of(Sign.DEVICE_IN_USE, Set.of(), KernelWords.DEVICE_IN_USE),
            of(
                            Sign.RUNTIME_UNREACHABLE,
                            Set.of(),
                            "dial unix (?<about>" + CLUSTER_SOCKET
                                    + "): connect: (?:connection refused|no such file or directory)")
                    .until(KubeletLines.OF_PLEG),
            // errno 524 is ENOTSUPP, which the kernel has no words for: bpf_jit_limit is reached (kernel/bpf/core.c)
            of(Sign.LIMIT_REACHED, Set.of(), "seccomp filter[^\\n]{0,120}errno 524")
                    .about("memory for BPF programs (net.core.bpf_jit_limit)"),
            of(
                            Sign.LIMIT_REACHED,
                            Set.of(),
                            "mkdir /sys/fs/cgroup/\\S{1,300}: (?:no space left on device|cannot allocate memory)")
                    .about("control groups of the kernel"),
            of(
                            Sign.LIMIT_REACHED,
                            Set.of(),
                            "(?:fsnotify|inotify)[^\\n]{0,100}(?:too many open files|no space left on device)")
                    .about("inotify instances or watches (fs.inotify)"),
            of(
                    Sign.LIMIT_REACHED,
                    Set.of(),
                    "(?<about>/var/lib/(?:containerd|docker|kubelet|containers|rancher))/?[^\\s:]{0,300}: no space left on device"),
            of(Sign.DISK_ERROR, KERNEL, KernelWords.DISK_ERROR),
            of(
                    Sign.RUNTIME_UNREACHABLE,
                    Set.of(),
                    "Cannot connect to the Docker daemon at unix://(?<about>[\\w./-]{1,200})"),
            // containerd core/runtime/v2/binary.go; dockerd: the words of the program that ended so. Those of runc's
            // init that the program of
            // the image cannot be run are its owner's business (libcontainer/standard_init_linux.go)
            of(
                            Sign.START_CRASHES,
                            Set.of(),
                            "(?:failed to start shim|failed to create (?:shim|containerd) task|OCI runtime (?:create|start) failed)"
                                    + "[^\\n]{0,600}?(?:\\bpanic: |\\bfatal error: |signal: (?:segmentation fault|aborted)|SIGSEGV)")
                    .unless("exec user process|exec format error|executable file not found")
                    .until(
                            "RunPodSandbox for [^\\n]{1,600} returns sandbox id|StartContainer for [^\\n]{1,200} returns successfully|"
                                    + "\\bStarted container "),
            // what people say of a disk
            of(
                    Sign.DISK_SUSPECTED,
                    Set.of(),
                    "(?i)\\b(?:slow (?:disks?|storage|volume)\\b|disks? (?:throttl|i/?o (?:throttl|limit|is slow))|(?:disks?|volume|"
                            + "storage) (?:is|was|are|were) "
                            + "(?:(?!not)\\w{1,12} )?(?:slow|throttled|overloaded|saturated)|IOPS (?:limit|throttl|cap\\b|quota|"
                            + "burst)|burst balance|iowait (?:of |is |was |at )?(?:[5-9]\\d|100) ?%)"),
            // lsof, and strace of the process
            of(
                    Sign.NOT_STARTED,
                    Set.of(),
                    "^runc:\\[2:I\\S* +\\d{1,9} .*\\bFIFO\\b.*/(?:exec\\.fifo|e\\[?xec)|"
                            + "openat?\\([^)\\n]{0,40}\"?exec\\.fifo\"?, O_WRONLY"));

    static final List<KnownLine> ALL = Stream.of(KubeletLines.ALL, VolumeLines.ALL, BusLines.ALL, OWN)
            .flatMap(List::stream)
            .toList();

    private static final WordIndex INDEX =
            new WordIndex(ALL.stream().map(KnownLine::words).toList());

    /** Words of which a line must have one for this row to be about it; empty where that is not known. */
    private List<String> words() {
        var said = Literals.of(pattern);
        var over = ended.map(Literals::of);
        return said.isEmpty() || over.filter(List::isEmpty).isPresent()
                ? List.of()
                : Stream.concat(said.stream(), over.stream().flatMap(List::stream))
                        .toList();
    }

    /** The rows that a line may be about: none, for nearly all lines. */
    static List<KnownLine> forLine(String text) {
        var rows = INDEX.in(text);
        return rows.isEmpty() ? List.of() : rows.stream().mapToObj(ALL::get).toList();
    }

    static KnownLine of(Sign sign, Set<String> programs, String pattern) {
        return new KnownLine(
                sign, programs, Pattern.compile(pattern), Optional.empty(), Optional.empty(), Optional.empty());
    }

    KnownLine about(String name) {
        return new KnownLine(sign, programs, pattern, not, ended, Optional.of(name));
    }

    KnownLine unless(String other) {
        return new KnownLine(sign, programs, pattern, Optional.of(Pattern.compile(other)), ended, named);
    }

    KnownLine until(String end) {
        return new KnownLine(sign, programs, pattern, not, Optional.of(Pattern.compile(end)), named);
    }

    /** What the line is about and how long it has lasted; empty for another line. */
    Optional<Matcher> in(Line line) {
        boolean ofInit = programs.equals(SYSTEMD);
        boolean mine =
                programs.isEmpty() || line.program().map(programs::contains).orElse(!ofInit); // its words are anybody's
        if (!mine
                || ofInit && line.pid().filter(pid -> pid != ProcessTable.INIT).isPresent()) {
            return Optional.empty();
        }
        var match = pattern.matcher(line.text());
        return match.find()
                        && not.filter(other -> other.matcher(line.text()).find())
                                .isEmpty()
                ? Optional.of(match)
                : Optional.empty();
    }

    /** What a line says is over; empty for another line. */
    Optional<String> over(Line line) {
        return ended.map(end -> end.matcher(line.text())).filter(Matcher::find).map(KnownLine::about);
    }

    /** True where such an end names nothing, and so is that of all that lines of this row are about. */
    boolean endsAll() {
        return ended.filter(end -> end.namedGroups().isEmpty()).isPresent();
    }

    /** What a match of this line is about. */
    String subject(Matcher match) {
        return named.orElseGet(() -> about(match));
    }

    /** What a match is about; empty where it names nothing. */
    static String about(Matcher match) {
        var groups = match.namedGroups();
        for (var name : List.of("about", "about2", "about3", "about4")) {
            if (groups.containsKey(name) && match.group(name) != null) {
                return match.group(name);
            }
        }
        return "";
    }

    /** Who says it where the line does not tell: a sign that only one program makes. */
    Optional<String> only() {
        return switch (sign) {
            case RELIST_OVERDUE, CERTIFICATE_EXPIRED, API_SILENT, LOOP_LATE, MOUNT_LATE ->
                KUBELET.stream().findFirst();
            case SERVER_SILENT, LOCKUP, DEVICE_IN_USE, DISK_ERROR ->
                KERNEL.stream().findFirst();
            default -> Optional.empty();
        };
    }
}

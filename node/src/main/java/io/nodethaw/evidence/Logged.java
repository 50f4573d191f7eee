package io.nodethaw.evidence;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a daemon said of itself or of others in a log, in a form that rules can use. The instance is the sign, whoever said it and
 * what it is about.
 *
 * @param program that said it; empty where the text does not tell
 * @param about what it is about: the method of a call, a server, a path; empty where the sign says it all
 * @param text the newest such line, as much of it as tells; anything may stand in it
 * @param times how often it was said
 * @param lasting how long it has lasted, as the line says itself; empty where it does not
 */
public record Logged(Sign sign, String program, String about, String text, long times, Optional<Duration> lasting) {
    public static final FactType<Logged> TYPE = new FactType<>("logged", Logged.class);

    /** The most characters of a line that are kept. */
    public static final int LONGEST = 300;

    public Logged {
        program = Foreign.cut(program, LONGEST);
        about = Foreign.cut(about, LONGEST);
        text = Foreign.cut(text, LONGEST);
    }

    /** The key under which it is found. */
    public Key key() {
        return TYPE.key(sign + " " + program + " " + about);
    }

    /** As a proof: "kubelet said 12 times: ...". */
    public String proof() {
        return (program.isEmpty() ? "a log says" : program + " said")
                + (times == 1 ? ": " : " " + times + " times: ")
                + text;
    }

    /** Everything of this kind that was said. */
    public static Stream<Logged> all(Evidence evidence, Sign sign) {
        return evidence.allSeen(TYPE).filter(said -> said.sign() == sign);
    }

    /** What a line means. */
    public enum Sign {
        /** kubelet has not listed all containers for too long (pkg/kubelet/pleg/generic.go, Healthy). */
        RELIST_OVERDUE,
        /** A call had no reply within the limit of whoever made it. */
        CALL_OVERDUE,
        /** An earlier request for the same container is still under way (containerd, registrar). */
        NAME_RESERVED,
        /** The kernel refused a new process or thread: EAGAIN of fork (man 2 fork). */
        NO_TASK,
        /** kubelet's client certificate has expired. */
        CERTIFICATE_EXPIRED,
        /** Nobody owns systemd's name on the bus. */
        NAME_WITHOUT_OWNER,
        /** A call to systemd over the bus had no reply. */
        SYSTEMD_SILENT,
        /** systemd could not send on the bus: "Operation not supported". */
        SEND_REFUSED,
        /** systemd has crashed and only waits (src/core/crash-handler.c). */
        SYSTEMD_FROZEN,
        /** The bus lets a user open no more connections. */
        BUS_FULL,
        /** A connection to the bus has as many calls without a reply as it may have. */
        BUS_REPLIES_FULL,
        /** A cgroup is frozen. */
        FROZEN,
        /** A file server has not answered the kernel, and was not said to answer again (net/sunrpc/clnt.c). */
        SERVER_SILENT,
        /** A processor has been busy in the kernel for too long (kernel/watchdog.c). */
        LOCKUP,
        /** RCU waits for a processor or task (kernel/rcu/tree_stall.h). */
        RCU_STALL,
        /** The kernel ended a process because memory ran out (mm/oom_kill.c). */
        KILLED_FOR_MEMORY,
        /** A network namespace cannot end because a device in it is in use (net/core/dev.c). */
        DEVICE_IN_USE,
        /** A daemon cannot reach the container runtime: nobody listens. */
        RUNTIME_UNREACHABLE,
        /**
         * A container is created and waits at its exec.fifo to be started (runc, libcontainer/standard_init_linux.go): by itself that is
         * no fault.
         */
        NOT_STARTED,
        /** A shim has not answered containerd, or has not ended its container. */
        SHIM_SILENT,
        /** systemd has answered, and has not ended the job that it was asked for (runc, libcontainer/cgroups/systemd). */
        JOB_LATE,
        /** Somebody's connection to the bus has ended, and it goes on using it (godbus). */
        BUS_CONNECTION_LOST,
        /** Something of which the kernel has only so much is used up. */
        LIMIT_REACHED,
        /** A runtime lists a task as running; it is about the id of the container and the pid: "c0ffee12 2211". */
        TASK_RUNNING,
        /** A CNI plug-in is at work for the network of a pod, or a daemon waits for one. */
        NETWORK_CALL,
        /** A CNI plug-in has not ended within the limit of whoever called it. */
        NETWORK_LATE,
        /** A CNI plug-in could not give a pod its network, and said so at once; it is about the plug-in. */
        NETWORK_REFUSED,
        /** A CSI driver has not answered kubelet within its limit; it is about the driver. */
        VOLUME_LATE,
        /** A volume was not mounted or unmounted within kubelet's limit; it is about the volumes. */
        MOUNT_LATE,
        /** What a volume is made of does not exist, or the API server has not given it; it is about the volume. */
        NO_SUCH_SOURCE,
        /** A mount, a folder or a control group cannot be removed because something uses it: EBUSY; it is about the path. */
        STILL_IN_USE,
        /** kubelet's loop over all pods has not come round within its limit (pkg/kubelet/server/server.go, syncLoopHealthCheck). */
        LOOP_LATE,
        /** A daemon's last words: it has ended by itself. */
        ENDED_BY_ITSELF,
        /** The program that makes or serves a container ends by itself at each start. */
        START_CRASHES,
        /** The runtime can give no pod a network: it has no configuration for CNI. */
        NETWORK_NOT_READY,
        /** udev has not ended its work on a device (LVM2 libdm, its cookies; systemd src/udev, its workers). */
        UDEV_LATE,
        /** kubelet could not tell the API server the state of its node: no answer, or no way to it. */
        API_SILENT,
        /** The API server has heard nothing from kubelet for too long (pkg/controller/nodelifecycle). */
        NODE_LOST,
        /** Tasks wait for a disk most of the time, as a measurement says. */
        DISK_SATURATED,
        /** Somebody holds a disk for slow, and says nothing of how that was measured. */
        DISK_SUSPECTED,
        /** A file system in which starts of containers write is full, also for root. */
        NO_ROOM,
        /** The same, and root can still write, or it is not told whether it can. */
        NO_ROOM_BUT_FOR_ROOT,
        /** A file system in which starts of containers write has no inode left. */
        NO_INODES,
        /** A disk could not read or write, or a file system has become read-only because of that. */
        DISK_ERROR
    }
}

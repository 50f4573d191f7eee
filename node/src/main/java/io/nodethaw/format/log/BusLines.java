package io.nodethaw.format.log;

import io.nodethaw.evidence.InitLog;
import io.nodethaw.evidence.Logged.Sign;
import java.util.List;
import java.util.Set;

/** Lines of logs and of systemctl about systemd and its connection to the message bus. */
final class BusLines {
    /** What systemctl, busctl and others ask of systemd, as they say it when it fails (systemd src/systemctl). */
    private static final String ASKED =
            "(?:Failed to (?:get (?:properties|LoadState|ActiveState|D-Bus connection|unit file state|"
                    + "load state)|list (?:units|jobs|unit files)|"
                    + "reload daemon|execute operation|start [^\\n:]{1,80}|stop [^\\n:]{1,80}|restart [^\\n:]{1,80}|kill unit [^\\n:]{1,80}|"
                    + "dump state|issue method call)|Could not get properties|Job for [^\\n]{1,80})";

    static final List<KnownLine> ALL = List.of(
            // dbus bus/activation.c
            KnownLine.of(
                    Sign.NAME_WITHOUT_OWNER,
                    Set.of(),
                    "(?:Failed to activate service 'org\\.freedesktop\\.systemd1': (?:timed out|\\\\?\"?timed)|"
                            + "Activation of org\\.freedesktop\\.systemd1 timed out)"),
            KnownLine.of(
                    Sign.SYSTEMD_SILENT,
                    Set.of(),
                    "org\\.freedesktop\\.systemd1\\b[^\\n]{0,120}(?:Connection timed out|Did not receive a reply|NoReply|"
                            + "Method call timed out)"),
            KnownLine.of(Sign.SEND_REFUSED, KnownLine.SYSTEMD, InitLog.SEND_REFUSED),
            KnownLine.of(
                    Sign.SYSTEMD_SILENT,
                    Set.of(),
                    "^" + ASKED + ": (?:Connection timed out|Transport endpoint is not connected)|"
                            + "Failed to start transient (?:scope|service) unit: Connection timed out"),
            // systemd src/login/logind-dbus.c, manager_start_scope: what logind has asked systemd for has no replies
            KnownLine.of(
                    Sign.SYSTEMD_SILENT,
                    Set.of("systemd-logind"),
                    "Failed to start (?:session scope|user slice) [^\\n]{1,100}: (?:The maximum number of pending replies|"
                            + "Connection timed out|Did not receive a reply)"),
            // dbus bus/connection.c: whoever was asked has left the bus; runc libcontainer/cgroups/systemd falls back
            // to the private socket
            KnownLine.of(
                    Sign.SYSTEMD_SILENT,
                    Set.of(),
                    "(?:cgroup configuration|start unit|StartTransientUnit|\\.scope|"
                            + "\\.slice)[^\\n]{0,200}Message recipient disconnected from message bus without replying|"
                            + "/run/systemd/private: (?:read|write|connect)[^\\n]{0,40}(?:connection reset by peer|"
                            + "connection refused|broken pipe|EOF)"),
            KnownLine.of(
                    Sign.SYSTEMD_FROZEN,
                    KnownLine.SYSTEMD,
                    "^Freezing execution|^Caught <\\w{1,8}>, (?:dumped core|from our own process)"),
            // runc libcontainer/cgroups/systemd, common.go; systemd src/systemctl: its queue of messages is full
            KnownLine.of(
                    Sign.JOB_LATE,
                    Set.of(),
                    "Time(?:d out|out) (?:while )?waiting for (?:systemd to (?:create|remove) |Start(?:Transient)?(?:Unit)?\\(|"
                            + "StopUnit\\()(?<about>[\\w@.:\\\\-]{1,120})?|"
                            + "^Failed to reload daemon: No buffer space available"),
            // github.com/godbus/dbus, ErrClosed
            KnownLine.of(Sign.BUS_CONNECTION_LOST, Set.of(), "dbus: connection closed by user"),
            // dbus bus/connection.c
            KnownLine.of(Sign.BUS_FULL, Set.of(), "maximum number of active connections for UID 0 has been reached"),
            // dbus bus/connection.c, bus_connections_expect_reply: what it answers, and what it logs since 1.11
            KnownLine.of(
                    Sign.BUS_REPLIES_FULL,
                    Set.of(),
                    "^(?!Failed to start (?:session scope|user slice))[^\\n]{0,600}?"
                            + "maximum number of pending replies (?:per connection|for [^\\n]{1,600}?) has been reached"));

    private BusLines() {}
}

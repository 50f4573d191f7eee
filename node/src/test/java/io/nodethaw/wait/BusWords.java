package io.nodethaw.wait;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Blocked;
import io.nodethaw.evidence.Goroutine.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Goroutines that use the system bus, made by hand as kubelet and runc have them. */
public final class BusWords {
    private static final String VENDOR = "k8s.io/kubernetes/vendor/";

    private BusWords() {}

    private static Frame frame(String function, String... texts) {
        return new Frame(VENDOR + function, "0xc000001000", "/src/a.go", 1, 1, false, List.of(texts));
    }

    /** One that has asked systemd to start or stop a unit, and has no reply. */
    public static Goroutine asks(long id, String method, String unit) {
        return goroutine(
                id,
                frame("github.com/godbus/dbus/v5.(*Object).Call", "org.freedesktop.systemd1.Manager." + method),
                frame("github.com/coreos/go-systemd/v22/dbus.(*Conn).startJob"),
                frame("github.com/coreos/go-systemd/v22/dbus.(*Conn)." + method, unit));
    }

    /** One that asks a service by another method. */
    public static Goroutine calls(long id, String method) {
        return goroutine(id, frame("github.com/godbus/dbus/v5.(*Object).Call", method));
    }

    /** One that wants to ask systemd, and waits until another one has its reply. */
    public static Goroutine queues(long id, String method, String unit) {
        var frames = new ArrayList<>(GoroutineWords.locks(id, "0xc000002000").frames());
        frames.addAll(asks(id, method, unit).frames().subList(1, 3));
        return new Goroutine(id, "semacquire", -1, false, frames, Optional.empty(), Optional.empty(), List.of());
    }

    /** One that waits for the end of a job that systemd has begun. */
    public static Goroutine waitsForJob(long id, String unit) {
        return goroutine(id, frame("github.com/opencontainers/runc/libcontainer/cgroups/systemd.startUnit", unit));
    }

    /** One that makes a connection. */
    public static Goroutine logsIn(long id) {
        return goroutine(id, frame("github.com/godbus/dbus/v5.(*Conn).Auth"));
    }

    /** go-systemd's own goroutine that waits for signals, for ever. */
    public static Goroutine dispatches(long id) {
        return goroutine(id, frame("github.com/coreos/go-systemd/v22/dbus.(*Conn).dispatch.func1"));
    }

    /** godbus' own goroutine that reads the connection. */
    public static Goroutine reads(long id, int fd) {
        return new Goroutine(
                id,
                "IO wait",
                -1,
                false,
                List.of(frame("github.com/godbus/dbus/v5.(*Conn).inWorker")),
                Optional.empty(),
                Optional.of(new Blocked.OnDescriptor(fd, false)),
                List.of());
    }

    private static Goroutine goroutine(long id, Frame... frames) {
        return new Goroutine(
                id, "chan receive", -1, false, Arrays.asList(frames), Optional.empty(), Optional.empty(), List.of());
    }
}

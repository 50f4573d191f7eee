package io.nodethaw.evidence;

/**
 * A dump of its goroutines that a process wrote itself; the instance is the pid.
 *
 * @param from where it came from: "SIGUSR1, /run/docker/goroutine-stacks-....log" or "debug endpoint /run/docker.sock"
 */
public record GoroutineDump(int pid, String from, String text) {
    public static final FactType<GoroutineDump> TYPE = FactType.ofProcess("goroutine-dump", GoroutineDump.class);
}

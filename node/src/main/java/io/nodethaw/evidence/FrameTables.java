package io.nodethaw.evidence;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the frames of the chain's Go daemons mean. Data, in known-frames.json: each name as it is in every version listed there; a star
 * stands for the rest of a name, or, in front, for the module it was copied into.
 *
 * @param protocols kinds of remote calls
 * @param childWaits waiting for a child: os and os/exec; containerd's reaper, which go-runc waits through (sys/reaper, pkg/sys/reaper
 *     from 2.0 on)
 * @param busCalls godbus, by which runc and kubelet ask systemd
 * @param busLogins godbus while it makes a connection, which the bus itself answers
 * @param busReaders whose goroutine reads a connection to the bus
 * @param systemdCalls go-systemd: what is asked through it is asked of systemd
 * @param systemdJobs runc's package for cgroups of systemd, which kubelet has as well: one that waits in it and is in no call
 *     waits for the end of a job
 * @param endless calls that last as long as a container or its program does (containerd's Task service, CRI, Docker)
 * @param prompt requests to containerd, over its own service or the CRI, that are served within seconds where all is well
 */
public record FrameTables(
        List<Protocol> protocols,
        List<String> childWaits,
        List<String> busCalls,
        List<String> busLogins,
        List<String> busReaders,
        List<String> systemdCalls,
        List<String> systemdJobs,
        Set<String> endless,
        Set<String> prompt) {

    public FrameTables {
        protocols = List.copyOf(protocols);
        childWaits = List.copyOf(childWaits);
        busCalls = List.copyOf(busCalls);
        busLogins = List.copyOf(busLogins);
        busReaders = List.copyOf(busReaders);
        systemdCalls = List.copyOf(systemdCalls);
        systemdJobs = List.copyOf(systemdJobs);
        endless = Set.copyOf(endless);
        prompt = Set.copyOf(prompt);
    }

    /**
     * How one kind of remote call looks on both sides.
     *
     * @param name as people write it
     * @param versions of the library whose frames these are
     * @param calls what the caller sits in
     * @param methods who called that and names the method; empty where it is the next frame
     * @param client whose goroutine reads the replies of a connection
     * @param server whose goroutine reads the requests of a connection
     * @param handlers below the method's own function while a request is served
     * @param streams what a client sits in that waits for the next message of many
     * @param served the server's own function by the client's method, where the two have different names: the routers of dockerd
     *     (moby, api/server/router), which have kept them since Docker 1.11
     */
    public record Protocol(
            String name,
            String versions,
            List<String> calls,
            List<String> methods,
            List<String> client,
            List<String> server,
            List<String> handlers,
            List<String> streams,
            Map<String, String> served) {
        public Protocol {
            calls = List.copyOf(calls);
            methods = List.copyOf(methods);
            client = List.copyOf(client);
            server = List.copyOf(server);
            handlers = List.copyOf(handlers);
            streams = List.copyOf(streams);
            served = Map.copyOf(served);
        }

        /** True where client and server name a method alike; in HTTP it is a path, and each side has a name of its own. */
        public boolean namesMethod() {
            return methods.isEmpty();
        }
    }

    /** The tables of this program. */
    public static FrameTables read() {
        try (var in = FrameTables.class.getResourceAsStream("known-frames.json")) {
            if (in == null) {
                throw new IllegalStateException("known-frames.json is missing from the program");
            }
            return new Gson().fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), FrameTables.class);
        } catch (IOException e) {
            throw new UncheckedIOException("known-frames.json of the program cannot be read", e);
        }
    }
}

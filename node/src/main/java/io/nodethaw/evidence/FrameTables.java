package io.nodethaw.evidence;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the frames of the chain's Go daemons mean. Data, in known-frames.json: names that are the same in every version listed
 * there.
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
        FunctionNames childWaits,
        FunctionNames busCalls,
        FunctionNames busLogins,
        FunctionNames busReaders,
        FunctionNames systemdCalls,
        FunctionNames systemdJobs,
        Set<String> endless,
        Set<String> prompt) {

    public FrameTables {
        protocols = List.copyOf(protocols);
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
            FunctionNames calls,
            FunctionNames methods,
            FunctionNames client,
            FunctionNames server,
            FunctionNames handlers,
            FunctionNames streams,
            Map<String, FunctionNames> served) {
        public Protocol {
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
            JsonDeserializer<FunctionNames> functions = (json, _, _) -> FunctionNames.of(json);
            var gson = new GsonBuilder()
                    .registerTypeAdapter(FunctionNames.class, functions)
                    .create();
            return gson.fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), FrameTables.class);
        } catch (IOException e) {
            throw new UncheckedIOException("known-frames.json of the program cannot be read", e);
        }
    }
}

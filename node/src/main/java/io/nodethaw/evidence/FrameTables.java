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
import java.util.function.Function;

/**
 * What the frames of the chain's Go daemons mean. The data is in known-frames.json: function names that are the same in every
 * version listed there.
 *
 * @param protocols kinds of remote calls
 * @param childWaits functions that wait for a child: os and os/exec; containerd's reaper, through which go-runc waits
 *     (sys/reaper, pkg/sys/reaper from 2.0 on)
 * @param childRuns functions that call those on behalf of others: os/exec since Go 1.0, k8s.io/utils/exec
 * @param busCalls functions of godbus that make a call; runc and kubelet ask systemd through them
 * @param busLogins functions of godbus that make a connection, which the bus itself answers
 * @param busReaders functions whose goroutine reads a connection to the bus
 * @param systemdCalls functions of go-systemd: calls made through them go to systemd
 * @param systemdJobs functions of runc's package for systemd cgroups, which kubelet also contains: a goroutine that waits in it
 *     and is in no call waits for the end of a job
 * @param endless calls that last as long as a container or its program does (containerd's Task service, CRI, Docker)
 * @param prompt requests that are normally served within seconds: to containerd over its own service or CRI, to dockerd, and of
 *     kubelet to its device plug-ins, which it makes in the loop that all pods wait for. A stop is none of them: it lasts as long as its grace period
 * @param promptServices the services that the names in {@code prompt} belong to, in small letters: other services have a Status or a
 *     Delete that lasts for minutes (buildkit's Control, containerd's Images)
 * @param pulling those of {@code prompt} whose server may have to pull an image first (containerd's sandbox_run.go)
 * @param pulls functions of a server that pulls an image: containerd's CRI 1.1 to 2.1 and client, CRI-O's server and, for the image
 *     of a sandbox, its internal/storage/runtime.go, Docker's client in dockershim and cri-dockerd
 */
public record FrameTables(
        List<Protocol> protocols,
        FunctionNames childWaits,
        FunctionNames childRuns,
        FunctionNames busCalls,
        FunctionNames busLogins,
        FunctionNames busReaders,
        FunctionNames systemdCalls,
        FunctionNames systemdJobs,
        Set<String> endless,
        Set<String> prompt,
        Set<String> promptServices,
        Set<String> pulling,
        FunctionNames pulls) {

    public FrameTables {
        protocols = List.copyOf(protocols);
        endless = Set.copyOf(endless);
        prompt = Set.copyOf(prompt);
        promptServices = Set.copyOf(promptServices);
        pulling = Set.copyOf(pulling);
    }

    /**
     * How one kind of remote call looks on both sides.
     *
     * @param name as people write it
     * @param versions of the library whose frames these are
     * @param calls functions that the caller waits in
     * @param methods functions that called those and tell the method; empty when the next frame does
     * @param client functions whose goroutine reads the replies on a connection
     * @param writers functions whose goroutine writes the requests of a client's connection, where another one reads the replies
     * @param server functions whose goroutine reads the requests on a connection
     * @param handlers functions that call the method's own function while a request is served
     * @param streams functions that a client waits in for the next message of a stream
     * @param served the server's function for each method of the client, when the two have different names: the routers of
     *     dockerd (moby, api/server/router), whose names are the same since Docker 1.11
     */
    public record Protocol(
            String name,
            String versions,
            FunctionNames calls,
            FunctionNames methods,
            FunctionNames client,
            FunctionNames writers,
            FunctionNames server,
            FunctionNames handlers,
            FunctionNames streams,
            Map<String, FunctionNames> served) {
        public Protocol {
            served = Map.copyOf(served);
        }

        /**
         * True when client and server use the same name for a method. In HTTP the method is a path, and each side has a name of
         * its own.
         */
        public boolean namesMethod() {
            return methods.isEmpty();
        }
    }

    /** The functions that have a part in any of the protocols. */
    public FunctionNames ofAll(Function<Protocol, FunctionNames> part) {
        return FunctionNames.ofAll(protocols.stream().map(part).toList());
    }

    /** The tables that are part of this program. */
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

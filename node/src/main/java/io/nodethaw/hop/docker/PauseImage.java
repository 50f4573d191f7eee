package io.nodethaw.hop.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.grpc.Cri;
import io.nodethaw.collect.wire.grpc.GrpcConnection;
import io.nodethaw.collect.wire.grpc.GrpcStatusException;
import io.nodethaw.collect.wire.http.HttpGet;
import io.nodethaw.hop.SandboxImage;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The image that this node's pods have for their sandboxes, where dockerd has it: that of the sandboxes which kubelet has made in
 * dockerd; where there are none, the one that the configuration of a CRI runtime names. An image is not known by its name alone.
 *
 * @param id by which dockerd finds it
 * @param name for a person
 */
record PauseImage(String id, String name) {
    private static final int NOT_FOUND = 404;

    /** What dockershim and cri-dockerd put on a sandbox (pkg/kubelet/dockershim/docker_service.go, containerTypeLabelKey). */
    private static final String SANDBOX = "{\"label\":[\"io.kubernetes.docker.type=podsandbox\"]}";

    /** Of names, tags and digests of images; of nothing that would mean something in a path. */
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,254}");

    /** That of the youngest sandbox in dockerd, which lists the youngest first; empty where there is none. */
    static Optional<PauseImage> ofSandboxes(Connector docker, Deadline limit) throws IOException {
        var filters = URLEncoder.encode(SANDBOX, UTF_8);
        var reply = HttpGet.get(docker, "docker", "/containers/json?all=1&filters=" + filters, limit);
        try {
            for (var container : JsonParser.parseString(reply.body()).getAsJsonArray()) {
                var id = text(container.getAsJsonObject(), "ImageID");
                var name = text(container.getAsJsonObject(), "Image");
                if (isReference(id)) {
                    return Optional.of(new PauseImage(id, isReference(name) ? name : id));
                }
            }
            return Optional.empty();
        } catch (RuntimeException e) { // what is missing, or of another kind
            throw new IOException("dockerd's list of containers is not what its API promises: " + e.getMessage(), e);
        }
    }

    private static String text(JsonObject in, String name) {
        return in.get(name).getAsString();
    }

    private static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /**
     * The name that a CRI runtime gives.
     *
     * @param runtimes the first that serves CRI is asked
     * @throws NotAskedException where none tells it
     */
    static String told(List<Connector> runtimes, Deadline limit) throws NotAskedException {
        var none = new NotAskedException(
                "no pod has run in dockerd, and no CRI runtime is there to tell which image pods have");
        for (var runtime : runtimes) {
            try (var connection = GrpcConnection.open(runtime, "localhost", limit)) {
                return told(new Cri(connection), limit);
            } catch (GrpcStatusException e) {
                none = e.isUnimplemented() ? none : unknown(e);
            } catch (NotAskedException e) {
                none = e;
            } catch (IOException e) { // the canary of that runtime tells what is the matter with it
                none = unknown(e);
            }
        }
        throw none;
    }

    private static NotAskedException unknown(IOException why) {
        return new NotAskedException(
                "no pod has run in dockerd, and the CRI runtime does not tell which image pods have: "
                        + why.getMessage());
    }

    private static String told(Cri cri, Deadline limit) throws IOException {
        var named = SandboxImage.named(SandboxImage.config(cri.status(limit)));
        return named.isPresent()
                ? named.get()
                : SandboxImage.pinned((method, request) -> cri.call(method, request, limit));
    }

    /** The image of this name, which dockerd must have: none is pulled. */
    static PauseImage present(Connector docker, String name, Deadline limit) throws IOException {
        if (!isReference(name)) {
            throw new NotAskedException("the CRI runtime tells no name of an image");
        }
        var path = "/images/" + name + "/json";
        var reply = HttpGet.get(docker, "docker", path, limit);
        if (reply.status() == NOT_FOUND) {
            throw new NotAskedException(
                    "dockerd does not have " + name + ", the image that pods have, and none is pulled");
        }
        if (!reply.isSuccess()) {
            throw new IOException("reply to GET " + path + ": " + reply.status());
        }
        return new PauseImage(name, name);
    }
}

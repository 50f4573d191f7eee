package io.nodethaw.hop.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.http.HttpCall;
import io.nodethaw.collect.wire.http.HttpGet;
import io.nodethaw.collect.wire.http.HttpReply;
import io.nodethaw.hop.Addresses;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.NotYetException;
import io.nodethaw.remedy.RefusedStartException;
import io.nodethaw.remedy.Trial;
import io.nodethaw.remedy.TrialName;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A container through dockerd, without network, from the pause image that every node with dockershim has; no image is pulled.
 * Docker Engine API, "Containers".
 */
final class DockerCanary implements Canary {
    private static final int NOT_FOUND = 404;

    /**
     * What dockerd answers when a start fails: 400 where the words of containerd or runc are those of a missing file, else 500 (moby,
     * daemon/errors.go, translateContainerdStartErr). That an image or the container is gone (404) or being removed (409) is the work
     * of others.
     */
    private static final Set<Integer> REFUSES = Set.of(400, 500);

    @Override
    public String name() {
        return "a container through dockerd";
    }

    @Override
    public Optional<Vertex.Process> starter(NodeView view) {
        return Addresses.asked(view, DockerAnswer.TYPE, Addresses.DOCKER);
    }

    @Override
    public Duration limit() {
        return Trial.LIMIT;
    }

    @Override
    public Optional<String> removal(String trial) {
        return Optional.of(byHand(trial));
    }

    private static String byHand(String trial) {
        return "docker rm -f " + trial;
    }

    @Override
    public String start(NodeAccess access, Trial trial) throws IOException {
        var socket = access.host().onNode(Addresses.DOCKER.getFirst());
        if (!Files.exists(socket)) {
            throw new NotAskedException("no dockerd on this node");
        }
        return start(ChannelConnection.unix(socket), trial);
    }

    @Override
    public List<Left> left(NodeAccess access, Deadline deadline) throws IOException {
        return left(ChannelConnection.unix(access.host().onNode(Addresses.DOCKER.getFirst())), deadline);
    }

    static List<Left> left(Connector docker, Deadline deadline) throws IOException {
        var filter = URLEncoder.encode("{\"name\":[\"" + TrialName.PREFIX + "\"]}", UTF_8);
        var reply = HttpGet.get(docker, "docker", "/containers/json?all=1&filters=" + filter, deadline);
        var left = new ArrayList<Left>();
        try {
            for (var element : JsonParser.parseString(reply.body()).getAsJsonArray()) {
                var container = element.getAsJsonObject();
                var created = Instant.ofEpochSecond(container.get("Created").getAsLong());
                for (var name : container.getAsJsonArray("Names")) {
                    left.add(new Left(name.getAsString().replaceFirst("^/", ""), created));
                }
            }
            return left;
        } catch (RuntimeException e) { // what is missing, or of another kind
            throw new IOException("dockerd's list of containers is not what its API promises: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean remove(NodeAccess access, Trial trial) throws IOException {
        var docker = ChannelConnection.unix(access.host().onNode(Addresses.DOCKER.getFirst()));
        return trial.step("delete", limit -> remove(docker, trial.name(), limit));
    }

    static String start(Connector docker, Trial trial) throws IOException {
        var name = trial.name();
        var image = trial.step("list of images", limit -> image(docker, limit))
                .orElseThrow(() -> new NotAskedException("dockerd has no pause image, and none is pulled"));
        trial.run(
                () -> {
                    trial.step(
                            "create",
                            limit ->
                                    send(docker, "POST", "/containers/create?name=" + name, description(image), limit));
                    trial.step("start", limit -> send(docker, "POST", "/containers/" + name + "/start", "", limit));
                },
                () -> trial.step("delete", limit -> remove(docker, name, limit)),
                byHand(name));
        return "container " + name + " (" + image + ") started and removed in "
                + trial.waited().toMillis() + " ms";
    }

    private static boolean remove(Connector docker, String name, Deadline deadline) throws IOException {
        var path = "/containers/" + name + "?force=1&v=1";
        var reply = HttpCall.send(docker, "DELETE", "docker", path, "", deadline);
        if (reply.status() == NOT_FOUND) {
            return false;
        }
        succeeded(reply, "DELETE", path);
        return true;
    }

    private static HttpReply send(Connector docker, String method, String path, String body, Deadline deadline)
            throws IOException {
        return succeeded(HttpCall.send(docker, method, "docker", path, body, deadline), method, path);
    }

    private static HttpReply succeeded(HttpReply reply, String method, String path) throws IOException {
        if (reply.isSuccess()) {
            return reply;
        }
        var told = "reply to " + method + " " + path + ": " + reply.status() + " "
                + reply.body().strip();
        if (Redialling.isTold(reply.body())) {
            throw new NotYetException(told, Redialling.LIMIT);
        }
        throw REFUSES.contains(reply.status()) ? new RefusedStartException(told) : new IOException(told);
    }

    private static String description(String image) {
        var network = new JsonObject();
        network.addProperty("NetworkMode", "none");
        var container = new JsonObject();
        container.addProperty("Image", image);
        container.add("HostConfig", network);
        return container.toString();
    }

    private static Optional<String> image(Connector docker, Deadline deadline) throws IOException {
        var reply = HttpGet.get(docker, "docker", "/images/json", deadline);
        try {
            for (var image : JsonParser.parseString(reply.body()).getAsJsonArray()) {
                JsonElement tags = image.getAsJsonObject().get("RepoTags");
                if (tags == null || !tags.isJsonArray()) { // an image without tags
                    continue;
                }
                for (var tag : tags.getAsJsonArray()) {
                    if (isPause(tag.getAsString())) {
                        return Optional.of(tag.getAsString());
                    }
                }
            }
            return Optional.empty();
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw new IOException("dockerd's list of images is not what its API promises: " + e.getMessage(), e);
        }
    }

    /** "k8s.gcr.io/pause:3.2", "registry.k8s.io/pause:3.9", "rancher/mirrored-pause:3.6", "registry/pause-amd64:3.1". */
    private static boolean isPause(String tag) {
        var name = tag.substring(tag.lastIndexOf('/') + 1);
        return name.matches("(mirrored-)?pause(-[a-z0-9]+)?:.*");
    }
}

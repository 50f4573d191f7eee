package io.nodethaw.hop.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
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
import java.util.stream.Stream;

/**
 * A container through dockerd, without network, from the image that this node's pods have for their sandboxes; no image is pulled.
 * Docker Engine API, "Containers".
 */
final class DockerCanary implements Canary {
    private static final int NOT_FOUND = 404;

    private static final int BAD_REQUEST = 400;
    private static final int FAILED = 500;

    /**
     * A 400 is our own fault, with one exception: dockerd answers so too where runc failed with the words of a missing file (moby,
     * daemon/errors.go, translateContainerdStartErr). The shim begins them like this (containerd, process/init.go of its runc shim).
     */
    private static final String RUNC_SAYS = "OCI runtime create failed";

    /** What is started has it, with the name of the trial. */
    private static final String LABEL = "io.nodethaw.canary";

    /**
     * For asking a CRI runtime which image pods have. One that takes longer is tried by the canary of its own, and this one must not seem
     * to hang meanwhile, which it does after 10 s.
     */
    private static final Duration ASKING = Duration.ofSeconds(2);

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
        return start(
                ChannelConnection.unix(socket), trial, () -> PauseImage.told(runtimes(access), Deadline.in(ASKING)));
    }

    private static List<Connector> runtimes(NodeAccess access) {
        return Stream.concat(Addresses.CONTAINERD.stream(), Addresses.CRI.stream())
                .map(access.host()::onNode)
                .filter(Files::exists)
                .<Connector>map(ChannelConnection::unix)
                .toList();
    }

    @Override
    public List<Left> left(NodeAccess access, Deadline deadline) throws IOException {
        return left(ChannelConnection.unix(access.host().onNode(Addresses.DOCKER.getFirst())), deadline);
    }

    /** Those that have our label, and the name in it. How old one is whose beginning is not told, nobody knows: it is left. */
    static List<Left> left(Connector docker, Deadline deadline) throws IOException {
        var filter = URLEncoder.encode("{\"label\":[\"" + LABEL + "\"]}", UTF_8);
        var reply = HttpGet.get(docker, "docker", "/containers/json?all=1&filters=" + filter, deadline);
        var left = new ArrayList<Left>();
        try {
            for (var element : JsonParser.parseString(reply.body()).getAsJsonArray()) {
                left(element.getAsJsonObject()).ifPresent(left::add);
            }
            return left;
        } catch (RuntimeException e) { // what is missing, or of another kind
            throw new IOException("dockerd's list of containers is not what its API promises: " + e.getMessage(), e);
        }
    }

    private static Optional<Left> left(JsonObject container) {
        long created = container.get("Created") instanceof JsonPrimitive time ? time.getAsLong() : 0;
        var name = container.getAsJsonObject("Labels").get(LABEL).getAsString();
        boolean isNamedSo = container.getAsJsonArray("Names").asList().stream()
                .anyMatch(other -> other.getAsString().equals("/" + name));
        return created > 0 && isNamedSo
                ? Optional.of(new Left(name, Instant.ofEpochSecond(created)))
                : Optional.empty();
    }

    @Override
    public boolean remove(NodeAccess access, Trial trial) throws IOException {
        var docker = ChannelConnection.unix(access.host().onNode(Addresses.DOCKER.getFirst()));
        return trial.step("delete", limit -> remove(docker, trial.name(), limit));
    }

    /** Tells which image pods have, where dockerd has made none. */
    @FunctionalInterface
    interface Told {
        /** Its name. */
        String image() throws NotAskedException;
    }

    static String start(Connector docker, Trial trial, Told told) throws IOException {
        var name = trial.name();
        var image = image(docker, trial, told);
        trial.run(
                () -> {
                    trial.step(
                            "create",
                            limit -> send(
                                    docker,
                                    "POST",
                                    "/containers/create?name=" + name,
                                    description(image, name),
                                    limit));
                    trial.step("start", limit -> send(docker, "POST", "/containers/" + name + "/start", "", limit));
                },
                () -> trial.step("delete", limit -> remove(docker, name, limit)),
                byHand(name));
        return "container " + name + " (" + image.name() + ") started and removed in "
                + trial.waited().toMillis() + " ms";
    }

    private static PauseImage image(Connector docker, Trial trial, Told told) throws IOException {
        var made = trial.step("list of pod sandboxes", limit -> PauseImage.ofSandboxes(docker, limit));
        if (made.isPresent()) {
            return made.get();
        }
        var name = told.image();
        return trial.step("pause image", limit -> PauseImage.present(docker, name, limit));
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
        throw isRefusal(reply) ? new RefusedStartException(told) : new IOException(told);
    }

    /** That an image or the container is gone (404) or being removed (409) is the work of others. */
    private static boolean isRefusal(HttpReply reply) {
        return reply.status() == FAILED
                || reply.status() == BAD_REQUEST && reply.body().contains(RUNC_SAYS);
    }

    private static String description(PauseImage image, String name) {
        var labels = new JsonObject();
        labels.addProperty(LABEL, name);
        var network = new JsonObject();
        network.addProperty("NetworkMode", "none");
        var container = new JsonObject();
        container.addProperty("Image", image.id());
        container.add("Labels", labels);
        container.add("HostConfig", network);
        return container.toString();
    }
}

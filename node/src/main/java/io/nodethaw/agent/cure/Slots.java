package io.nodethaw.agent.cure;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.nodethaw.agent.cluster.Courier;
import io.nodethaw.agent.cluster.Reply;
import io.nodethaw.agent.cluster.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The slots of a cluster: asks for them, takes one, gives it back. Times are those of the server's clock, so that nodes need not agree on
 * theirs; who takes one is decided by the server, which refuses to change what was changed meanwhile. Blocks while it asks.
 */
final class Slots {
    /** Longer than a cure lasts, which has {@link HealChild#LONGEST}: a node that dies at its work blocks its slot for so long. */
    private static final Duration HELD = Duration.ofMinutes(15);

    /** Only what every object has: the whole of a Node is large (meta/v1, PartialObjectMetadata). */
    private static final String METADATA = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

    private static final String METADATA_LIST = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
    private static final String JSON = "application/json";
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int ABSENT = 404;

    private final Courier courier;
    private final String node;
    private final boolean account;

    /**
     * The slots as this node sees them.
     *
     * @param node its name
     * @param account true where we are there by a service account; kubelet's credential may use no Leases but its own
     */
    Slots(Courier courier, String node, boolean account) {
        this.courier = courier;
        this.node = node;
        this.account = account;
    }

    /**
     * A slot that this node holds.
     *
     * @param lease as the server has it
     */
    record Held(int slot, Lease lease) {}

    /** Asks whether the Node forbids it, whether the code is left alone, and who is at work. */
    Asked ask(Policy policy, String code) {
        var count = policy.slots().needsCount() && account ? nodes() : OptionalInt.of(0);
        if (count.isEmpty()) {
            return new Asked.Alone("the number of nodes could not be asked for", false);
        }
        int slots = policy.slots().count(count.getAsInt());
        var requests = new ArrayList<Request>();
        requests.add(get("/api/v1/nodes/" + node, METADATA));
        if (account) {
            requests.add(get(path(policy, pause(code)), JSON));
            for (int i = 0; i < slots; i++) {
                requests.add(get(path(policy, slot(i)), JSON));
            }
        }
        return asked(policy, courier.send(requests));
    }

    private Asked asked(Policy policy, List<Reply> replies) {
        var first = replies.getFirst();
        var forbids = forbids(policy, first);
        if (forbids.isEmpty()) {
            return new Asked.Alone("the Node could not be asked for: " + first.status() + " " + first.why(), false);
        }
        if (!account) {
            return new Asked.Alone("kubelet's credential may not ask who else is at work", forbids.get());
        }
        var leases = new ArrayList<Optional<Lease>>();
        for (var reply : replies.subList(1, replies.size())) {
            var lease = reply.status() == OK ? Lease.parse(reply.body()) : Optional.<Lease>empty();
            if (lease.isEmpty() && reply.status() != ABSENT) {
                return new Asked.Alone(
                        "a Lease could not be asked for: " + reply.status() + " " + reply.why(), forbids.get());
            }
            leases.add(lease);
        }
        return first.at().equals(Instant.EPOCH)
                ? new Asked.Alone("the API server tells no time", forbids.get())
                : new Asked.There(forbids.get(), first.at(), leases.getFirst(), leases.subList(1, leases.size()));
    }

    /** Whether the annotation is there and not "false"; empty where the Node could not be read. */
    private static Optional<Boolean> forbids(Policy policy, Reply reply) {
        if (reply.status() != OK) {
            return Optional.empty();
        }
        try {
            var metadata =
                    JsonParser.parseString(reply.body()).getAsJsonObject().getAsJsonObject("metadata");
            var annotations = metadata.get("annotations");
            if (annotations == null || !annotations.isJsonObject()) {
                return Optional.of(false);
            }
            var value = annotations.getAsJsonObject().get(policy.forbiddenBy());
            return Optional.of(value != null && !value.getAsString().equals("false"));
        } catch (JsonParseException | IllegalStateException | ClassCastException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /** How many nodes the cluster has: one is told, and how many more there are. */
    private OptionalInt nodes() {
        var reply = courier.send(List.of(get("/api/v1/nodes?limit=1", METADATA_LIST)))
                .getFirst();
        try {
            var list = JsonParser.parseString(reply.body()).getAsJsonObject();
            var more = list.getAsJsonObject("metadata").get("remainingItemCount");
            return OptionalInt.of(list.getAsJsonArray("items").size() + (more == null ? 0 : more.getAsInt()));
        } catch (JsonParseException
                | IllegalStateException
                | ClassCastException
                | NullPointerException
                | NumberFormatException e) { // it was refused, or is no list
            return OptionalInt.empty();
        }
    }

    /** Takes a slot; empty where somebody else was faster, or it is not known whether it was taken. */
    Optional<Held> take(Policy policy, String code, Breaker.Next.Take take, Instant now) {
        var wanted = new Lease(version(take.before()), node, node, code, now, HELD);
        return write(policy, slot(take.slot()), wanted).map(lease -> new Held(take.slot(), lease));
    }

    /** Gives a slot back; where that fails it counts as held until it is over. */
    void give(Policy policy, Held held, Instant now) {
        var lease = held.lease();
        var back = new Lease(lease.version(), "", node, lease.code(), later(now, lease.renewed()), HELD);
        var _ = write(policy, slot(held.slot()), back);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Has everybody leave this code alone for a while. */
    void pause(Policy policy, String code, Breaker.Next.Pause pause, Instant now) {
        var lease = new Lease(
                version(pause.before()), node, node, code, now, policy.slots().pause());
        var _ = write(policy, pause(code), lease);
    }

    private Optional<Lease> write(Policy policy, String name, Lease lease) {
        var body = lease.json(name, policy.slots().namespace());
        var request = lease.version().isEmpty()
                ? new Request("POST", path(policy, ""), JSON, "", body, true)
                : new Request("PUT", path(policy, name), JSON, "", body, true);
        var reply = courier.send(List.of(request)).getFirst();
        return reply.status() == OK || reply.status() == CREATED ? Lease.parse(reply.body()) : Optional.empty();
    }

    private static String version(Optional<Lease> before) {
        return before.map(Lease::version).orElse("");
    }

    private static Request get(String path, String accept) {
        return new Request("GET", path, accept, "", "", true);
    }

    private static String path(Policy policy, String name) {
        return "/apis/coordination.k8s.io/v1/namespaces/" + policy.slots().namespace() + "/leases"
                + (name.isEmpty() ? "" : "/" + name);
    }

    private static String slot(int number) {
        return "nodethaw-cure-" + number;
    }

    private static String pause(String code) {
        return "nodethaw-pause-" + code;
    }
}

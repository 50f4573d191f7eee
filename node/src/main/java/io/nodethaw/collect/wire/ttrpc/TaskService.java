package io.nodethaw.collect.wire.ttrpc;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.grpc.GrpcStatusException;
import io.nodethaw.collect.wire.protobuf.ProtobufReader;
import io.nodethaw.collect.wire.protobuf.ProtobufWriter;
import java.io.IOException;

/**
 * The calls of a shim's task service that only ask. The service has had three names, with the same field numbers for what we
 * read; the first one the shim knows is kept. A shim that does not answer Connect holds its own lock or is stopped; one that
 * answers Connect and not State waits for that container.
 */
public final class TaskService {
    /**
     * One of the names.
     *
     * @param connect method that tells the shim's pid
     */
    private record Api(String service, String connect) {}

    // api/runtime/task/v3 (containerd 2), runtime/v2/task (from 1.2), runtime/v1/shim/v1 (1.0 to 1.7, Docker below
    // 20.10)
    private static final Api[] APIS = {
        new Api("containerd.task.v2.Task", "Connect"),
        new Api("containerd.task.v3.Task", "Connect"),
        new Api("containerd.runtime.linux.shim.v1.Shim", "ShimInfo"),
    };

    private final TtrpcConnection connection;
    private int api;

    /** @param connection to the shim's socket; who opened it closes it */
    public TaskService(TtrpcConnection connection) {
        this.connection = connection;
    }

    /**
     * What a shim answers to Connect.
     *
     * @param shimPid its pid in its own pid namespace
     * @param taskPid of the container's first process, 0 when the shim does not know the container
     * @param version what the shim says about itself; usually empty
     */
    public record Shim(int shimPid, int taskPid, String version) {}

    /** State of a task; numbers of containerd.v1.types.Status in api/types/task/task.proto. */
    public enum Status {
        UNKNOWN,
        CREATED,
        RUNNING,
        STOPPED,
        PAUSED,
        PAUSING;

        private static Status of(long number) {
            return number >= 0 && number < values().length ? values()[(int) number] : UNKNOWN;
        }
    }

    /**
     * What a shim says about one process of its containers.
     *
     * @param id of the container
     * @param bundle its folder
     * @param pid in the shim's pid namespace
     */
    public record Task(String id, String bundle, int pid, Status status) {}

    /** Asks the shim who it is. It takes the shim's lock for a moment and nothing else. */
    public Shim connect(String id, Deadline deadline) throws IOException {
        var reply = call(true, "", new ProtobufWriter().string(1, id).toBytes(), deadline);
        long shimPid = 0;
        long taskPid = 0;
        var version = "";
        while (reply.next()) {
            switch (reply.field()) {
                case 1 -> shimPid = reply.varint();
                case 2 -> taskPid = reply.varint();
                case 3 -> version = reply.string();
                default -> {}
            }
        }
        return new Shim((int) shimPid, (int) taskPid, version);
    }

    /**
     * Asks for the state of a process.
     *
     * @param execId empty for the container's first process
     */
    public Task state(String id, String execId, Deadline deadline) throws IOException {
        var request = new ProtobufWriter().string(1, id).string(2, execId).toBytes();
        var reply = call(false, "State", request, deadline);
        var container = "";
        var bundle = "";
        long pid = 0;
        var status = Status.UNKNOWN;
        while (reply.next()) {
            switch (reply.field()) {
                case 1 -> container = reply.string();
                case 2 -> bundle = reply.string();
                case 3 -> pid = reply.varint();
                case 4 -> status = Status.of(reply.varint());
                default -> {}
            }
        }
        return new Task(container, bundle, (int) pid, status);
    }

    /** Name of the service in use: which generation of shims this is. */
    public String service() {
        return APIS[api].service();
    }

    private ProtobufReader call(boolean connect, String method, byte[] request, Deadline deadline) throws IOException {
        while (true) {
            try {
                var name = connect ? APIS[api].connect() : method;
                return ProtobufReader.of(connection.unary(APIS[api].service(), name, request, deadline));
            } catch (GrpcStatusException e) {
                if (!e.isUnimplemented() || api == APIS.length - 1) {
                    throw e;
                }
                api++;
            }
        }
    }
}

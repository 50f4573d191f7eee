package io.nodethaw.agent.cluster;

/**
 * A request to the API server.
 *
 * @param path percent-encoded: "/api/v1/nodes/worker-1/status"
 * @param contentType of the body; of a GET that of the reply
 * @param uidOf path of an object whose uid takes the place of {@link #UID} in the body; empty where the body has none
 * @param body JSON in one line
 * @param reads true where the body of the reply is wanted
 */
public record Request(String method, String path, String contentType, String uidOf, String body, boolean reads) {
    /** Stands for a uid that has to be asked for. */
    static final String UID = "@uid@";

    /** Stands for the name of each node of the cluster in a path. */
    public static final String EACH_NODE = "*";

    private static final int PARTS = 6;

    public Request {
        for (var part : new String[] {method, path, contentType, uidOf, body}) {
            if (part.indexOf('\t') >= 0 || part.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("more than a line: " + path);
            }
        }
    }

    /** One of whose reply only the status counts. */
    public Request(String method, String path, String contentType, String uidOf, String body) {
        this(method, path, contentType, uidOf, body, false);
    }

    /** True when it is to be sent for each node of the cluster. */
    boolean isOfEachNode() {
        return path.contains("/" + EACH_NODE + "/");
    }

    /** The same of one node. */
    Request of(String node) {
        return new Request(method, path.replace("/" + EACH_NODE + "/", "/" + node + "/"), contentType, uidOf, body);
    }

    /** As it is written to the child. */
    String line() {
        return String.join("\t", method, path, contentType, uidOf, body, Boolean.toString(reads)) + "\n";
    }

    static Request parse(String line) {
        var parts = line.split("\t", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("no request");
        }
        return new Request(parts[0], parts[1], parts[2], parts[3], parts[4], Boolean.parseBoolean(parts[5]));
    }
}

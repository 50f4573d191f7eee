package io.nodethaw.agent.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One request for each node of the cluster, a page of nodes after the other. The server is asked for the rows that kubectl get shows,
 * since a node itself may have tens of kilobytes (kubernetes.io/docs/reference/using-api/api-concepts, tables and chunks).
 */
record EachNode(ApiCall server) {
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private static final String PAGE = "/api/v1/nodes?includeObject=None&limit=200";

    /** The first cell of a row is the name. */
    private static final Pattern NAME = Pattern.compile("\"cells\"\\s*:\\s*\\[\\s*\"([a-z0-9][-a-z0-9.]*)\"");

    private static final Pattern NEXT = Pattern.compile("\"continue\"\\s*:\\s*\"([^\"]+)\"");
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /** Sends it for each node; the reply is the first one that was not well, and nothing is said of nodes that are gone. */
    Reply send(Request request) throws IOException {
        var failed = Optional.<Reply>empty();
        var next = "";
        do {
            var page = server.ask(PAGE + next, TABLE);
            if (page.status() != OK) {
                return page.reply();
            }
            for (var name : NAME.matcher(page.body()).results().toList()) {
                var reply = server.send(request.of(name.group(1)));
                if (failed.isEmpty() && !reply.isDone() && reply.status() != NOT_FOUND) {
                    failed = Optional.of(new Reply(reply.status(), name.group(1) + ": " + reply.why()));
                }
            }
            var more = NEXT.matcher(page.body());
            next = more.find() ? "&continue=" + URLEncoder.encode(more.group(1), UTF_8) : "";
        } while (!next.isEmpty());
        return failed.orElse(new Reply(OK, ""));
    }
}

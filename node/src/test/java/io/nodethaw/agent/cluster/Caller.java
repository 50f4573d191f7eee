package io.nodethaw.agent.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Sends requests as the agent's child does, without a child.
 *
 * @param kubeconfig where the API server is
 */
public record Caller(Path kubeconfig) implements Courier {
    @Override
    public List<Reply> send(List<Request> requests) {
        return requests.stream().map(this::reply).toList();
    }

    private Reply reply(Request request) {
        try {
            return new ApiCall(Access.kubeconfig(kubeconfig)).send(request);
        } catch (IOException e) {
            return Reply.none(String.valueOf(e.getMessage()));
        }
    }
}

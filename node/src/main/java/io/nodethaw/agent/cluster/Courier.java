package io.nodethaw.agent.cluster;

import java.util.List;

/** Takes requests to the API server. */
public interface Courier {
    /** Sends them in this order; a reply for each, also where there was none. */
    List<Reply> send(List<Request> requests);
}

package io.nodethaw.agent;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How the agent works.
 *
 * @param every time from one look to the next while all is well
 * @param hold how long something has to be so before it is published
 * @param limit of each probe of a look
 * @param listen where metrics are served; empty for nowhere
 */
public record Settings(Duration every, Duration hold, Duration limit, Optional<InetSocketAddress> listen) {
    /** What is used unless told otherwise. */
    public static final Settings USUAL =
            new Settings(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(1), Optional.empty());
}

package io.nodethaw.remedy;

import io.nodethaw.collect.Deadline;
import io.nodethaw.evidence.FactType;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Really starts something on the node and removes it again: nothing else proves that starting works. */
public interface Canary {
    /** What is started, in a few words. */
    String name();

    /** The process that is asked to start it, where it is seen. */
    default Optional<Vertex.Process> starter(NodeView view) {
        return Optional.empty();
    }

    /** How long it may take, all steps together. */
    Duration limit();

    /** The command with which a person can remove what is left of a start with this name; empty when nothing can be left. */
    Optional<String> removal(String trial);

    /**
     * Starts and removes it.
     *
     * @param trial has the name of what is started, and does the steps
     * @return what was started
     * @throws io.nodethaw.collect.NotAskedException when this cannot be tried on this node
     * @throws LeftBehindException when it could not be removed
     * @throws RefusedStartException when who was asked for a step says that it failed
     * @throws IOException when it did not start
     */
    String start(NodeAccess access, Trial trial) throws IOException;

    /** What starts of it have left behind, of this run or of others, whatever their names. */
    default List<Left> left(NodeAccess access, Deadline deadline) throws IOException {
        return List.of();
    }

    /**
     * Removes what a start with the name of this trial has left.
     *
     * @return false when there is nothing of that name
     */
    default boolean remove(NodeAccess access, Trial trial) throws IOException {
        return false;
    }

    /**
     * What may be left of a start.
     *
     * @param name it has
     * @param created when, by the clock of the node
     */
    record Left(String name, Instant created) {}

    /**
     * Its outcome as a reading.
     *
     * @param what that was started
     */
    record Started(String what) {
        public static final FactType<Started> TYPE = new FactType<>("canary", Started.class);
    }
}

package io.nodethaw.heal;

import io.nodethaw.remedy.PidNamespaces;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What the engine itself needs to see of the node. Changes nothing; every method ends in bounded time. */
interface NodeWatch {
    /** The namespaces, read anew. */
    PidNamespaces pidNamespaces();

    /** True while exactly this process lives; a zombie has ended. */
    boolean lives(Vertex.Process process);

    /** Waits until something is so; false when it is not within the limit. */
    boolean await(Duration limit, BooleanSupplier isSo);

    /** Lets time pass. */
    void pause(Duration time);
}

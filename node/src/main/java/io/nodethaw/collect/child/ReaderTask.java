package io.nodethaw.collect.child;

import java.io.IOException;
import java.util.List;

/** What the reader child can do for us; runs there, in a thread of its own that may hang for good. */
@FunctionalInterface
public interface ReaderTask {
    /**
     * Reads.
     *
     * @throws io.nodethaw.collect.NotAskedException when there is nothing to read or we may not; it keeps its kind on the
     *     way to the parent, any other exception becomes Failed there
     */
    byte[] read(List<String> arguments) throws IOException;
}

package io.nodethaw.collect.child;

import java.io.IOException;
import java.util.List;

/** Something that the reader child can do; runs there in a thread that may hang for ever. */
@FunctionalInterface
public interface ReaderTask {
    /**
     * Reads.
     *
     * @throws io.nodethaw.collect.NotAskedException when there is nothing to read or we may not read it; the parent gets it as
     *     the same kind, any other exception as Failed
     */
    byte[] read(List<String> arguments) throws IOException;
}

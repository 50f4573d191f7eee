package io.nodethaw.look;

import io.nodethaw.collect.Asker;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.source.Sources;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Chain;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks at one node, one after another, for as long as it is kept open. What is dear is shared by them: the reader child with all
 * that it knows of programs, and the questions that have no answer yet, which are not put again. Nothing else is kept: each look
 * is evidence of its own. Used by one thread at a time.
 */
public final class Session implements AutoCloseable {
    private final Host host;
    private final Chain chain;
    private final Notes notes;
    private final Asker asker;
    private final Readers readers;

    /**
     * Ready to look.
     *
     * @param sources how everything is read
     * @param child starts a reader child; called when something has to be read there, and again when one hangs or has ended
     * @param notes what earlier looks have asked in vain
     */
    public Session(Host host, Chain chain, Sources sources, Supplier<ReaderChild> child, Notes notes) {
        this.host = host;
        this.chain = chain;
        this.notes = notes;
        this.asker = new Asker(host);
        this.readers = new Readers(host, sources, child);
    }

    /**
     * Takes one look.
     *
     * @param limit of each probe, all its steps together
     * @param focus processes to follow besides what the node itself waits for
     */
    public Evidence look(Duration limit, Predicate<ProcessTable.Entry> focus) {
        readers.begin();
        return new Look(host, chain, new Probing(host, chain, asker, limit), readers, notes).take(focus);
    }

    /** Lets the reader children go, with whatever they hang in; never waits. */
    @Override
    public void close() {
        readers.leave();
    }
}

package io.nodethaw.look;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.ScriptedTime;
import io.nodethaw.collect.SilentException;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.source.InThread;
import io.nodethaw.collect.source.Own;
import io.nodethaw.collect.source.Source;
import io.nodethaw.collect.source.Sources;
import io.nodethaw.evidence.EvidenceFacts;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.hop.Chain;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Hop;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** A node made by hand, whose daemons answer by a script, and a session that looks at it. Only the time of the script passes. */
final class ScriptedNode {
    static final Duration LIMIT = Duration.ofSeconds(1);
    static final Duration NEVER = Duration.ofDays(3650);

    /** A fact that changes, made up by a hop that the look does not know, and one that stays. */
    record MadeUp(long value) {}

    static final FactType<MadeUp> RATE = new FactType<>("made-up-rate", MadeUp.class).readTwice();
    static final FactType<MadeUp> NAME = new FactType<>("made-up-name", MadeUp.class);

    final WholeNode here = new WholeNode();
    final ScriptedTime time = new ScriptedTime();
    final Map<Key, Duration> answersAfter = new HashMap<>();
    final Map<Key, Duration> readAfter = new HashMap<>();
    private final List<Key> asked = new ArrayList<>();
    final Session session;

    /** Done whenever the processes are read, which is the first thing that a look does. */
    Runnable begins = () -> {};

    ScriptedNode() {
        this(Path.of("/nowhere"));
    }

    /** @param root has the files that a look reads of itself */
    ScriptedNode(Path root) {
        session = session(new Host(root, time, time));
    }

    private Session session(Host host) {
        return new Session(
                host,
                new Chain(
                        WholeNode.chain().hops().stream().map(this::scripted).toList(),
                        WholeNode.chain().host(),
                        WholeNode.chain().sharedSources()),
                new Sources(Stream.concat(EvidenceFacts.ALL.stream(), Stream.of(RATE, NAME))
                        .<Source<?>>map(type -> source(type))
                        .toList()),
                () -> new ReaderChild(List.of("/nowhere/java"), host),
                Notes.NONE);
    }

    /** The hop, with its own questions and the outcomes that the script gives them. */
    private Hop scripted(Hop hop) {
        return (Hop) Proxy.newProxyInstance(
                Hop.class.getClassLoader(), new Class<?>[] {Hop.class}, (_, method, args) -> {
                    try {
                        if (method.getName().equals("wants") && args[1] == Depth.CLOSE) {
                            return Set.of(RATE.key(), NAME.key());
                        }
                        return method.getName().equals("probes")
                                ? hop.probes((NodeView) args[0], (Depth) args[1]).stream()
                                        .<Probe<?>>map(probe -> asScripted(probe))
                                        .toList()
                                : method.invoke(hop, args);
                    } catch (InvocationTargetException e) {
                        throw Objects.requireNonNull(e.getCause());
                    }
                });
    }

    private <T> Probe<T> asScripted(Probe<T> probe) {
        return new Probe<>(probe.type(), probe.instance(), deadline -> answer(probe, deadline), probe.alike());
    }

    private <T> T answer(Probe<T> probe, Deadline deadline) throws IOException {
        synchronized (asked) {
            asked.add(probe.key());
        }
        var after = answersAfter.getOrDefault(probe.key(), Duration.ZERO);
        if (after.compareTo(deadline.left()) > 0 && !after.equals(NEVER)) {
            pause(deadline.left());
            throw new SilentException("reply", deadline.waited());
        }
        pause(after);
        return known(probe.type(), probe.instance());
    }

    private <T> T known(FactType<T> type, String instance) throws IOException {
        return here.node.evidence().seen(type, instance).orElseThrow(() -> new NotAskedException("not on this node"));
    }

    private void pause(Duration span) {
        try {
            if (!span.isZero()) {
                time.pause(span);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> Source<T> source(FactType<T> type) {
        return type.equals(SocketFile.TYPE)
                ? new InThread<>(type, "", (instance, _) -> {
                    synchronized (asked) {
                        asked.add(type.key(instance));
                    }
                    pause(readAfter.getOrDefault(type.key(instance), Duration.ZERO));
                    return known(type, instance);
                })
                : new Own<>(type, "", instance -> {
                    if (type.equals(ProcessTable.TYPE)) {
                        begins.run();
                    }
                    return known(type, instance);
                });
    }

    /** How often this was asked. */
    long count(Key key) {
        return asked.stream().filter(key::equals).count();
    }
}

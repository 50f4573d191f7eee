package io.nodethaw.collect.wire.dbus;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A system bus over a real socket below a test's root: any number of clients; a call that no answer is scripted for gets none. */
public final class FakeBus implements Closeable {
    private final ServerSocketChannel listener;
    private final boolean isBus;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, FakePeer.Script> after = new ConcurrentHashMap<>();
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private final Semaphore left = new Semaphore(0);

    /** What a call gets; empty for silence. */
    @FunctionalInterface
    public interface Answer {
        Message to(Message call);
    }

    private FakeBus(ServerSocketChannel listener, boolean isBus) {
        this.listener = listener;
        this.isBus = isBus;
        Thread.ofPlatform().daemon().start(this::accept);
        answer(
                "GetNameOwner",
                call -> Optional.ofNullable(owners.get((String) call.body().getFirst()))
                        .map(owner -> FakePeer.reply(call, 1, "s", owner))
                        .orElseGet(() ->
                                FakePeer.error(call, "org.freedesktop.DBus.Error.NameHasNoOwner", "no such name")));
    }

    /** A bus where a system bus listens. */
    public static FakeBus at(Path root) throws IOException {
        return new FakeBus(listener(root.resolve(SystemBus.PATHS.getFirst().substring(1))), true);
    }

    /** A peer without a bus, where systemd answers root. */
    public static FakeBus privately(Path root) throws IOException {
        return new FakeBus(listener(root.resolve("run/systemd/private")), false);
    }

    private static ServerSocketChannel listener(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        return listener;
    }

    /** Lets a name have an owner. */
    public void owner(String name, String unique) {
        owners.put(name, unique);
    }

    /** Answers calls of this method, or of "method name" for those to one name. */
    public void answer(String member, Answer answer) {
        answers.put(member, answer);
    }

    /** Answers calls of this method always the same. */
    public void answers(String member, String signature, Object... body) {
        answer(member, call -> FakePeer.reply(call, 1, signature, body));
    }

    /** Answers calls of this method with an error. */
    public void fails(String member, String error) {
        answer(member, call -> FakePeer.error(call, error, "no"));
    }

    /** What it sends to whoever has called this method, once that is answered; then it leaves. */
    public void after(String member, FakePeer.Script script) {
        after.put(member, script);
    }

    private void accept() {
        try {
            while (true) {
                var channel = listener.accept();
                Thread.ofPlatform().daemon().start(() -> serve(channel));
            }
        } catch (IOException _) {
            // closed: the test is over
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            var peer = new FakePeer.Peer(channel);
            if (isBus) {
                peer.greet(":1.42");
            } else {
                peer.authenticate();
            }
            while (true) {
                var call = peer.next();
                var one = answers.get(call.member() + " " + call.destination());
                var answer = one == null ? answers.get(call.member()) : one;
                if (answer != null) {
                    peer.send(answer.to(call));
                }
                if (after.containsKey(call.member())) {
                    after.get(call.member()).serve(peer);
                    return;
                }
            }
        } catch (IOException _) {
            // the client is gone: its test has seen what it wanted
        } finally {
            left.release();
        }
    }

    /** Waits until so many clients in all have gone; false where they have not after this time. */
    public boolean waitUntilLeft(int clients, Duration limit) throws InterruptedException {
        return left.tryAcquire(clients, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

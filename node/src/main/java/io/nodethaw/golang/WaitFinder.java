package io.nodethaw.golang;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Blocked;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out what a goroutine waits for: the things that its wait reason names are in other objects of the program. */
final class WaitFinder {
    /** Bytes of the stack in which a parked goroutine has pointers to what it waits for: the frames of park and its caller. */
    private static final int NEAR = 512;

    /** Channels of one select (our own limit). */
    private static final int MOST_CHANNELS = 64;

    /** Bytes read of a sudog, a channel or a pollDesc. */
    private static final int OBJECT = 160;

    /** The first argument, if it is still what was passed. */
    private static final Pattern NUMBER = Pattern.compile("^0x([0-9a-f]{1,16})(?![0-9a-f?])");

    private final ProgramObjects objects;
    private final Layout.Wait layout;
    private final ThreadNumbers threads;

    WaitFinder(ProgramObjects objects, Layout layout, ThreadNumbers threads) {
        this.objects = objects;
        this.layout = layout.waits();
        this.threads = threads;
    }

    /**
     * What it waits for.
     *
     * @param state as the runtime prints it
     * @param frames as the runtime prints them
     */
    Optional<Blocked> of(G g, String state, List<Goroutine.Frame> frames, Stack stack) {
        if (g.inSystemCall()) {
            return Optional.of(new Blocked.InCall(threads.of(g.m())));
        }
        if (g.status() != G.WAITING) {
            return Optional.empty();
        }
        if (state.equals("IO wait")) {
            return descriptor(g, stack);
        }
        if (state.equals("sleep")) {
            return sleep(g);
        }
        if (state.startsWith("chan ") || state.startsWith("select")) {
            return channels(g);
        }
        return state.startsWith("sync.") || state.equals("semacquire")
                ? lock(g, LockKind.of(frames), frames, stack)
                : Optional.empty();
    }

    /** Its stack holds the address of the pollDesc, which names the goroutine in rg (to read) or wg (to write). */
    private Optional<Blocked> descriptor(G g, Stack stack) {
        for (long word : near(g, stack)) {
            var found = objects.read(word, OBJECT).filter(poll -> isOf(g, poll));
            if (found.isPresent()) {
                var poll = found.get();
                boolean writing = poll.getLong(layout.pollWriter()) == g.address();
                return Optional.of(new Blocked.OnDescriptor((int) poll.getLong(layout.pollFd()), writing));
            }
        }
        return Optional.empty();
    }

    private boolean isOf(G g, ByteBuffer poll) {
        long fd = poll.getLong(layout.pollFd());
        return fd >= 0
                && fd <= Integer.MAX_VALUE
                && (poll.getLong(layout.pollReader()) == g.address()
                        || poll.getLong(layout.pollWriter()) == g.address());
    }

    /** The timer has the time in its second word; since Go 1.23 g has a field for it. */
    private Optional<Blocked> sleep(G g) {
        long until = g.sleepWhen() != 0
                ? g.sleepWhen()
                : objects.read(g.timer(), 16).map(timer -> timer.getLong(8)).orElse(0L);
        return until > 0 ? Optional.of(new Blocked.Sleeping(until)) : Optional.empty();
    }

    /** g.waiting: a list of sudogs, one for each channel. */
    private Optional<Blocked> channels(G g) {
        var channels = new ArrayList<Goroutine.Channel>();
        long sudog = g.waiting();
        while (sudog != 0 && channels.size() < MOST_CHANNELS) {
            var found = objects.read(sudog, OBJECT).filter(it -> it.getLong(layout.sudogG()) == g.address());
            if (found.isEmpty()) {
                break;
            }
            long channel = found.get().getLong(layout.sudogC());
            sudog = found.get().getLong(layout.sudogLink());
            objects.read(channel, 64).ifPresent(it -> channels.add(channel(channel, it)));
        }
        return channels.isEmpty() ? Optional.empty() : Optional.of(new Blocked.OnChannels(channels));
    }

    private Goroutine.Channel channel(long address, ByteBuffer channel) {
        return new Goroutine.Channel(
                address,
                channel.getLong(layout.channelCount()),
                channel.getLong(layout.channelSize()),
                channel.getInt(layout.channelClosed()) != 0);
    }

    private Optional<Blocked> lock(G g, LockKind kind, List<Goroutine.Frame> frames, Stack stack) {
        var semaphore = layout.semaphoreInWaiting() ? semaphore(g, g.waiting()) : Optional.<Long>empty();
        if (semaphore.isEmpty()) {
            semaphore = near(g, stack).stream()
                    .flatMap(word -> semaphore(g, word).stream())
                    .findFirst();
        }
        return semaphore.filter(it -> it != 0).or(() -> notifyList(frames)).map(it -> {
            long lock = kind.lock(it);
            int state = kind.isMutex()
                    ? objects.read(it - 4, 4).map(ByteBuffer::getInt).orElse(0)
                    : 0;
            return new Blocked.OnLock(lock, kind.kind(), state);
        });
    }

    /**
     * The address of a condition's list. Before Go 1.26 the sudog of a condition says nothing, but the argument of the frame
     * that waits does.
     */
    private static Optional<Long> notifyList(List<Goroutine.Frame> frames) {
        for (var frame : frames.subList(0, Math.min(3, frames.size()))) {
            var argument = NUMBER.matcher(frame.arguments());
            if (frame.function().equals("sync.runtime_notifyListWait") && argument.find()) {
                return Optional.of(Long.parseUnsignedLong(argument.group(1), 16));
            }
        }
        return Optional.empty();
    }

    /** The address that a sudog without a channel waits for, if this is one of the goroutine. */
    private Optional<Long> semaphore(G g, long sudog) {
        return objects.read(sudog, OBJECT)
                .filter(it -> it.getLong(layout.sudogG()) == g.address() && it.getLong(layout.sudogC()) == 0)
                .map(it -> it.getLong(layout.sudogElem()));
    }

    /** Pointers near the top of its stack that do not point into it. */
    private static List<Long> near(G g, Stack stack) {
        var words = new ArrayList<Long>();
        long end = Math.min(g.top() + NEAR, stack.end() - 7);
        for (long at = g.top(); at < end && stack.holds(at); at += 8) {
            long word = stack.word(at);
            boolean inStack = word >= g.low() && word < g.high();
            if (ProgramObjects.isPointer(word)
                    && (word & 7) == 0
                    && !inStack
                    && word != g.address()
                    && !words.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }
}

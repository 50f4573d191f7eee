package io.nodethaw.report;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.go.GoroutineLock;
import io.nodethaw.wait.go.GoroutineLocks;
import io.nodethaw.wait.go.LockRing;
import java.util.List;
import java.util.Locale;

/** The parts that trees about goroutines share. */
final class StackTrees {
    private StackTrees() {}

    static Tree.Items groups(List<StackGroup> groups) {
        return new Tree.Items(groups.stream().map(StackTrees::group).toList());
    }

    static Tree.Items locks(GoroutineLocks locks) {
        return new Tree.Items(locks.locks().stream().map(StackTrees::lock).toList());
    }

    static Tree.Items deadlocks(GoroutineLocks locks, LockRing.Certainty certainty) {
        return new Tree.Items(locks.deadlocks().stream()
                .filter(ring -> ring.certainty() == certainty)
                .map(LockRing::goroutines)
                .map(StackTrees::numbers)
                .toList());
    }

    static Tree crash(Crash crash) {
        return new Tree.Fields()
                .put("words", Tree.texts(crash.words()))
                .put(
                        "goroutines",
                        numbers(crash.groups().stream()
                                .flatMap(group -> group.ids().stream().limit(1))
                                .toList()));
    }

    /** A group. Of many ids the first ones are listed, with the number of the others. */
    private static Tree group(StackGroup group) {
        var tree = new Tree.Fields()
                .put("count", group.count())
                .put("state", group.state())
                .put("activity", word(group.occupation().kind()));
        if (!group.occupation().what().isEmpty()) {
            tree.put("waitsFor", group.occupation().what());
        }
        tree.put("function", group.occupation().function())
                .putKnown("oldestMinutes", group.oldest())
                .putKnown("medianMinutes", group.median())
                .put("lockedToThread", group.sample().lockedToThread())
                .put("ids", numbers(group.ids()));
        if (group.leftOut() > 0) {
            tree.put("idsLeftOut", group.leftOut());
        }
        tree.put("frames", group.frames().stream().map(StackTrees::frame).toList());
        if (!group.gaps().isEmpty()) {
            tree.put("gaps", group.gaps().stream().map(StackTrees::gap).toList());
        }
        group.creator().ifPresent(creator -> tree.put("creator", creator(creator)));
        if (!group.blocked().isEmpty()) {
            tree.put("waitsAt", group.blocked().stream().map(StackTrees::at).toList());
        }
        return tree;
    }

    private static Tree frame(Goroutine.Frame frame) {
        return new Tree.Fields()
                .put("function", frame.function())
                .put("arguments", frame.arguments())
                .put("file", frame.file())
                .put("line", frame.line())
                .put("inlined", frame.inlined())
                .put("strings", Tree.texts(frame.strings()));
    }

    private static Tree gap(StackGroup.Gap gap) {
        return new Tree.Fields()
                .put("beforeFrame", gap.before())
                .put("text", gap.text().strip());
    }

    private static Tree creator(Goroutine.Creator creator) {
        var tree = new Tree.Fields()
                .put("function", creator.function())
                .put("file", creator.file())
                .put("line", creator.line());
        return creator.goroutine() == 0 ? tree : tree.put("goroutine", creator.goroutine());
    }

    private static Tree at(StackGroup.At at) {
        var tree = new Tree.Fields().put("goroutine", at.goroutine());
        return switch (at.blocked()) {
            case Goroutine.Blocked.OnDescriptor(int fd, boolean writing) ->
                tree.put("descriptor", fd).put("writing", writing);
            case Goroutine.Blocked.OnChannels(var channels) ->
                tree.put(
                        "channels",
                        channels.stream()
                                .map(channel -> (Tree) new Tree.Text(hex(channel.address())))
                                .toList());
            case Goroutine.Blocked.OnLock(long address, var kind, int _) ->
                tree.put("lock", hex(address)).put("kind", word(kind));
            case Goroutine.Blocked.InCall(int tid) -> tree.put("thread", tid);
            case Goroutine.Blocked.Sleeping(long until) -> tree.put("untilNanos", until);
        };
    }

    private static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }

    private static Tree lock(GoroutineLock lock) {
        return new Tree.Fields()
                .put("kind", word(lock.kind()))
                .put("address", hex(lock.address()))
                .put("waiters", numbers(lock.waiters()))
                .put("holders", lock.holders().stream().map(StackTrees::holder).toList());
    }

    private static Tree holder(GoroutineLock.Holder holder) {
        return new Tree.Fields()
                .put("goroutine", holder.goroutine())
                .put("sign", word(holder.sign()))
                .put("function", holder.function());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Tree.Items numbers(List<Long> numbers) {
        return new Tree.Items(numbers.stream()
                .map(number -> new Tree.Plain(Long.toString(number)))
                .toList());
    }
}

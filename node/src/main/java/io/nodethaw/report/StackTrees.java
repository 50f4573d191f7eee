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

    static Tree.Items deadlocks(GoroutineLocks locks, boolean proven) {
        return new Tree.Items(locks.deadlocks().stream()
                .filter(ring -> ring.proven() == proven)
                .map(LockRing::goroutines)
                .map(StackTrees::numbers)
                .toList());
    }

    private static Tree group(StackGroup group) {
        return new Tree.Fields()
                .put("count", group.count())
                .put("state", group.state())
                .putKnown("oldestMinutes", group.oldest())
                .putKnown("medianMinutes", group.median())
                .put("ids", numbers(group.ids()))
                .put("frames", group.frames().stream().map(StackTrees::frame).toList());
    }

    private static Tree frame(Goroutine.Frame frame) {
        return new Tree.Fields()
                .put("function", frame.function())
                .put("file", frame.file())
                .put("line", frame.line())
                .put("inlined", frame.inlined())
                .put("strings", Tree.texts(frame.strings()));
    }

    private static Tree lock(GoroutineLock lock) {
        return new Tree.Fields()
                .put("kind", word(lock.kind()))
                .put("address", "0x" + Long.toHexString(lock.address()))
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

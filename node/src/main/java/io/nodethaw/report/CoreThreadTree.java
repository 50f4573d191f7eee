package io.nodethaw.report;

import io.nodethaw.core.CoreFrame;
import io.nodethaw.core.Doing;
import io.nodethaw.core.LockWait;
import io.nodethaw.core.Registers;
import io.nodethaw.core.ThreadState;
import java.util.List;

/** A thread of a core for programs. */
final class CoreThreadTree {
    private CoreThreadTree() {}

    static Tree.Fields of(ThreadState thread) {
        var tree = new Tree.Fields().put("tid", thread.tid());
        if (thread.thread().signal() != 0) {
            tree.put("signal", thread.thread().signal());
        }
        doing(tree, thread.doing());
        thread.lock().ifPresent(lock -> tree.put("lock", lock(lock)));
        return tree.put("registers", registers(thread.thread().registers()))
                .put(
                        "frames",
                        thread.frames().stream().map(CoreThreadTree::frame).toList());
    }

    private static void doing(Tree.Fields tree, Doing doing) {
        switch (doing) {
            case Doing.InCall call -> {
                tree.put("state", call.waits() ? "in-call" : "back-from-call").put("call", call.name());
                tree.put(
                        "arguments",
                        Tree.texts(call.arguments().stream()
                                .map(argument ->
                                        argument.map(CoreThreadTree::hex).orElse("?"))
                                .toList()));
                call.returned().ifPresent(result -> tree.put("result", result));
                if (!call.words().isEmpty()) {
                    tree.put("words", call.words());
                }
            }
            case Doing.Running _ -> tree.put("state", "running");
            case Doing.Untold _ -> tree.put("state", "untold");
        }
    }

    private static Tree.Fields lock(LockWait lock) {
        var tree = new Tree.Fields()
                .put("kind", lock.kind())
                .put("address", hex(lock.address()))
                .put("value", lock.value());
        lock.owner().ifPresent(owner -> tree.put("owner", owner));
        return tree;
    }

    private static Tree.Fields registers(Registers registers) {
        return new Tree.Fields()
                .put("pc", hex(registers.pc()))
                .put("sp", hex(registers.sp()))
                .put("fp", hex(registers.frame()));
    }

    private static Tree.Fields frame(CoreFrame frame) {
        return new Tree.Fields()
                .put("pc", hex(frame.pc()))
                .put("function", frame.function())
                .put("file", frame.file())
                .put("offset", hex(frame.offset()));
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** A frame for a person. */
    static String words(CoreFrame frame) {
        var file = frame.file().substring(frame.file().lastIndexOf('/') + 1);
        return Printable.of(frame.function()
                .map(function -> function + (file.isEmpty() ? "" : "  " + file))
                .orElseGet(() -> file.isEmpty() ? hex(frame.pc()) : file + "+" + hex(frame.offset())));
    }

    /** Frames for comparison. */
    static List<String> words(List<CoreFrame> frames) {
        return frames.stream().map(CoreThreadTree::words).toList();
    }
}

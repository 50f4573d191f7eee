package io.nodethaw.collect.memory;

import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.collect.source.InChild;
import io.nodethaw.evidence.CallTarget;
import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the path or socket address among a blocked call's arguments out of the caller's memory. */
public final class CallTargets {
    private static final String TASK = "call-target";

    /** PATH_MAX of include/uapi/linux/limits.h. */
    private static final int MAX_PATH = 4096;

    /** sizeof(struct sockaddr_un) of include/uapi/linux/un.h. */
    private static final int MAX_ADDRESS = 110;

    /** AF_UNIX of include/linux/socket.h. */
    private static final int UNIX = 1;

    private CallTargets() {}

    /** The task of the child: arguments pid, address in hex, length (0 for a path). */
    private static ReaderTask task() {
        return arguments -> {
            int pid = Integer.parseInt(arguments.get(0));
            long address = Long.parseUnsignedLong(arguments.get(1), 16);
            int length = Integer.parseInt(arguments.get(2));
            var bytes = ByteBuffer.allocate(length == 0 ? MAX_PATH : Math.min(length, MAX_ADDRESS));
            try (var memory = ProcessMemory.open(Path.of("/proc/" + pid + "/mem"))) {
                readUpTo(memory, address, bytes);
            }
            bytes.flip();
            return (length == 0 ? path(bytes, 0) : address(bytes)).getBytes(StandardCharsets.UTF_8);
        };
    }

    /** How it is read. */
    public static InChild<CallTarget> source() {
        return new InChild<>(
                CallTarget.TYPE,
                "when a process that something waits for is blocked in a call with a path or an address: that "
                        + "argument, in its memory",
                TASK,
                CallTargets::task,
                CallTargets::question);
    }

    private static Optional<Question<CallTarget>> question(String instance) {
        var parts = instance.split("/");
        if (parts.length != 4) {
            return Optional.empty();
        }
        int pid = Integer.parseInt(parts[0]);
        int tid = Integer.parseInt(parts[1]);
        return Optional.of(new Question<>(
                CallTarget.TYPE,
                instance,
                "read of the memory of process " + pid,
                Subject.memory(pid),
                TASK,
                List.of(parts[0], parts[2], parts[3]),
                bytes -> new CallTarget(pid, tid, new String(bytes, StandardCharsets.UTF_8))));
    }

    /** A path may end close to the end of a mapping: then fewer bytes can be read than asked for. */
    private static void readUpTo(Memory memory, long address, ByteBuffer bytes) throws IOException {
        int page = 4096;
        int first = (int) Math.min(bytes.capacity(), page - Long.remainderUnsigned(address, page));
        bytes.limit(first);
        if (memory.read(address, bytes) < first || bytes.capacity() == first) {
            return;
        }
        bytes.limit(bytes.capacity());
        try {
            memory.read(address + first, bytes);
        } catch (IOException e) {
            bytes.limit(bytes.position()); // the next page is not there: what was read must be enough
        }
    }

    private static String path(ByteBuffer bytes, int from) {
        int end = from;
        while (end < bytes.limit() && bytes.get(end) != 0) {
            end++;
        }
        return new String(bytes.array(), from, end - from, StandardCharsets.UTF_8);
    }

    /** struct sockaddr_un: family in two bytes, then the path; abstract names begin with a zero byte (man 7 unix). */
    private static String address(ByteBuffer bytes) throws IOException {
        if (bytes.limit() < 3 || (bytes.get(0) & 0xff | (bytes.get(1) & 0xff) << 8) != UNIX) {
            throw new IOException("not the address of a unix socket");
        }
        if (bytes.get(2) != 0) {
            return path(bytes, 2);
        }
        return "@" + new String(bytes.array(), 3, bytes.limit() - 3, StandardCharsets.UTF_8);
    }
}

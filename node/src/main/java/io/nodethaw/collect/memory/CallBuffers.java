package io.nodethaw.collect.memory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.collect.child.Subject;
import io.nodethaw.collect.proc.KernelFile;
import io.nodethaw.collect.source.InChild;
import io.nodethaw.evidence.CallBuffer;
import io.nodethaw.evidence.KnownCall;
import io.nodethaw.memory.Memory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a thread hands over in a call that it is blocked in: the beginning of its buffer, or of the list of its buffers. */
public final class CallBuffers {
    private static final String TASK = "call-buffer";

    /** Most bytes read: the header of a message of D-Bus, and its first arguments. */
    private static final int MOST = 4096;

    /** Most buffers of one call that are looked at; IOV_MAX is 1024, and sd-bus and godbus use two. */
    private static final int MOST_PARTS = 16;

    /** Where struct msghdr has its list of buffers (sendmsg(2)); an entry is address and length. */
    private static final int VECTOR_AT = 16;

    private static final int PAIR = 16;

    private final Memory memory;

    private CallBuffers(Memory memory) {
        this.memory = memory;
    }

    /** The task of the child: arguments pid, tid, architecture. */
    static ReaderTask task() {
        return arguments -> {
            var task = "/proc/" + arguments.get(0) + "/task/" + arguments.get(1);
            var words = new String(KernelFile.bytes(task + "/syscall"), ISO_8859_1)
                    .strip()
                    .split(" ");
            if (words.length < 7 || !words[0].matches("\\d{1,9}")) {
                throw new NotAskedException("the thread is in no call");
            }
            var call = KnownCall.of(arguments.get(2), Long.parseLong(words[0]))
                    .filter(KnownCall::writes)
                    .orElseThrow(() -> new NotAskedException("it hands nothing over in this call"));
            try (var memory = ProcessMemory.open(Path.of("/proc/" + arguments.get(0) + "/mem"))) {
                var bytes = new CallBuffers(memory).of(call, word(words[2]), word(words[3]));
                var answer = new ByteArrayOutputStream();
                answer.writeBytes((call.text() + "\0").getBytes(ISO_8859_1));
                answer.writeBytes(bytes);
                return answer.toByteArray();
            }
        };
    }

    private static long word(String text) {
        return Long.parseUnsignedLong(text.replaceFirst("^0x", ""), 16);
    }

    /** How it is read. */
    public static InChild<CallBuffer> source() {
        return new InChild<>(
                CallBuffer.TYPE,
                "by `trace` only: of a thread that is blocked in writing, the first 4096 bytes of what it hands over, in its memory",
                TASK,
                CallBuffers::task,
                instance -> {
                    var parts = instance.split("/");
                    return parts.length == 3
                            ? Optional.of(question(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2]))
                            : Optional.empty();
                });
    }

    /** The question for a thread. */
    public static Question<CallBuffer> question(int pid, int tid, String architecture) {
        return new Question<>(
                CallBuffer.TYPE,
                pid + "/" + tid + "/" + architecture,
                "read of the memory of process " + pid,
                Subject.memory(pid),
                TASK,
                List.of(Integer.toString(pid), Integer.toString(tid), architecture),
                bytes -> decode(pid, tid, bytes));
    }

    private static CallBuffer decode(int pid, int tid, byte[] answer) throws IOException {
        int end = 0;
        while (end < answer.length && answer[end] != 0) {
            end++;
        }
        if (end == answer.length) {
            throw new IOException("the reader child's answer is cut off");
        }
        var bytes = new ArrayList<Integer>();
        for (int i = end + 1; i < answer.length; i++) {
            bytes.add(answer[i] & 0xff);
        }
        return new CallBuffer(pid, tid, new String(answer, 0, end, ISO_8859_1), bytes);
    }

    /** What this call hands over, from its second and third argument. */
    private byte[] of(KnownCall call, long second, long third) throws IOException {
        return switch (call) {
            case SENDMSG, SENDMMSG -> {
                var header = read(second + VECTOR_AT, 16);
                yield parts(header.getLong(0), header.getLong(8));
            }
            case WRITEV -> parts(second, third);
            default -> bytes(second, third);
        };
    }

    private byte[] parts(long vector, long count) throws IOException {
        var all = new ByteArrayOutputStream();
        var list = read(vector, PAIR * Math.clamp(count, 0, MOST_PARTS));
        for (int at = 0; at + PAIR <= list.limit() && all.size() < MOST; at += PAIR) {
            all.writeBytes(bytes(list.getLong(at), Math.min(list.getLong(at + 8), MOST - all.size())));
        }
        return all.toByteArray();
    }

    private byte[] bytes(long address, long length) throws IOException {
        var bytes = read(address, Math.clamp(length, 0, MOST));
        var array = new byte[bytes.limit()];
        bytes.get(0, array);
        return array;
    }

    private ByteBuffer read(long address, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        if (length > 0) {
            memory.read(address, bytes);
        }
        return bytes.flip();
    }
}

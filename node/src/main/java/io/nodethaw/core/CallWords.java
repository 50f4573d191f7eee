package io.nodethaw.core;

import io.nodethaw.evidence.KnownCall;
import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what the arguments of a system call mean, as far as registers and memory tell. */
final class CallWords {
    /** PATH_MAX of include/uapi/linux/limits.h. */
    private static final int LONGEST_PATH = 4096;

    /** AF_UNIX of include/linux/socket.h, sizeof(struct sockaddr_un) of include/uapi/linux/un.h. */
    private static final int UNIX = 1;

    private static final int ADDRESS = 110;

    private final Memory memory;

    CallWords(Memory memory) {
        this.memory = memory;
    }

    /** "fd 4, no time-out"; empty where there is nothing to say. */
    String of(String name, List<Optional<Long>> arguments) {
        var known = KnownCall.named(name);
        if (known.isEmpty()) {
            return "";
        }
        var words = new ArrayList<String>();
        switch (known.get().use()) {
            case DESCRIPTOR, FILE, LOCK -> descriptor(arguments, words);
            case CONNECT -> {
                descriptor(arguments, words);
                arguments.get(1).flatMap(this::address).ifPresent(words::add);
            }
            case EPOLL -> {
                descriptor(arguments, words);
                words.add(timeout(name, arguments));
            }
            case PATH -> arguments.get(0).flatMap(this::path).ifPresent(words::add);
            case PATH_AT -> arguments.get(1).flatMap(this::path).ifPresent(words::add);
            case CHILD -> child(name, arguments).ifPresent(words::add);
            case POLL -> polled(name, arguments, words);
            case OTHER -> other(name, arguments, words);
        }
        words.removeIf(String::isEmpty);
        return String.join(", ", words);
    }

    private static void descriptor(List<Optional<Long>> arguments, List<String> words) {
        arguments.get(0).ifPresent(fd -> words.add("fd " + fd.intValue()));
    }

    /** epoll_wait(2): milliseconds, -1 for ever; epoll_pwait2 has a pointer instead. */
    private static String timeout(String name, List<Optional<Long>> arguments) {
        var time = arguments.get(3);
        if (time.isEmpty() || name.equals("epoll_pwait2")) {
            return time.filter(pointer -> pointer == 0).map(_ -> "no time-out").orElse("");
        }
        int milliseconds = time.get().intValue();
        return milliseconds < 0 ? "no time-out" : "for " + milliseconds + " ms";
    }

    private static Optional<String> child(String name, List<Optional<Long>> arguments) {
        var pid = arguments.get(name.equals("wait4") ? 0 : 1).map(Long::intValue);
        return pid.map(child -> child > 0 ? "child " + child : "any child");
    }

    /** struct pollfd of poll(2): fd, then two masks. */
    private void polled(String name, List<Optional<Long>> arguments, List<String> words) {
        if (!name.endsWith("poll")
                || arguments.get(0).isEmpty()
                || arguments.get(1).isEmpty()) {
            return;
        }
        int count = Math.clamp(arguments.get(1).get(), 0, 8);
        var list = bytes(arguments.get(0).get(), 8 * count);
        for (int at = 0; at + 8 <= list.limit(); at += 8) {
            words.add("fd " + list.getInt(at));
        }
        if (arguments.get(1).get() > count) {
            words.add("and " + (arguments.get(1).get() - count) + " more");
        }
    }

    private void other(String name, List<Optional<Long>> arguments, List<String> words) {
        if (name.startsWith("accept")) {
            descriptor(arguments, words);
        } else if (name.equals("futex") && arguments.get(0).isPresent()) {
            words.add("at 0x" + Long.toHexString(arguments.get(0).get()));
            var word = bytes(arguments.get(0).get(), 4);
            if (word.limit() == 4) {
                words.add("which is " + Integer.toUnsignedString(word.getInt(0)));
            }
        }
    }

    private Optional<String> path(long address) {
        int page = 4096 - (int) (address & 4095);
        var bytes = bytes(address, Math.min(LONGEST_PATH, page));
        var text = Words.text(bytes, 0, bytes.limit());
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private Optional<String> address(long address) {
        var bytes = bytes(address, ADDRESS);
        if (bytes.limit() < 4 || bytes.getShort(0) != UNIX) {
            return Optional.empty();
        }
        return Optional.of(
                bytes.get(2) == 0 ? "@" + Words.text(bytes, 3, ADDRESS - 3) : Words.text(bytes, 2, ADDRESS - 2));
    }

    /** As many bytes as there are. */
    private ByteBuffer bytes(long address, int length) {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        try {
            memory.read(address, bytes);
        } catch (IOException _) {
            bytes.clear();
        }
        return bytes.flip();
    }
}

package io.nodethaw.collect.goroutines;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Blocked;
import io.nodethaw.evidence.Goroutines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes goroutines as bytes, to send them from the reader child to the parent; {@link GoroutineBytes} reads them. Numbers are
 * varints, signed ones zigzag. A text is written as its number among the texts so far; a new number is followed by length and
 * UTF-8 bytes. A frame without arguments is written as its number, from 1, among the frames so far; a new frame is written out
 * after its number, one with arguments after 0. Ten thousand goroutines of twenty frames take some MB.
 */
final class GoroutineWriter {
    /** The first byte; another format would have another number. */
    static final int FORM = 5;

    /** Kinds of {@link Blocked}; 0 for none. */
    static final int ON_DESCRIPTOR = 1;

    static final int ON_CHANNELS = 2;
    static final int ON_LOCK = 3;
    static final int IN_CALL = 4;
    static final int SLEEPING = 5;

    /** Stands for the arguments of an inlined call, and for arguments left out (runtime/traceback.go). */
    private static final String LEFT_OUT = "...";

    /** Less than the reader child's limit of 80 MiB. */
    private static final int LIMIT = 64 << 20;

    private byte[] out = new byte[1 << 16];
    private int length;
    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<Goroutine.Frame, Integer> plain = new HashMap<>();

    private GoroutineWriter() {}

    static byte[] write(Goroutines goroutines) throws IOException {
        var writer = new GoroutineWriter();
        writer.number(FORM);
        writer.number(goroutines.pid());
        writer.text(goroutines.goVersion());
        writer.text(goroutines.source());
        writer.number(goroutines.leftOut().size());
        goroutines.leftOut().forEach(writer::text);
        writer.number(goroutines.goroutines().size());
        for (var goroutine : goroutines.goroutines()) {
            writer.goroutine(goroutine);
        }
        return Arrays.copyOf(writer.out, writer.length);
    }

    private void goroutine(Goroutine goroutine) throws IOException {
        number(goroutine.id());
        text(goroutine.state());
        signed(goroutine.minutes());
        flag(goroutine.lockedToThread());
        number(goroutine.frames().size());
        goroutine.frames().forEach(this::frame);
        flag(goroutine.creator().isPresent());
        goroutine.creator().ifPresent(this::creator);
        if (goroutine.blocked().isPresent()) {
            blocked(goroutine.blocked().get());
        } else {
            number(0);
        }
        number(goroutine.shared().size());
        goroutine.shared().forEach(this::number);
        number(goroutine.held().size());
        goroutine.held().forEach(this::held);
        number(goroutine.atLeast().map(Duration::toMillis).orElse(0L));
        flag(goroutine.pod().isPresent());
        goroutine.pod().ifPresent(this::text);
        if (length > LIMIT) {
            throw new IOException("goroutines take more than " + (LIMIT >> 20) + " MiB");
        }
    }

    private void held(Goroutine.Held held) {
        number(held.lock());
        text(held.function());
        flag(held.reading());
        flag(held.certain());
        flag(held.doubt().isPresent());
        held.doubt().ifPresent(this::text);
    }

    private void frame(Goroutine.Frame frame) {
        if (!frame.arguments().equals(LEFT_OUT)) {
            number(0);
            parts(frame);
            return;
        }
        var known = plain.get(frame);
        number(known == null ? plain.size() + 1 : known);
        if (known == null) {
            plain.put(frame, plain.size() + 1);
            parts(frame);
        }
    }

    private void parts(Goroutine.Frame frame) {
        text(frame.function());
        text(frame.arguments());
        text(frame.file());
        number(frame.line());
        signed(frame.offset());
        flag(frame.inlined());
        number(frame.strings().size());
        frame.strings().forEach(this::text);
    }

    private void creator(Goroutine.Creator creator) {
        text(creator.function());
        number(creator.goroutine());
        text(creator.file());
        number(creator.line());
        signed(creator.offset());
    }

    private void blocked(Blocked blocked) {
        switch (blocked) {
            case Blocked.OnDescriptor(int fd, boolean writing) -> {
                number(ON_DESCRIPTOR);
                number(fd);
                flag(writing);
            }
            case Blocked.OnChannels(var channels) -> {
                number(ON_CHANNELS);
                channels(channels);
            }
            case Blocked.OnLock(long address, var kind, int state) -> {
                number(ON_LOCK);
                number(address);
                text(kind.name());
                signed(state);
            }
            case Blocked.InCall(int tid) -> {
                number(IN_CALL);
                number(tid);
            }
            case Blocked.Sleeping(long until) -> {
                number(SLEEPING);
                number(until);
            }
        }
    }

    private void channels(List<Goroutine.Channel> channels) {
        number(channels.size());
        for (var channel : channels) {
            number(channel.address());
            number(channel.length());
            number(channel.capacity());
            flag(channel.closed());
        }
    }

    private void flag(boolean set) {
        number(set ? 1 : 0);
    }

    private void signed(long value) {
        number(value << 1 ^ value >> 63);
    }

    private void number(long value) {
        room(10);
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out[length++] = (byte) (left & 0x7f | 0x80);
            left >>>= 7;
        }
        out[length++] = (byte) left;
    }

    private void text(String text) {
        var known = texts.get(text);
        if (known != null) {
            number(known);
            return;
        }
        number(texts.size());
        texts.put(text, texts.size());
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        room(bytes.length);
        System.arraycopy(bytes, 0, out, length, bytes.length);
        length += bytes.length;
    }

    private void room(int more) {
        if (length + more > out.length) {
            out = Arrays.copyOf(out, 2 * out.length + more);
        }
    }
}

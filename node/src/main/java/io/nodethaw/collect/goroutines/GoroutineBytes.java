package io.nodethaw.collect.goroutines;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Blocked;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.PerFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@link GoroutineWriter} wrote. */
final class GoroutineBytes {
    /** One instance of each name of a function, whatever reading it is from: what is known by names is then found without comparing them. */
    private static final PerFunction<String> NAMES = new PerFunction<>(name -> name);

    private final byte[] bytes;
    private final List<String> texts = new ArrayList<>();
    private final List<Goroutine.Frame> plain = new ArrayList<>();
    private int at;

    private GoroutineBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IOException when the bytes are cut off, or have another format */
    static Goroutines read(byte[] bytes) throws IOException {
        return new GoroutineBytes(bytes).goroutines();
    }

    private Goroutines goroutines() throws IOException {
        if (next() != GoroutineWriter.FORM) {
            throw broken();
        }
        int pid = integer();
        var version = text();
        var source = text();
        var leftOut = list(this::text);
        return new Goroutines(pid, version, source, list(this::goroutine), leftOut);
    }

    private Goroutine goroutine() throws IOException {
        return new Goroutine(
                number(),
                text(),
                (int) signed(),
                flag(),
                list(this::frame),
                flag() ? Optional.of(creator()) : Optional.empty(),
                blocked(),
                list(this::number),
                list(() -> new Goroutine.Held(
                        number(), text(), flag(), flag(), flag() ? Optional.of(text()) : Optional.empty())),
                Optional.of(Duration.ofMillis(number())).filter(age -> !age.isZero()),
                flag() ? Optional.of(text()) : Optional.empty());
    }

    private Goroutine.Frame frame() throws IOException {
        int number = integer();
        if (number > 0 && number <= plain.size()) {
            return plain.get(number - 1);
        }
        if (number > plain.size() + 1) {
            throw broken();
        }
        var frame = parts();
        if (number > 0) {
            plain.add(frame);
        }
        return frame;
    }

    private Goroutine.Frame parts() throws IOException {
        return new Goroutine.Frame(NAMES.of(text()), text(), text(), integer(), signed(), flag(), list(this::text));
    }

    private Goroutine.Creator creator() throws IOException {
        return new Goroutine.Creator(text(), number(), text(), integer(), signed());
    }

    private Optional<Blocked> blocked() throws IOException {
        return switch (integer()) {
            case 0 -> Optional.empty();
            case GoroutineWriter.ON_DESCRIPTOR -> Optional.of(new Blocked.OnDescriptor(integer(), flag()));
            case GoroutineWriter.ON_CHANNELS -> Optional.of(new Blocked.OnChannels(list(this::channel)));
            case GoroutineWriter.ON_LOCK -> Optional.of(new Blocked.OnLock(number(), lock(), (int) signed()));
            case GoroutineWriter.IN_CALL -> Optional.of(new Blocked.InCall(integer()));
            case GoroutineWriter.SLEEPING -> Optional.of(new Blocked.Sleeping(number()));
            default -> throw broken();
        };
    }

    private Goroutine.Channel channel() throws IOException {
        return new Goroutine.Channel(number(), number(), number(), flag());
    }

    private Goroutine.Lock lock() throws IOException {
        var name = text();
        for (var lock : Goroutine.Lock.values()) {
            if (lock.name().equals(name)) {
                return lock;
            }
        }
        throw broken();
    }

    @FunctionalInterface
    private interface Part<T> {
        T read() throws IOException;
    }

    private <T> List<T> list(Part<T> part) throws IOException {
        int count = integer();
        if (count > bytes.length - at) { // each part takes at least one byte
            throw broken();
        }
        var list = new ArrayList<T>(count);
        for (int i = 0; i < count; i++) {
            list.add(part.read());
        }
        return list;
    }

    private boolean flag() throws IOException {
        return next() != 0;
    }

    private String text() throws IOException {
        int number = integer();
        if (number < texts.size()) {
            return texts.get(number);
        }
        int length = integer();
        if (number != texts.size() || length > bytes.length - at) {
            throw broken();
        }
        var text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        texts.add(text);
        return text;
    }

    private int integer() throws IOException {
        long value = number();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw broken();
        }
        return (int) value;
    }

    private long signed() throws IOException {
        long value = number();
        return value >>> 1 ^ -(value & 1);
    }

    private long number() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = next();
            value |= (b & 0x7fL) << shift;
            if ((b & 0x80) == 0) {
                return value;
            }
        }
        throw broken();
    }

    private int next() throws IOException {
        if (at >= bytes.length) {
            throw broken();
        }
        return bytes[at++] & 0xff;
    }

    private IOException broken() {
        return new IOException("the reader child's goroutines break off at byte " + at + " of " + bytes.length);
    }
}

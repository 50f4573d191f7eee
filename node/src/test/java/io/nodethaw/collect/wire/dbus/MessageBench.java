package io.nodethaw.collect.wire.dbus;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Times the decoder and the reader of heads over a file of messages, for lab/bench/bus-messages. What counts is the processor time of the
 * whole process, garbage collection and compilation too; the best of some runs, each over a million messages.
 */
final class MessageBench {
    private static final int RUNS = 5;
    private static final long MESSAGES = 1_000_000;
    private static final double NANOS = 1e9;

    private MessageBench() {}

    /** What is done to all messages of a buffer; returns how many there were. */
    private interface Work {
        long on(byte[] messages) throws IOException;
    }

    /** @param arguments the file: messages one after the other, each as it is sent */
    public static void main(String[] arguments) throws IOException {
        var messages = Files.readAllBytes(Path.of(arguments[0]));
        long count = decode(messages);
        System.out.printf(
                Locale.ROOT,
                "{\"messages\": %d, \"bytesEach\": %d, \"decodedPerS\": %.0f, \"headsPerS\": %.0f}%n",
                count,
                messages.length / count,
                best(messages, MessageBench::decode),
                best(messages, MessageBench::heads));
    }

    private static double best(byte[] messages, Work work) throws IOException {
        double best = 0;
        for (int run = 0; run < RUNS; run++) {
            long start = processor();
            long count = 0;
            while (count < MESSAGES) {
                count += work.on(messages);
            }
            best = Math.max(best, count / ((processor() - start) / NANOS));
        }
        return best;
    }

    private static long processor() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : System.nanoTime();
    }

    private static long decode(byte[] messages) throws IOException {
        var all = ByteBuffer.wrap(messages);
        long count = 0;
        while (all.hasRemaining()) {
            count += MessageDecoder.decode(all).serial() > 0 ? 1 : 0;
        }
        return count;
    }

    /** All that the monitor asks of a message. */
    private static long heads(byte[] messages) throws IOException {
        var head = new MessageHead();
        long count = 0;
        long letters = 0;
        for (int at = 0; at < messages.length; at += head.length()) {
            head.read(messages, at, messages.length);
            letters += head.sender().length()
                    + head.interfaceName().length()
                    + head.member().length();
            count++;
        }
        return letters > 0 ? count : 0;
    }
}

package io.nodethaw.level;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nodethaw.collect.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The child that guards a raised log level: it puts it back when its input ends before the parent has said that all is done. The parent
 * may be killed in any way; a signal that would end the child makes it put the level back first. It runs in a session of its own
 * ({@link io.nodethaw.collect.socket.OwnSession}).
 */
public final class Guard {
    /** What the child says once it stands by, before its pid as {@code /proc} has it. */
    static final String READY = "ready ";

    /** What the parent says when it has put the level back itself. */
    static final int DONE = 'd';

    private final Payback payback;
    private final LoanFile file;
    private final AtomicBoolean over = new AtomicBoolean();

    private Guard(Host host, LoanFile file) {
        this.payback = new Payback(host, file);
        this.file = file;
    }

    /** Stands by until the input ends. */
    public static void run(InputStream in, OutputStream out, Host host, LoanFile file) throws IOException {
        var guard = new Guard(host, file);
        Runtime.getRuntime().addShutdownHook(new Thread(guard::end));
        var self = Files.readSymbolicLink(host.file("/proc/self"));
        out.write((READY + self + "\n").getBytes(US_ASCII));
        out.flush();
        if (in.read() == DONE) {
            guard.over.set(true);
        }
        guard.end();
    }

    private void end() {
        if (over.getAndSet(true)) {
            return;
        }
        try {
            var loan = file.read();
            if (loan.isPresent()) {
                payback.pay(loan.get());
            }
        } catch (IOException e) {
            return; // the note stays, for the next run
        }
    }
}

package io.nodethaw.level;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotPermittedException;
import io.nodethaw.collect.proc.Proc;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The log level of PID 1, raised until it is closed. Used by one thread. */
public final class RaisedLevel {
    /** Limit of raising and of putting back, all steps together. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Host host;
    private final Payback payback;
    private final Optional<GuardProcess> guard;
    private final LogSettings before;
    private final Optional<Loan> loan;

    private RaisedLevel(
            Host host, Payback payback, Optional<GuardProcess> guard, LogSettings before, Optional<Loan> loan) {
        this.host = host;
        this.payback = payback;
        this.guard = guard;
        this.before = before;
        this.loan = loan;
    }

    /**
     * Raises it. What an earlier run has left raised is put back first, so that it is not taken for the level to put back.
     *
     * @param uid our own
     * @param file keeps the note
     * @param command starts the guard
     * @throws IOException when it could not be read or raised; then nothing has changed
     */
    public static RaisedLevel raise(Host host, long uid, LoanFile file, List<String> command) throws IOException {
        if (uid != 0) {
            throw NotPermittedException.of("only root may raise the log level of PID 1");
        }
        var payback = new Payback(host, file);
        payback.settle();
        if (file.exists()) {
            throw new IOException("another nodethaw has raised the log level of PID 1, and will put it back");
        }
        var deadline = Deadline.in(LIMIT);
        try (var systemd = InitLevel.open(host, deadline)) {
            var before = systemd.read(deadline);
            if (before.isDebug() && before.before().target().isEmpty()) {
                return new RaisedLevel(host, payback, Optional.empty(), before, Optional.empty());
            }
            if (!before.isLevel()) {
                throw new IOException("PID 1 has a log level that could not be put back: " + before.level());
            }
            return raise(host, file, payback, before, systemd, GuardProcess.start(command));
        }
    }

    private static RaisedLevel raise(
            Host host, LoanFile file, Payback payback, LogSettings before, InitLevel systemd, GuardProcess guard)
            throws IOException {
        try {
            var loan = loan(host, before, guard);
            file.write(loan);
            try {
                systemd.write(before.raised(), Deadline.in(LIMIT));
            } catch (RefusedException e) {
                loan = new Loan(loan.boot(), loan.initTicks(), loan.before(), true, loan.owner(), loan.ownerTicks());
                file.write(loan);
                InitLevel.raiseBySignal(host);
            }
            return new RaisedLevel(host, payback, Optional.of(guard), before, Optional.of(loan));
        } catch (IOException | RuntimeException e) {
            guard.close(); // it puts back what may have been raised, and ends
            throw e;
        }
    }

    private static Loan loan(Host host, LogSettings before, GuardProcess guard) throws IOException {
        var proc = new Proc(host);
        return new Loan(
                proc.machine().bootId(),
                InitLevel.startTicks(host),
                before.before(),
                false,
                guard.pid(),
                proc.process(guard.pid()).startTicks().orElse(-1L));
    }

    /** The level that it had. */
    public String before() {
        return before.level();
    }

    /** True when it was raised by a signal, which does not tell whether it worked. */
    public boolean isBySignal() {
        return loan.filter(Loan::bySignal).isPresent();
    }

    /** Has PID 1 look for a unit that does not exist, which it tells those who watch its units. */
    public void stir() throws IOException {
        var deadline = Deadline.in(LIMIT);
        try (var systemd = InitLevel.open(host, deadline)) {
            systemd.stir(deadline);
        }
    }

    /**
     * Puts the level back.
     *
     * @return what was done, for a person
     * @throws IOException when it could not; then the guard tries, and the next run
     */
    public String putBack() throws IOException {
        if (loan.isEmpty() || guard.isEmpty()) {
            return "log level was debug before, and is left so";
        }
        try (var standing = guard.get()) {
            var done = payback.pay(loan.get());
            standing.done();
            return done;
        }
    }

    /** Puts back what an earlier run has left raised; empty for nothing. Never fails: the next run tries again. */
    public static Optional<String> settle(Host host, LoanFile file) {
        if (!file.exists()) {
            return Optional.empty();
        }
        try {
            return new Payback(host, file).settle();
        } catch (IOException e) {
            return Optional.of("the log level of PID 1 was left raised, and could not be put back: " + e.getMessage());
        }
    }
}

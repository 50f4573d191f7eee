package io.nodethaw.level;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.proc.Proc;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Puts the log level of PID 1 back; whoever does it first removes the note. */
final class Payback {
    /** Limit of one try, all its steps together. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Host host;
    private final LoanFile file;

    Payback(Host host, LoanFile file) {
        this.host = host;
        this.file = file;
    }

    /**
     * Puts it back, if PID 1 is still the one whose level was raised.
     *
     * @return what was done, for a person
     */
    String pay(Loan loan) throws IOException {
        if (!isThere(loan)) {
            file.remove();
            return "PID 1 is another process now: its log level was not touched";
        }
        var done = loan.bySignal() ? bySignal(loan) : bySocket(loan);
        file.remove();
        return done;
    }

    private String bySocket(Loan loan) throws IOException {
        var deadline = Deadline.in(LIMIT);
        try (var systemd = InitLevel.open(host, deadline)) {
            systemd.write(loan.before(), deadline);
            var now = systemd.read(deadline);
            if (!now.level().equals(loan.before().level())) {
                throw new IOException(
                        "the log level was set to " + loan.before().level() + " and is " + now.level());
            }
            var target = loan.before().target();
            if (target.isPresent() && !now.target().equals(target)) {
                throw new IOException("the log target was set to " + target.get() + " and is "
                        + now.target().orElse("not told"));
            }
            return "log level set back to " + now.level();
        }
    }

    private String bySignal(Loan loan) throws IOException {
        InitLevel.lowerBySignal(host);
        return "SIGRTMIN+23 was sent: it sets the log level that is configured, before systemd 239 info; it was "
                + loan.before().level();
    }

    private boolean isThere(Loan loan) throws IOException {
        var proc = new Proc(host);
        return proc.machine().bootId().equals(loan.boot()) && InitLevel.startTicks(host) == loan.initTicks();
    }

    /** True when the process that is to put it back lives. */
    boolean isOwned(Loan loan) {
        try {
            return new Proc(host)
                    .process(loan.owner())
                    .startTicks()
                    .filter(ticks -> ticks == loan.ownerTicks())
                    .isPresent();
        } catch (IOException gone) {
            return false;
        }
    }

    /**
     * Puts back what an earlier run has left raised. Does nothing where there is no note, or its owner lives.
     *
     * @return what was done; empty for nothing
     */
    Optional<String> settle() throws IOException {
        var loan = file.read();
        if (loan.isPresent()) {
            return isOwned(loan.get()) ? Optional.empty() : Optional.of(pay(loan.get()));
        }
        file.remove(); // a text that is no note
        return Optional.empty();
    }
}

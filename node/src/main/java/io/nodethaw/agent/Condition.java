package io.nodethaw.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One condition of the node, as looks make it true or false. It is true once it held for a while and two looks in a row agree; it is
 * false only once looks confirm that; where they cannot tell for a while it is unknown. Times are those of a clock that nobody sets.
 * Pure; used by one thread.
 */
final class Condition {
    /** So many looks have to say the same. */
    private static final int AGREE = 2;

    private static final String CANNOT_TELL = "CannotTell";

    private final String type;
    private final String quiet;
    private final String general;
    private Duration hold;
    private Duration raise;

    private final Run sick = new Run();
    private final Run calm = new Run();
    private final Run untold = new Run();
    private int well;
    private String lastCode = "";
    private Optional<String> agreed = Optional.empty();
    private Duration confirmed;
    private Published published;

    /** How often in a row, and since when, looks have said something. */
    private static final class Run {
        private int looks;
        private Duration since = Duration.ZERO;

        void add(Duration from) {
            if (looks == 0) {
                since = from;
            }
            looks++;
        }

        void end() {
            looks = 0;
        }

        boolean held(Duration now, Duration time) {
            return looks >= AGREE && now.minus(since).compareTo(time) >= 0;
        }
    }

    /**
     * A condition of which nothing is known.
     *
     * @param type its name: "NodeStalled"
     * @param quiet its reason while it does not hold
     * @param general its reason where looks agree that it holds and not why
     * @param hold how long it has to hold
     * @param now the time at which watching begins, and the same by the wall clock
     */
    Condition(String type, String quiet, String general, Duration hold, Duration now, Instant wall) {
        this.type = type;
        this.quiet = quiet;
        this.general = general;
        this.hold = hold;
        this.raise = hold;
        this.confirmed = now;
        this.published = new Published(type, Status.UNKNOWN, CANNOT_TELL, "", "no two looks have been taken yet", wall);
    }

    /** Goes on with what an agent before this one has published a moment ago. */
    void resume(Published before) {
        published = before;
    }

    /**
     * From now on it has to hold for so long.
     *
     * @param late how much later than usual looks are taken while all is well: what began between two of them is told as early all the
     *     same, so it has to be seen for less time, but for half of it at least
     */
    void hold(Duration time, Duration late) {
        hold = time;
        raise = later(time.minus(late), time.dividedBy(2));
    }

    /** As it is published. */
    Published published() {
        return published;
    }

    /**
     * Takes in what a look says.
     *
     * @param now when that look was taken
     * @param wall the same by the wall clock, which only dates what is published
     * @return what is published anew; empty when nothing has changed
     */
    Optional<Published> see(Duration now, Instant wall, Sight sight) {
        var next = switch (sight) {
            case Sight.Sick sick -> sick(now, wall, sick);
            case Sight.Well(var message) -> calm(now, wall, message, true);
            case Sight.Otherwise(var message) -> calm(now, wall, message, false);
            case Sight.Untold(var why) -> untold(now, wall, why);
        };
        boolean changed = !next.isAs(published);
        published = next;
        return changed ? Optional.of(next) : Optional.empty();
    }

    private Published sick(Duration now, Instant wall, Sight.Sick seen) {
        untold.end();
        calm.end();
        well = 0;
        sick.add(later(confirmed, now.minus(seen.held())));
        if (sick.looks > 1 && seen.code().equals(lastCode)) {
            agreed = Optional.of(seen.code());
        }
        lastCode = seen.code();
        if (!sick.held(now, raise) && published.status() != Status.TRUE) {
            return published;
        }
        if (published.status() != Status.TRUE) {
            return sick(agreed.orElse(""), seen.message(), wall);
        }
        return agreed.filter(seen.code()::equals)
                .map(code -> sick(code, seen.message(), published.since()))
                .orElse(published);
    }

    private Published sick(String code, String message, Instant since) {
        return new Published(type, Status.TRUE, code.isEmpty() ? general : camelCase(code), code, message, since);
    }

    private Published calm(Duration now, Instant wall, String message, boolean confirms) {
        untold.end();
        endSickness();
        calm.add(now);
        well = confirms ? well + 1 : 0;
        confirmed = confirms ? now : confirmed;
        if (published.status() == Status.FALSE) {
            return quiet(message, published.since());
        }
        return well >= AGREE || calm.held(now, hold) ? quiet(message, wall) : published;
    }

    private Published quiet(String message, Instant since) {
        return new Published(type, Status.FALSE, quiet, "", message, since);
    }

    private Published untold(Duration now, Instant wall, String why) {
        untold.add(now);
        if (!untold.held(now, hold)) {
            return published;
        }
        endSickness();
        calm.end();
        well = 0;
        var since = published.status() == Status.UNKNOWN ? published.since() : wall;
        return new Published(type, Status.UNKNOWN, CANNOT_TELL, "", why, since);
    }

    private void endSickness() {
        sick.end();
        lastCode = "";
        agreed = Optional.empty();
    }

    /** How long until another look may change what is published, where one may do so sooner than usual; empty where none would. */
    Optional<Duration> due(Duration now) {
        if (sick.looks > 0) {
            return published.status() == Status.TRUE && sick.looks >= AGREE
                    ? Optional.empty()
                    : Optional.of(left(now, sick, raise));
        }
        if (calm.looks > 0 && published.status() != Status.FALSE) {
            return Optional.of(well > 0 ? Duration.ZERO : left(now, calm, hold));
        }
        return untold.looks > 0 && published.status() != Status.UNKNOWN
                ? Optional.of(left(now, untold, hold))
                : Optional.empty();
    }

    private static Duration left(Duration now, Run run, Duration time) {
        var left = run.since.plus(time).minus(now);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** "systemd.deaf-on-bus" as the API wants reasons: "SystemdDeafOnBus". */
    static String camelCase(String code) {
        var text = new StringBuilder();
        boolean up = true;
        for (int i = 0; i < code.length(); i++) {
            char letter = code.charAt(i);
            boolean plain = letter < 128 && Character.isLetterOrDigit(letter);
            if (plain) {
                text.append(up ? Character.toUpperCase(letter) : letter);
            }
            up = !plain;
        }
        return text.toString();
    }
}

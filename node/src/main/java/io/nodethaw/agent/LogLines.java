package io.nodethaw.agent;

import io.nodethaw.agent.cure.Told;
import io.nodethaw.collect.Host;
import java.io.PrintStream;
import java.util.List;

/**
 * The agent's own log on stderr, a line for each thing: words of the form key=value, so that people and programs can read it. Under
 * systemd each line begins with its level (sd-daemon(3)). Written beside the rounds, because whoever reads stderr may hang.
 */
public final class LogLines implements Follower {
    /** The most lines that wait for a reader of stderr that hangs. */
    private static final int MOST = 256;

    private final PrintStream err;
    private final boolean levels;
    private final Beside writing;

    /** Levels of syslog(3). */
    enum Level {
        ERROR(3),
        WARNING(4),
        NOTICE(5),
        INFO(6);

        private final int number;

        Level(int number) {
            this.number = number;
        }
    }

    /** @param levels true where the journal reads it */
    public LogLines(Host host, PrintStream err, boolean levels) {
        this.err = err;
        this.levels = levels;
        this.writing = new Beside(host, "log", MOST);
    }

    /** Writes a line of names with their values, in turn. */
    void say(Level level, String... words) {
        var line = new StringBuilder(levels ? "<" + level.number + ">" : "");
        for (int i = 0; i + 1 < words.length; i += 2) {
            line.append(i == 0 ? "" : " ").append(words[i]).append('=').append(quoted(words[i + 1]));
        }
        writing.give(() -> {
            long lost = writing.dropped();
            if (lost > 0) {
                err.println("event=lines-lost count=" + lost);
            }
            err.println(line);
            err.flush();
        });
    }

    @Override
    public void changed(Published before, Published now, Rounds.Ending ending) {
        say(
                now.status() == Status.FALSE ? Level.NOTICE : Level.WARNING,
                "event",
                "condition",
                "condition",
                now.type(),
                "status",
                now.status().word(),
                "reason",
                now.reason(),
                "was",
                before.status().word(),
                "message",
                now.message());
    }

    @Override
    public void told(Told told) {
        say(
                told.warning() ? Level.WARNING : Level.NOTICE,
                "event",
                "cure",
                "reason",
                told.reason(),
                "code",
                told.code(),
                "message",
                told.message());
    }

    @Override
    public void round(Rounds.Ending ending, List<Published> conditions) {
        switch (ending) {
            case Rounds.Ending.Looked _ -> {}
            case Rounds.Ending.Late(var waited) ->
                say(Level.WARNING, "event", "look-late", "seconds", Long.toString(waited.toSeconds()));
            case Rounds.Ending.Broken(var why) -> say(Level.ERROR, "event", "look-failed", "why", why);
        }
    }

    /** As logfmt has it: in quotation marks unless it is one plain word. */
    static String quoted(String value) {
        var plain = new StringBuilder();
        boolean word = !value.isEmpty();
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            if (letter == '"' || letter == '\\') {
                plain.append('\\').append(letter);
                word = false;
            } else {
                plain.append(Character.isISOControl(letter) ? ' ' : letter);
                word &= letter > ' ' && letter != '=';
            }
        }
        return word ? plain.toString() : "\"" + plain + "\"";
    }
}

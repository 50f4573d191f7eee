package io.nodethaw.format.bus;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Messages on the bus, as dbus-monitor(1) and busctl(1) show them. A call to systemd to which no reply passes by for long, while others are
 * answered, is one that systemd does not answer; the end of a record alone is no sign of that.
 */
public final class BusMonitors implements Finder {
    private static final String SYSTEMD = "org.freedesktop.systemd1";

    /** Nothing that systemd is asked takes so long, but for reloads; libdbus and sd-bus give up after 25 s (DBUS_DEFAULT_TIMEOUT). */
    private static final double LATE_SECONDS = 25;

    /** How many others have to be answered meanwhile, so that the bus itself is well. */
    private static final int ANSWERED = 1;

    private static final Pattern MONITOR = Pattern.compile(
            "^(method call|method return|error|signal) (?:time=(\\d{9,11}\\.\\d{1,9}) )?sender=(\\S{1,255}) -> (?:destination|dest)=(\\S{1,255})(.*)$");

    private static final Pattern SERIAL = Pattern.compile("\\bserial=(\\d{1,10})");
    private static final Pattern REPLY = Pattern.compile("\\breply_serial=(\\d{1,10})");
    private static final Pattern MEMBER = Pattern.compile("\\bmember=(\\w{1,255})");

    /** busctl monitor: the head of a message, and the lines of its fields. */
    private static final Pattern HEAD = Pattern.compile(
            "^(?:\\S )?Type=(method_call|method_return|error|signal) .*\\bCookie=(\\d{1,10})(?: +ReplyCookie=(\\d{1,10}))?(?: +Timestamp=\".*? (\\d\\d):(\\d\\d):(\\d\\d)(?:\\.\\d{1,9})?.*\")?");

    private static final Pattern FIELD = Pattern.compile("\\b(Sender|Destination|Member)=(\\S{1,255})");

    private static final int MOST = 10_000;

    private record Call(String member, double at, Line line) {}

    /** A message whose fields are still read. */
    private static final class Message {
        private String type = "";
        private String serial = "";
        private String reply = "";
        private String sender = "";
        private String destination = "";
        private String member = "";
        private Optional<Double> at = Optional.empty();
    }

    private final Map<String, Call> open = new LinkedHashMap<>();
    private Optional<Message> now = Optional.empty();
    private Optional<Double> last = Optional.empty();
    private int answered;
    private long messages;
    private Optional<Line> at = Optional.empty();

    @Override
    public void take(Line line) {
        var text = line.text();
        boolean begins = text.contains("sender=") || text.contains("Type=");
        if (!begins && now.isEmpty()) {
            return;
        }
        var monitor = MONITOR.matcher(text);
        var head = HEAD.matcher(text);
        if (monitor.find()) {
            end();
            var message = new Message();
            message.type = monitor.group(1).replace(' ', '_');
            message.at = Optional.ofNullable(monitor.group(2)).map(Double::valueOf);
            message.sender = monitor.group(3);
            message.destination = monitor.group(4);
            message.serial = group(SERIAL, monitor.group(5));
            message.reply = group(REPLY, monitor.group(5));
            message.member = group(MEMBER, monitor.group(5));
            begin(message, line);
            end();
        } else if (head.find()) {
            end();
            var message = new Message();
            message.type = head.group(1);
            message.serial = head.group(2);
            message.reply = head.group(3) == null ? "" : head.group(3);
            message.at = head.group(4) == null
                    ? Optional.empty()
                    : Optional.of(Integer.parseInt(head.group(4)) * 3600.0
                            + Integer.parseInt(head.group(5)) * 60.0
                            + Integer.parseInt(head.group(6)));
            begin(message, line);
        } else if (now.isPresent()) {
            fields(text);
        }
    }

    private void fields(String text) {
        var field = FIELD.matcher(text);
        while (field.find()) {
            var value = field.group(2);
            now.ifPresent(message -> {
                switch (field.group(1)) {
                    case "Sender" -> message.sender = value;
                    case "Destination" -> message.destination = value;
                    default -> message.member = value;
                }
            });
        }
        if (text.startsWith("MESSAGE ") || text.isEmpty()) {
            end();
        }
    }

    private static String group(Pattern pattern, String text) {
        var match = pattern.matcher(text);
        return match.find() ? match.group(1) : "";
    }

    private void begin(Message message, Line line) {
        messages++;
        last = message.at.or(() -> last);
        now = Optional.of(message);
        at = Optional.of(line);
    }

    private void end() {
        now.ifPresent(message -> at.ifPresent(line -> end(message, line)));
        now = Optional.empty();
    }

    private void end(Message message, Line line) {
        switch (message.type) {
            case "method_call" -> {
                if (message.destination.equals(SYSTEMD) && message.at.isPresent() && open.size() < MOST) {
                    open.put(message.sender + " " + message.serial, new Call(message.member, message.at.get(), line));
                }
            }
            case "method_return", "error" -> {
                answered++;
                open.remove(message.destination + " " + message.reply);
            }
            default -> {}
        }
    }

    @Override
    public void end(Found into) {
        end();
        if (messages == 0) {
            return;
        }
        into.is("messages on the bus");
        if (answered < ANSWERED || last.isEmpty()) {
            return;
        }
        var late = open.values().stream()
                .filter(call -> last.get() - call.at() >= LATE_SECONDS)
                .toList();
        if (!late.isEmpty()) {
            var first = late.getFirst();
            var text = "no reply of " + SYSTEMD + " to " + (first.member().isEmpty() ? "a call" : first.member())
                    + " within " + Math.round(last.get() - first.at()) + " s, while " + answered
                    + " others were answered";
            var logged = new Logged(Logged.Sign.SYSTEMD_SILENT, "", "", text, late.size(), Optional.empty());
            into.put(Logged.TYPE, logged.key().instance(), logged, first.line().number());
        }
    }
}

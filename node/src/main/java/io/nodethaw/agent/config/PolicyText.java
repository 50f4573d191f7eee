package io.nodethaw.agent.config;

import io.nodethaw.agent.cure.Hours;
import io.nodethaw.agent.cure.Policy;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The part of a file that says what may be cured. Pure.
 *
 * @param curable codes of the findings that a cure answers
 */
record PolicyText(Set<String> curable) {
    private static final Span HOLD = Span.of("1s", "1h");

    /** A pause that is over in less time pauses nothing; after a day somebody has seen it. */
    private static final Span PAUSE = Span.of("1m", "24h");

    private static final String DOMAIN = "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?";
    private static final int MOST_CURES = 100;
    private static final int LONGEST_PATH = 100;
    private static final int LETTERS = 3;
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

    Policy read(Fields fields) {
        var usual = Policy.NONE;
        var codes = codes(fields, "codes");
        if (codes.isEmpty()) {
            fields.wrong(fields.line(), "cures without codes cure nothing");
        }
        var safe = codes(fields, "safe");
        safe.stream()
                .filter(code -> !codes.contains(code))
                .forEach(code -> fields.wrong(fields.line(), "cures.safe: " + code + " is not among the codes"));
        var hold = fields.value("hold", HOLD::parse, "a time " + HOLD.range());
        var perHour = fields.value("perHour", number(MOST_CURES), "a number from 1 to " + MOST_CURES);
        var hours = fields.lists("hours").stream()
                .flatMap(one -> hours(one).stream())
                .toList();
        var forbiddenBy = fields.value("forbiddenBy", PolicyText::annotation, "the name of an annotation");
        var slots = fields.part("slots").map(PolicyText::slots).orElse(usual.slots());
        var socket = fields.value("socket", PolicyText::path, "a whole path, of 100 characters at most");
        fields.end();
        return new Policy(
                codes,
                safe,
                hold.orElse(usual.hold()),
                perHour.orElse(usual.perHour()),
                hours,
                forbiddenBy.orElse(usual.forbiddenBy()),
                slots,
                socket);
    }

    /** As long as the address of a socket may be (unix(7), sun_path). */
    private static Optional<Path> path(String text) {
        return Optional.of(text)
                .filter(path -> path.startsWith("/") && path.length() <= LONGEST_PATH && path.indexOf(0) < 0)
                .map(Path::of);
    }

    private Set<String> codes(Fields fields, String name) {
        return Set.copyOf(fields.values(
                        name,
                        text -> Optional.of(text).filter(curable::contains),
                        "codes that a cure answers: " + String.join(", ", new TreeSet<>(curable)))
                .orElse(List.of()));
    }

    private static Optional<Hours> hours(Fields fields) {
        var days = fields.values("days", PolicyText::days, "days, such as mon or mon-fri");
        var from = fields.value("from", PolicyText::time, "a time of the day, such as \"22:00\"");
        var to = fields.value("to", PolicyText::time, "a time of the day, such as \"04:00\"");
        var zone = fields.value("zone", PolicyText::zone, "the name of a time zone, such as UTC or Europe/Berlin");
        fields.end();
        if (from.isEmpty() || to.isEmpty()) {
            fields.wrong(fields.line(), "cures.hours need a time from which and one to which they last");
            return Optional.empty();
        }
        var all = EnumSet.noneOf(DayOfWeek.class);
        days.orElse(List.of(ALL)).forEach(all::addAll);
        return Optional.of(new Hours(all, from.get(), to.get(), zone.orElse(ZoneOffset.UTC)));
    }

    private static Policy.Slots slots(Fields fields) {
        var usual = Policy.NONE.slots();
        int most = Policy.Slots.MOST;
        var nodes = fields.value("nodes", number(most), "a number from 1 to " + most);
        var percent = fields.value("percent", number(100), "a number from 1 to 100");
        var namespace = fields.value(
                "namespace",
                text -> Optional.of(text).filter(name -> name.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")),
                "a name of a namespace");
        var pause = fields.value("pause", PAUSE::parse, "a time " + PAUSE.range());
        fields.end();
        if (nodes.isPresent() && percent.isPresent()) {
            fields.wrong(fields.line(), "cures.slots: nodes and percent say two things; give one of the two");
            return usual;
        }
        return new Policy.Slots(
                nodes.orElse(percent.isPresent() ? 0 : usual.nodes()),
                percent.orElse(0),
                namespace.orElse(usual.namespace()),
                pause.orElse(usual.pause()));
    }

    private static Function<String, Optional<Integer>> number(int most) {
        return text -> {
            try {
                return Optional.of(Integer.parseInt(text)).filter(number -> number >= 1 && number <= most);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        };
    }

    /** As apimachinery has names of annotations: a domain, and a name. */
    private static Optional<String> annotation(String text) {
        return Optional.of(text).filter(name -> name.matches(DOMAIN + "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"));
    }

    /** "mon", or from one to another: "fri-mon". */
    private static Optional<Set<DayOfWeek>> days(String text) {
        var ends = text.split("-", -1);
        var first = day(ends[0]);
        var last = day(ends[ends.length - 1]);
        if (ends.length > 2 || first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        var days = EnumSet.of(first.get());
        for (var day = first.get(); day != last.get(); ) {
            day = day.plus(1);
            days.add(day);
        }
        return Optional.of(days);
    }

    private static Optional<DayOfWeek> day(String text) {
        var word = text.toUpperCase(Locale.ROOT);
        return ALL.stream()
                .filter(day -> word.equals(day.name()) || word.equals(day.name().substring(0, LETTERS)))
                .findFirst();
    }

    /** "22:00"; "24:00" is where the day ends. */
    private static Optional<LocalTime> time(String text) {
        try {
            return text.matches("[0-9]{2}:[0-9]{2}")
                    ? Optional.of(text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The days of hours as they are written. */
    static List<String> words(Set<DayOfWeek> days) {
        var words = new ArrayList<String>();
        ALL.stream()
                .filter(days::contains)
                .forEach(day -> words.add(day.name().substring(0, LETTERS).toLowerCase(Locale.ROOT)));
        return words;
    }
}

package io.nodethaw.format.units;

import io.nodethaw.evidence.LastWords;
import io.nodethaw.evidence.Units;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What systemctl tells of units: list-units, list-unit-files, list-jobs, status and show; and systemd-analyze dump. What several of them tell of one unit is put
 * together; and what systemd logs of them.
 */
public final class UnitTexts implements Finder {
    private static final int MOST = 20_000;
    private static final int MOST_JOBS = 1_000;

    private record Process(int pid, String program, long line) {}

    private record At(ListedUnit.Job job, long line) {}

    private final Map<String, Units.Unit> units = new LinkedHashMap<>();
    private final List<Process> processes = new ArrayList<>();
    private final List<At> jobs = new ArrayList<>();
    private Optional<UnitStatus> status = Optional.empty();
    private long statusLine;
    private Optional<UnitDump> dump = Optional.empty();
    private UnitProperties properties = new UnitProperties();
    private final UnitLog log = new UnitLog();
    private boolean inList;
    private long first;

    @Override
    public void take(Line line) {
        if (line.isLogged()) {
            log.take(line);
            return;
        }
        var text = line.text();
        if (text.startsWith("UNIT FILE ") && text.contains("STATE")) {
            inList = true;
        } else if (text.isEmpty()) {
            inList = false;
            endProperties(line.number());
            endDump(line.number());
        } else {
            text(text, line.number());
        }
    }

    private void text(String text, long line) {
        if (properties.isOther(text)) {
            endProperties(line);
        }
        var part = UnitDump.begins(text);
        if (part.isPresent()) {
            endDump(line);
            dump = part;
            return;
        }
        if (dump.isPresent()) {
            dump.get().take(text);
            return;
        }
        if (properties.take(text)) {
            return;
        }
        var begun = UnitStatus.begins(text);
        if (begun.isPresent()) {
            endStatus();
            status = begun;
            statusLine = line;
            return;
        }
        status.ifPresent(told -> told.take(text));
        ListedUnit.loaded(text)
                .or(() -> inList ? ListedUnit.file(text) : Optional.empty())
                .ifPresent(unit -> keep(unit, line));
        ListedUnit.job(text).ifPresent(job -> keep(job, line));
    }

    private void keep(ListedUnit.Job job, long line) {
        boolean isNew = jobs.stream().noneMatch(at -> at.job().id() == job.id());
        if (jobs.size() < MOST_JOBS && isNew) {
            jobs.add(new At(job, line));
            keep(new Units.Unit(job.unit(), "", "", "", job.type()), line);
        }
    }

    private void endDump(long line) {
        dump.flatMap(UnitDump::unit).ifPresent(unit -> keep(unit, line));
        dump.flatMap(UnitDump::job).ifPresent(job -> keep(job, line));
        dump = Optional.empty();
    }

    private void keep(Units.Unit unit, long line) {
        first = first == 0 ? line : first;
        if (units.size() < MOST || units.containsKey(unit.name())) {
            units.merge(unit.name(), unit, (known, more) -> more.with(known));
        }
    }

    private void endStatus() {
        status.filter(UnitStatus::isWhole).ifPresent(told -> {
            keep(told.unit(), statusLine);
            told.pid()
                    .filter(_ -> processes.size() < MOST)
                    .ifPresent(pid -> processes.add(new Process(pid, told.program(), statusLine)));
        });
        status = Optional.empty();
    }

    private void endProperties(long line) {
        properties.unit().ifPresent(unit -> keep(unit, line));
        properties = new UnitProperties();
    }

    @Override
    public void end(Found into) {
        endStatus();
        endProperties(1);
        endDump(1);
        if (!units.isEmpty()) {
            into.is("units of systemd");
        }
        log.units()
                .filter(unit -> !units.containsKey(unit.name())) // a list is of one moment, and tells more
                .forEach(unit -> keep(unit, log.line(unit.name())));
        log.words().forEach((unit, words) -> into.put(LastWords.TYPE, unit, words, log.line(unit)));
        if (units.isEmpty()) {
            return;
        }
        into.put(Units.TYPE, "", new Units(List.copyOf(units.values())), first);
        processes.forEach(process -> into.process(process.pid(), process.program(), process.line()));
        jobs.stream()
                .filter(at -> at.job().running())
                .findFirst()
                .ifPresent(at -> into.note(
                        at.line(),
                        "systemd is at the " + at.job().type() + " of "
                                + at.job().unit() + "; " + waiting()));
    }

    private String waiting() {
        long waiting = jobs.stream().filter(at -> !at.job().running()).count();
        return waiting + (waiting == 1 ? " job waits" : " jobs wait");
    }
}

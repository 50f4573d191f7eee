package io.nodethaw.agent;

import io.nodethaw.agent.config.Problem;
import io.nodethaw.agent.config.SettingsSource;
import io.nodethaw.agent.config.SettingsSource.Read;
import io.nodethaw.collect.Host;
import java.util.List;
import java.util.Optional;

/**
 * Reads the settings anew when somebody asks for that, beside the rounds, since the disk of their file may hang. Where anything is wrong
 * with them those from before go on, and that is told.
 */
final class Reload {
    private final LiveSettings live;
    private final SettingsSource source;
    private final LogLines log;
    private final Optional<ServiceState> service;
    private final Beside reading;

    Reload(Host host, LiveSettings live, SettingsSource source, LogLines log, Optional<ServiceState> service) {
        this.live = live;
        this.source = source;
        this.log = log;
        this.service = service;
        this.reading = new Beside(host, "reload", 1);
    }

    /** Has it done; returns at once. Any thread may ask. */
    void ask() {
        service.ifPresent(ServiceState::reloading);
        reading.give(this::read);
    }

    private void read() {
        try {
            switch (source.read()) {
                case Read.Good(var settings) -> take(settings);
                case Read.Bad(var problems) -> refuse(problems);
            }
        } finally {
            service.ifPresent(ServiceState::reloaded);
        }
    }

    private void take(Settings settings) {
        var later = live.take(settings);
        log.say(
                LogLines.Level.NOTICE,
                "event",
                "reloaded",
                "file",
                source.file().toString());
        if (!later.isEmpty()) {
            log.say(
                    LogLines.Level.WARNING,
                    "event",
                    "needs-a-start",
                    "settings",
                    String.join(", ", later),
                    "why",
                    "they are taken over when the agent is started again");
        }
    }

    private void refuse(List<Problem> problems) {
        for (var problem : problems) {
            log.say(
                    LogLines.Level.ERROR,
                    "event",
                    "reload-refused",
                    "file",
                    source.file() + (problem.line() > 0 ? ":" + problem.line() : ""),
                    "why",
                    problem.what());
        }
        var first = problems.getFirst();
        live.refuse(source.file() + (first.line() > 0 ? ":" + first.line() : "") + ": " + first.what()
                + (problems.size() > 1 ? ", and " + (problems.size() - 1) + " more" : ""));
    }
}

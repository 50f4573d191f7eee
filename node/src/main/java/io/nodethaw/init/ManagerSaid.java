package io.nodethaw.init;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;
import java.time.Duration;
import java.util.Optional;

/**
 * What systemd tells of itself, as properties of its manager (org.freedesktop.systemd1(5)); what a release does not have is absent. The
 * instance is the {@link Way}.
 *
 * @param version as its package has it: "252.39-1~deb12u1"
 * @param state property SystemState: "running", "degraded", "starting"
 * @param logLevel "info"
 * @param logTarget "journal-or-kmsg"
 * @param names how many names of units it has loaded
 * @param failed how many units have failed
 * @param jobs how many jobs are queued
 * @param watchdog within which the hardware hears of PID 1, or restarts the machine; zero where that is off
 * @param device of that watchdog; empty where the release does not tell
 * @param serial of the reply: the message counter of its connection
 * @param took from connecting to the reply
 */
public record ManagerSaid(
        String version,
        Optional<String> state,
        Optional<String> logLevel,
        Optional<String> logTarget,
        Optional<Long> names,
        Optional<Long> failed,
        Optional<Long> jobs,
        Optional<Duration> watchdog,
        Optional<String> device,
        long serial,
        Duration took) {
    public static final FactType<ManagerSaid> TYPE = new FactType<>("manager-said", ManagerSaid.class);

    public ManagerSaid {
        version = Foreign.cut(version);
        state = state.map(Foreign::cut);
        logLevel = logLevel.map(Foreign::cut);
        logTarget = logTarget.map(Foreign::cut);
        device = device.map(Foreign::cut);
    }
}

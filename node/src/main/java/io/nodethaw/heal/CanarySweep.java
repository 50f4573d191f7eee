package io.nodethaw.heal;

import io.nodethaw.collect.Asker;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Probe;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Reading;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Trial;
import io.nodethaw.remedy.TrialName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes what canaries of runs that were ended have left behind. Who calls it has the lock that keeps runs apart, and a canary of the
 * same kind has just been started and removed: what hangs is for a person to see.
 */
final class CanarySweep {
    /** No run is at work on one for so long: each ends within {@link Trial#LIMIT}. Four times that, for clocks that are set. */
    static final Duration OLD = Trial.LIMIT.multipliedBy(4);

    /** As long as a canary has for removing. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final NodeAccess access;
    private final Asker asker;

    CanarySweep(NodeAccess access) {
        this.access = access;
        this.asker = new Asker(access.host());
    }

    /** The names of what was removed. */
    private record Swept(List<String> names) {
        static final FactType<Swept> TYPE = new FactType<>("canary-sweep", Swept.class);
    }

    /** Removes what is left of this canary's earlier starts, and says in a line what it has removed, or why it could not. */
    Optional<String> sweep(Canary canary) {
        var asked = asker.start(new Probe<>(Swept.TYPE, canary.name(), limit -> remove(canary, limit)), LIMIT);
        return switch (asked.await(access.host().deadline(LIMIT)).reading()) {
            case Reading.Seen<Swept>(Swept(var names)) when names.isEmpty() -> Optional.empty();
            case Reading.Seen<Swept>(Swept(var names)) ->
                Optional.of("removed what an earlier run had left behind: " + String.join(", ", names));
            case Reading.Silent<Swept>(var waited, var _, var _) ->
                Optional.of("what earlier runs may have left of " + canary.name() + " is not removed: no answer in "
                        + waited.toSeconds() + " s");
            case Reading.Failed<Swept>(var why) ->
                Optional.of("what earlier runs may have left of " + canary.name() + " is not removed: " + why);
            case Reading.Refused<Swept> _, Reading.NotAsked<Swept> _ -> Optional.empty();
        };
    }

    private Swept remove(Canary canary, Deadline limit) throws IOException {
        var removed = new ArrayList<String>();
        for (var left : canary.left(access, limit)) {
            if (isOver(left, access.host()) && canary.remove(access, new Trial(left.name(), limit))) {
                removed.add(left.name());
            }
        }
        return new Swept(removed);
    }

    /** True for one that this program made, in a run that is over: it is old, and its process is gone or is this one. */
    static boolean isOver(Canary.Left left, Host host) {
        var maker = TrialName.maker(left.name());
        return maker.isPresent()
                && left.created().plus(OLD).isBefore(now(host))
                && (maker.getAsLong() == ProcessHandle.current().pid() || isGone(host, maker.getAsLong()));
    }

    private static Instant now(Host host) {
        return host.clock().instant();
    }

    /** Where the process table cannot be seen, nobody is gone. */
    private static boolean isGone(Host host, long pid) {
        return Files.exists(host.root().resolve("proc/self"), LinkOption.NOFOLLOW_LINKS)
                && Files.notExists(host.root().resolve("proc/" + pid), LinkOption.NOFOLLOW_LINKS);
    }
}

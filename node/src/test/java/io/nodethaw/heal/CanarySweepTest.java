package io.nodethaw.heal;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.HostFolder;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Trial;
import io.nodethaw.remedy.TrialName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanarySweepTest {
    private static final Instant NOW = HostFolder.NOW;
    private static final Instant OLD = NOW.minus(Duration.ofMinutes(3));
    private static final String ENDED = "nodethaw-canary-4711-a1b2";

    @TempDir
    private Path root;

    private final List<Canary.Left> there = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private Optional<IOException> fails = Optional.empty();

    private final class Containers implements Canary {
        @Override
        public String name() {
            return "a container";
        }

        @Override
        public Duration limit() {
            return Trial.LIMIT;
        }

        @Override
        public Optional<String> removal(String trial) {
            return Optional.of("rm " + trial);
        }

        @Override
        public List<Left> left(NodeAccess access, Deadline deadline) {
            return there;
        }

        @Override
        public boolean remove(NodeAccess access, Trial trial) throws IOException {
            if (fails.isPresent()) {
                throw fails.get();
            }
            return removed.add(trial.name());
        }

        @Override
        public String start(NodeAccess access, Trial trial) {
            return "started";
        }
    }

    @BeforeEach
    void processes() throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.createDirectories(root.resolve("proc/812"));
    }

    private Optional<String> sweep() {
        var host = new Host(root, InstantSource.fixed(NOW));
        var access = new NodeAccess(host, 0, List.of(), () -> {
            throw new IllegalStateException("no reader child in this test");
        });
        return new CanarySweep(access).sweep(new Containers());
    }

    private void left(String name, Instant created) {
        there.add(new Canary.Left(name, created));
    }

    @Test
    void whatARunThatWasEndedHasLeftIsRemoved() {
        left(ENDED, OLD);
        assertThat(sweep()).contains("removed what an earlier run had left behind: " + ENDED);
        assertThat(removed).containsExactly(ENDED);
    }

    @Test
    void whatIsLeftOfAnEarlierTrialOfThisProcessIsRemoved() {
        var ours = TrialName.make();
        left(ours, OLD);
        sweep();
        assertThat(removed).containsExactly(ours);
    }

    @Test
    void whatARunMayStillBeAtWorkOnStays() {
        left(ENDED, NOW.minus(Duration.ofSeconds(100)));
        left("nodethaw-canary-812-a1b2", OLD);
        assertThat(sweep()).isEmpty();
        assertThat(removed).isEmpty();
    }

    @Test
    void nothingElseIsTouched() {
        for (var name : List.of(
                "web",
                "nodethaw-canary",
                "nodethaw-canary-a1b2",
                "nodethaw-canary-4711-a1b2-web",
                "my-nodethaw-canary-4711-a1b2",
                "nodethaw-canary-4711-A1B2")) {
            left(name, OLD);
        }
        assertThat(sweep()).isEmpty();
        assertThat(removed).isEmpty();
    }

    @Test
    void whereNoProcessIsSeenNobodyIsGone() throws IOException {
        Files.delete(root.resolve("proc/self"));
        left(ENDED, OLD);
        sweep();
        assertThat(removed).isEmpty();
    }

    @Test
    void whatCannotBeRemovedIsSaid() {
        left(ENDED, OLD);
        fails = Optional.of(new IOException("500"));
        assertThat(sweep()).contains("what earlier runs may have left of a container is not removed: 500");
    }
}

package io.nodethaw.agent.cure;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.file.OwnSocket;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealServiceTest {
    private static final String DEAF = "systemd.deaf-on-bus";
    private static final Policy POLICY = new Policy(
            Set.of(DEAF),
            Set.of(),
            Duration.ofSeconds(10),
            2,
            List.of(),
            "nodethaw.io/no-cure",
            Policy.Slots.USUAL,
            Optional.empty());

    @TempDir
    private Path folder;

    private final List<String> healed = Collections.synchronizedList(new ArrayList<>());
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private ServerSocketChannel server;
    private Thread serving;

    @BeforeEach
    void serves() throws IOException {
        server = OwnSocket.listen(socket());
        var service = new HealService(
                new Host(Path.of("/none"), () -> Instant.EPOCH),
                POLICY,
                code -> {
                    healed.add(code);
                    return new Outcome(Outcome.Ending.HEALED, "it is \"well\"", "systemd.reexecute");
                },
                one -> told.add(one.reason() + " " + one.code()));
        serving = Thread.ofPlatform().start(() -> {
            try {
                service.serve(server);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @AfterEach
    void ends() throws IOException, InterruptedException {
        server.close();
        serving.join();
    }

    private Path socket() {
        return folder.resolve("healer");
    }

    @Test
    void whatThePolicyNamesIsHealedAndTheOutcomeComesBackWhole() {
        assertThat(new HealSocket(socket()).heal(DEAF))
                .isEqualTo(new Outcome(Outcome.Ending.HEALED, "it is \"well\"", "systemd.reexecute"));
        assertThat(healed).containsExactly(DEAF);
        assertThat(told).containsExactly("CureBegun " + DEAF, "Cured " + DEAF);
    }

    @Test
    void whatThePolicyDoesNotNameIsNotTouchedWhoeverAsks() {
        assertThat(new HealSocket(socket()).heal("shim.stopped"))
                .isEqualTo(new Outcome(Outcome.Ending.REFUSED, "the policy does not name shim.stopped", ""));
        assertThat(healed).isEmpty();
    }

    @Test
    void whoAsksNothingOrGoesKeepsNobodyFromBeingHealed() throws IOException {
        ChannelConnection.unix(socket())
                .open(Deadline.in(Duration.ofSeconds(5)))
                .close();
        assertThat(new HealSocket(socket()).heal(DEAF).ending()).isEqualTo(Outcome.Ending.HEALED);
    }

    @Test
    void whereNobodyListensTheCureIsBroken() {
        var outcome = new HealSocket(folder.resolve("nobody")).heal(DEAF);
        assertThat(outcome.ending()).isEqualTo(Outcome.Ending.BROKEN);
        assertThat(outcome.what())
                .contains("does not answer", folder.resolve("nobody").toString());
    }
}

package io.nodethaw.format.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.CollectedCommand;
import io.nodethaw.evidence.Reading;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitedCommandsTest {
    private static final String WHO = "timeout in a shell";

    private static Map<String, Reading<CollectedCommand>> read(String text) throws IOException {
        return Texts.read(text, new LimitedCommands()).evidence().readings(CollectedCommand.TYPE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            root@n7:~# timeout 10 docker ps; echo rc=$?\\nrc=124\\n                        ! docker ps      ! 10000
            [root@n7 ~]# timeout 30s crictl ps >/dev/null 2>&1; echo $?\\n124\\n           ! crictl ps      ! 30000
            $ sudo timeout 1m docker version --format x\\n$ echo "exit: $?"\\nexit: 124\\n ! docker version --format x ! 60000
            # timeout -s KILL 20 crictl pods; echo $?\\nKilled\\n137\\n                      ! crictl pods     ! 20000
            # timeout --signal=9 20 /usr/bin/docker info\\n-bash: line 7: 991 Killed  x\\n   ! docker info     ! 20000
            # timeout -k 5 0.5 ctr -n k8s.io task ls || echo "late $?"\\nlate 137\\n         ! ctr -n k8s.io task ls ! 500
            # (timeout 5 sudo docker ps -a; echo rc=$?)\\nCONTAINER ID\\nrc=124\\n           ! docker ps -a    ! 5000
            """)
    void commandThatRanIntoItsLimitHadNoAnswer(String text, String command, long millis) throws IOException {
        assertThat(read(text.replace("\\n", "\n")))
                .containsExactly(Map.entry(command, new Reading.Silent<>(Duration.ofMillis(millis), WHO)));
    }

    @Test
    void anyOtherCodeIsAnAnswer() throws IOException {
        assertThat(read("# timeout 10 docker ps; echo rc=$?\nCONTAINER ID   IMAGE\nrc=0\n")
                        .get("docker ps"))
                .isInstanceOf(Reading.Seen.class);
        assertThat(read("# timeout 10 docker inspect x; echo rc=$?\nError: No such object: x\nrc=1\n"))
                .containsExactly(Map.entry("docker inspect x", new Reading.Failed<>("it ended with code 1")));
        assertThat(read("# timeout 10 docker ps; echo $?\n137\n"))
                .containsExactly(Map.entry("docker ps", new Reading.Failed<>("it ended with code 137")));
        assertThat(read("# timeout -p 10 docker ps; echo $?\n124\n").get("docker ps"))
                .isInstanceOf(Reading.Failed.class);
    }

    @Test
    void theNewestCounts() throws IOException {
        assertThat(read("# timeout 9 docker ps; echo $?\n124\n# timeout 9 docker ps; echo $?\n0\n")
                        .get("docker ps"))
                .isInstanceOf(Reading.Seen.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# timeout 10 docker ps; echo rc=$?\n",
                "# timeout 10 docker ps\nrc=124\n",
                "# timeout 10 docker ps | wc -l; echo rc=$?\nrc=124\n",
                "# timeout 10 docker ps; echo rc=$?\nrc=127\n",
                "# docker ps; echo rc=$?\nrc=124\n",
                "for c in ps info; do timeout 5 docker $c; echo \"$c $?\"; done\nps 124\n",
                "# timeout 10 docker ps && echo rc=$?\n124\n",
                "the timeout 10 minutes later was 124\n",
                "--timeout 10 docker ps; echo rc=$?\nrc=124\n"
            })
    void nothingIsToldWithoutTheCode(String text) throws IOException {
        assertThat(Texts.recognises(text, new LimitedCommands())).isFalse();
    }
}

package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.bus.AskingTime;
import io.nodethaw.bus.ObjectTrees;
import io.nodethaw.bus.StartingServices;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectTreeReportTest {
    private static String text(ObjectTrees trees) {
        return new ObjectTreeReport(trees, Duration.ofSeconds(1), "nodethaw").print(OutputFormat.TEXT, Ink.PLAIN);
    }

    @Test
    void nameThatIsBeingStartedIsNotCalledNotStarted() {
        var never = new StartingServices.Service("lab.never", "lab-never.service", Optional.of(Duration.ofSeconds(41)));
        var trees = new ObjectTrees(
                List.of(), List.of("lab.never", "x.Y"), List.of(never), List.of(), Optional.empty(), Optional.empty());
        assertThat(text(trees))
                .contains(
                        "\n  starting     lab.never: lab-never.service is being started, for 41 s; a call to it waits for that\n")
                .contains("\n  not started  x.Y: nobody owns it");
    }

    @Test
    void nothingIsCalledNotStartedWhereAllIsBeingStarted() {
        var never = new StartingServices.Service("lab.never", "lab-never.service", Optional.empty());
        var trees = new ObjectTrees(
                List.of(), List.of("lab.never"), List.of(never), List.of(), Optional.empty(), Optional.empty());
        assertThat(text(trees))
                .contains("lab-never.service is being started; a call")
                .doesNotContain("not started");
    }

    private static String took(AskingTime time) {
        return text(
                new ObjectTrees(List.of(), List.of("x.Y"), List.of(), List.of(), Optional.of(time), Optional.empty()));
    }

    @Test
    void timeOfItsOwnIsTold() {
        var time = new AskingTime(Duration.ofMillis(1212), Optional.of(Duration.ofMillis(9)));
        assertThat(took(time)).endsWith("\n  took         1212 ms in all\n");
    }

    @Test
    void lackOfProcessorTimeIsTold() {
        var time = new AskingTime(Duration.ofMillis(1512), Optional.of(Duration.ofMillis(300)));
        assertThat(took(time))
                .contains("1512 ms in all, up to 300 ms of them queued for a processor: this machine is busy");
    }

    @Test
    void kernelThatDoesNotTellIsNoBusyMachine() {
        assertThat(took(new AskingTime(Duration.ofMillis(1512), Optional.empty())))
                .endsWith("1512 ms in all\n");
    }
}

package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Explanation;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesOfFindingsTest {
    private static final Explanation STOPPED = new Explanation(
            "systemd.stopped",
            "It is stopped. It does nothing.",
            List.of("look", "look again"),
            "go on",
            List.of("man 7 signal"));
    private static final Explanation FROZEN =
            new Explanation("dbus.frozen", "It is frozen.", List.of("look"), "thaw", List.of());

    @Test
    void thePageIsSortedAndWhole() {
        assertThat(FindingsPage.of(List.of(STOPPED, FROZEN)))
                .startsWith("# Findings\n")
                .endsWith("""

                ## dbus.frozen

                It is frozen.

                **Confirm by hand**

                1. look

                **What to do:** thaw

                ## systemd.stopped

                It is stopped. It does nothing.

                **Confirm by hand**

                1. look
                2. look again

                **What to do:** go on

                **References**

                - man 7 signal
                """);
    }

    @Test
    void onePageIsToldInFull() {
        var report = new ExplanationReport(List.of(STOPPED), "nodethaw test");
        assertThat(report.print(OutputFormat.TEXT, Ink.PLAIN)).isEqualTo("""
                systemd.stopped

                  It is stopped. It does nothing.

                  confirm by hand
                    look
                    look again

                  cure
                    go on

                  references
                    man 7 signal
                """);
        assertThat(report.list(Ink.PLAIN)).isEqualTo("systemd.stopped  It is stopped.\n");
    }
}

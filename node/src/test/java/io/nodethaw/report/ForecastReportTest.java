package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Forecast;
import io.nodethaw.analysis.Outlook;
import io.nodethaw.analysis.Stock;
import io.nodethaw.analysis.Trend;
import io.nodethaw.evidence.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastReportTest {
    private static final Stock.Meaning MEANING =
            new Stock.Meaning("kernel.tasks", "nothing starts", "end what has most");
    private static final Duration SEEN = Duration.ofSeconds(10);

    private static Outlook outlook(String label, long used, long limit, Optional<Trend> trend) {
        var stock = Stock.of(MEANING, label, used, limit, new Key("node-tasks", ""));
        return new Outlook(stock, SampleReports.AT, SEEN, trend);
    }

    private static String print(OutputFormat format, Outlook... outlooks) {
        var forecast = new Forecast(
                SampleReports.AT, SEEN, 13, List.of(outlooks), List.of(new BlindSpot("units", "not permitted", false)));
        return new ForecastReport(forecast, "nodethaw 0.0").print(format, Ink.PLAIN);
    }

    @Test
    void whatEndsIsToldWholeAndTheRestInALineEach() {
        assertThat(print(
                        OutputFormat.TEXT,
                        outlook("kernel.pid_max", 400, 1000, Optional.of(new Trend(2, 1.5, 2.5))),
                        outlook("files", 950, 1000, Optional.empty()),
                        outlook("slow", 10, 100_000_000, Optional.of(new Trend(2, 1.5, 2.5))),
                        outlook("quiet", 3, 1000, Optional.empty())))
                .isEqualTo("""
                        SCARCE  2 of 4 things; 13 readings in 10 s, to 2026-03-04 05:06:07 UTC

                          what       kernel.pid_max, ends in 5 min
                          used       400 of 1000 (40 %), 2.00 more a second
                          ends       2026-03-04 05:11:07 UTC, hardly before 05:10:07 or after 05:12:47
                          then       nothing starts
                          do         end what has most

                          what       files
                          used       950 of 1000 (95 %)
                          then       nothing starts
                          do         end what has most

                          slow   10 of 100000000 (0 %), 2.00 more a second, not within 27 h
                          quiet  3 of 1000 (0 %)

                          not seen   units (not permitted)
                        """);
    }

    @Test
    void nothingThatEndsIsEnough() {
        assertThat(print(OutputFormat.TEXT, outlook("quiet", 3, 1000, Optional.empty())))
                .startsWith("ENOUGH  of all 1 things that were read, and 1 not seen; ");
        assertThat(print(OutputFormat.TEXT)).startsWith("UNCLEAR  nothing could be read; ");
    }

    @Test
    void roomIsToldInUnitsOfMemory() {
        var stock = Stock.of(MEANING, "room", 3L << 30, 8L << 30, new Key("file-system-room", "1/run"))
                .in(Stock.Unit.BYTES)
                .mostly("somebody\u001b[2J");
        var text = print(
                OutputFormat.TEXT,
                new Outlook(stock, SampleReports.AT, SEEN, Optional.of(new Trend(5 << 20, 5 << 20, 5 << 20))));
        assertThat(text).contains("3.0 GiB of 8.0 GiB (37 %), 5.0 MiB more a second", "ends in 17 min");
        assertThat(text).contains("somebody\\u001b[2J");
    }

    @Test
    void certificateHasItsDateInItsLineAndAPageWhenThatIsNear() {
        var early = given("far", Duration.ofDays(100));
        assertThat(print(OutputFormat.TEXT, early))
                .startsWith("ENOUGH  of all 1 things that were read, and 1 not seen; ")
                .contains("  far  265 days of 365 days (72 %), ends 2026-06-12 05:06:07 UTC\n");
        var late = given("near", Duration.ofDays(3));
        assertThat(print(OutputFormat.TEXT, late))
                .contains("what       near, ends in 3 days\n", "ends       2026-03-07 05:06:07 UTC\n");
        assertThat(print(OutputFormat.TEXT, given("over", Duration.ofDays(-3)))).contains("over, ended 3 days ago");
        assertThat(new OutlookWords(late).warning())
                .isEqualTo("near: ends in 3 days, at 2026-03-07 05:06:07 UTC; then nothing starts");
        assertThat(print(OutputFormat.JSON, late))
                .contains("\"unit\": \"seconds\"", "\"ends\": \"2026-03-07T05:06:07Z\"", "\"near\": true");
    }

    private static Outlook given(String label, Duration left) {
        var until = SampleReports.AT.plus(left);
        var stock = Stock.time(
                MEANING,
                label,
                until.minus(Duration.ofDays(365)),
                until,
                SampleReports.AT,
                new Key("kubelet-access", ""));
        return new Outlook(stock, SampleReports.AT, SEEN, Optional.empty());
    }

    private static Outlook watched(String label, Duration seen, Optional<Trend> trend) {
        var stock = Stock.of(MEANING, label, 400, 1000, new Key("node-tasks", ""));
        return new Outlook(stock, SampleReports.AT, seen, trend);
    }

    @Test
    void whereRatesComeFromIsTold() {
        var rises = Optional.of(new Trend(0.001, 0.0009, 0.0011));
        var text = print(
                OutputFormat.TEXT,
                watched("slow", Duration.ofHours(3), rises),
                outlook("fast", 400, 1000, Optional.of(new Trend(2, 1.5, 2.5))),
                watched("quiet", Duration.ofHours(4), Optional.empty()));
        assertThat(text)
                .startsWith("SCARCE  2 of 3 things; 13 readings in 10 s and the agent's since 01:06,"
                        + " to 2026-03-04 05:06:07 UTC\n")
                .contains(
                        "used       400 of 1000 (40 %), 0.00100 more a second since 02:06\n",
                        "used       400 of 1000 (40 %), 2.00 more a second\n");
        assertThat(print(OutputFormat.TEXT, watched("slow", Duration.ofHours(6), rises)))
                .contains(" and the agent's since 2026-03-03 23:06, to 2026-03-04 ");
        assertThat(print(OutputFormat.JSON, watched("slow", Duration.ofHours(3), rises)))
                .contains("\"secondsSeen\": 10,", "\"agentSince\": \"2026-03-04T02:06:07Z\"", "\"secondsSeen\": 10800");
    }

    @Test
    void programsGetEveryNumber() {
        assertThat(print(OutputFormat.JSON, outlook("tasks", 400, 1000, Optional.of(new Trend(2, 1.5, 2.5)))))
                .contains(
                        "\"kind\": \"forecast\"",
                        "\"secondsSeen\": 10",
                        "\"perSecond\": 2.00000",
                        "\"ends\": \"2026-03-04T05:11:07Z\"",
                        "\"endsEarliest\": \"2026-03-04T05:10:07Z\"",
                        "\"near\": true")
                .doesNotContain("agentSince");
    }
}

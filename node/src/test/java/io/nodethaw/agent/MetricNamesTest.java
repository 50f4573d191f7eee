package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.nodethaw.Golden;
import io.nodethaw.agent.metrics.Exposition;
import io.nodethaw.agent.metrics.OpenMetricsText;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard ask for nothing that the agent does not tell: such a query is empty for ever, and nobody notices. */
class MetricNamesTest {
    private static final Pattern NAME = Pattern.compile("nodethaw_[a-z_]+");

    /** All that the agent tells of a node which is sick and runs out of something. */
    private static TreeSet<String> told() {
        var time = new TestHost();
        var gauges = new Gauges(time.host(), "0.1.0", new LiveSettings(Settings.USUAL));
        var condition = new Published("NodeStalled", Status.TRUE, "X", "x.y", "", Verdicts.AT);
        gauges.changed(condition, condition, new Rounds.Ending.Late(Duration.ZERO));
        for (int second = 0; second < 3000; second += 10) {
            gauges.round(new Rounds.Ending.Looked(GaugesTest.sick(second), Duration.ofMillis(80)), List.of(condition));
        }
        var names = names(gauges);
        var waiting = Verdicts.waiting(new Vertex.Ourselves());
        gauges.round(new Rounds.Ending.Looked(waiting, Duration.ofMillis(80)), List.of(condition));
        names.addAll(names(gauges));
        return names;
    }

    private static TreeSet<String> names(Gauges gauges) {
        var names = new TreeSet<String>();
        OpenMetricsText.read(gauges.text(Exposition.Format.OPEN_METRICS))
                .keySet()
                .forEach(sample -> names.add(sample.replaceFirst("\\{.*", "")));
        return names;
    }

    @Test
    void eachMetricThatIsAskedForIsTold() throws IOException {
        var files = Golden.repository("deploy/helm/nodethaw/files");
        var alerts = Files.readString(files.resolve("alerts.yaml"));
        var dashboard = Files.readString(files.resolve("dashboard.json"));
        assertThat(JsonParser.parseString(dashboard).getAsJsonObject().getAsJsonArray("panels"))
                .isNotEmpty();
        var asked = new TreeSet<String>();
        for (var text : List.of(alerts, dashboard)) {
            NAME.matcher(text).results().forEach(found -> asked.add(found.group()));
        }
        assertThat(told()).containsAll(asked);
        assertThat(asked).hasSizeGreaterThan(10);
    }
}

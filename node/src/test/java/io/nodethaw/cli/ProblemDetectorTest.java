package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.nodethaw.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration that we give to node-problem-detector (its pkg/custompluginmonitor/types). */
class ProblemDetectorTest {
    @ParameterizedTest
    @ValueSource(strings = {"Stalled", "Failing"})
    void itsRuleIsACommandOfOurs(String kind) throws IOException {
        var file =
                Golden.repository("deploy/node-problem-detector/nodethaw-" + kind.toLowerCase(Locale.ROOT) + ".json");
        var all = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertThat(all.get("plugin").getAsString()).isEqualTo("custom");
        assertThat(all.getAsJsonObject("pluginConfig").get("max_output_length").getAsInt())
                .isEqualTo(80);
        var condition = all.getAsJsonArray("conditions").get(0).getAsJsonObject();
        assertThat(condition.get("type").getAsString()).isEqualTo("Node" + kind);
        assertThat(condition.get("reason").getAsString()).isEqualTo("Not" + kind);
        var rule = all.getAsJsonArray("rules").get(0).getAsJsonObject();
        assertThat(rule.get("condition").getAsString()).isEqualTo("Node" + kind);
        assertThat(rule.get("path").getAsString()).isEqualTo("/usr/bin/nodethaw");
        var args = new ArrayList<String>();
        rule.getAsJsonArray("args").forEach(arg -> args.add(arg.getAsString()));
        assertThat(new FakeConsole().run(args.toArray(String[]::new))).isEqualTo(2); // no agent is there
        assertThat(args).contains("Node" + kind);
    }

    @Test
    void whatIsNoConditionIsWrongUsage() {
        assertThat(new FakeConsole().run("status", "--condition", "Ready")).isEqualTo(64);
    }
}

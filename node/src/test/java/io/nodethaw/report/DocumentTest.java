package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.nodethaw.Golden;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The page about JSON names all its members. */
class DocumentTest {
    @Test
    void everyMemberAndKindIsInThePage() throws IOException {
        var page = Files.readString(Golden.repository("docs/evidence.md"));
        var names = new TreeSet<String>();
        SampleReports.all()
                .values()
                .forEach(report -> gather(JsonParser.parseString(report.print(OutputFormat.JSON, Ink.PLAIN)), names));
        for (var name : names) {
            assertThat(page).contains("`" + name + "`");
        }
        for (var kind : Wait.values()) {
            assertThat(page).contains("`" + kind.word() + "`");
        }
        for (var strength : Strength.values()) {
            assertThat(page).contains("`" + strength.word() + "`");
        }
    }

    static void gather(JsonElement json, Set<String> names) {
        if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(item -> gather(item, names));
        } else if (json.isJsonObject()) {
            json.getAsJsonObject().entrySet().forEach(entry -> {
                names.add(entry.getKey());
                gather(entry.getValue(), names);
            });
        }
    }
}

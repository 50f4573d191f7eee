package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.nodethaw.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** docs/report.schema.json says of every verdict what is in it: no more, and no less. */
class SchemaTest {
    private final Schema strict = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(new ReportSchema(false).schema().toString(), InputFormat.JSON);

    @Test
    void thePublishedSchemaIsGenerated() {
        var text = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(new ReportSchema(true).schema());
        Golden.check(Golden.repository("docs/report.schema.json"), text + "\n");
    }

    @Test
    void everyReportIsAsTheSchemaSays() throws IOException {
        for (var report : reports()) {
            assertThat(strict.validate(report, InputFormat.JSON)).as(report).isEmpty();
        }
    }

    @Test
    void everyMemberOfTheSchemaIsInSomeReport() throws IOException {
        var seen = new TreeSet<String>();
        for (var report : reports()) {
            DocumentTest.gather(JsonParser.parseString(report), seen);
        }
        var declared = new TreeSet<String>();
        declared(new ReportSchema(true).schema(), declared);
        declared.removeAll(List.of("source", "file", "line")); // only of files that somebody brought
        assertThat(seen).containsAll(declared);
    }

    @Test
    void aReportThatIsWrongIsRefused() {
        var right = SampleReports.deaf().print(OutputFormat.JSON, Ink.PLAIN);
        assertThat(refused(right.replace("\"state\": \"stalled\"", "\"state\": \"wedged\"")))
                .isTrue();
        assertThat(refused(right.replace("\"exit\": 1,", ""))).isTrue();
        assertThat(refused(right.replace("\"pastLimit\": true", "\"pastLimit\": \"yes\"")))
                .isTrue();
        assertThat(refused(right.replace("\"headline\"", "\"more\": 1, \"headline\"")))
                .isTrue();
    }

    private boolean refused(String report) {
        return !strict.validate(report, InputFormat.JSON).isEmpty();
    }

    /** What was recorded, in the form in which its test expects it, and the samples. */
    private static List<String> reports() throws IOException {
        var reports = new ArrayList<String>();
        SampleReports.all().values().forEach(report -> reports.add(report.print(OutputFormat.JSON, Ink.PLAIN)));
        try (var files = Files.walk(Golden.repository("corpus"))) {
            for (var file : files.filter(path -> path.endsWith("expected.json")).toList()) {
                reports.add(Files.readString(file));
            }
        }
        return reports;
    }

    private static void declared(JsonElement schema, TreeSet<String> names) {
        if (schema instanceof JsonObject object) {
            for (var entry : object.entrySet()) {
                if (entry.getKey().equals("properties")) {
                    names.addAll(entry.getValue().getAsJsonObject().keySet());
                }
                declared(entry.getValue(), names);
            }
        }
    }
}

package io.nodethaw.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Hit;
import io.nodethaw.analysis.Stock;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The JSON Schema of verdicts (2020-12). Words come from the enums and members of plain records from the records; SchemaTest holds
 * the rest against every report.
 */
final class ReportSchema {
    private static final List<String> FINDINGS = List.of("stuck", "failing", "slow", "warning", "clear");
    private static final Set<String> MAY_BE_UNKNOWN = Set.of("namespace", "pod", "container");

    private final boolean open;

    /** @param open true to allow members that later versions may add */
    ReportSchema(boolean open) {
        this.open = open;
    }

    JsonObject schema() {
        var verdict = object();
        required(verdict, "schemaVersion", constant(Trees.SCHEMA_VERSION));
        required(verdict, "tool", text("name and version of the program that wrote this"));
        required(verdict, "kind", constant("verdict"));
        optional(verdict, "source", text("the files that were judged; absent for the node itself"));
        optional(verdict, "node", text("host name, where the evidence tells it"));
        optional(verdict, "at", time("when the look began; absent of loose files, which do not tell"));
        optional(verdict, "since", time("the oldest wait began then or before"));
        required(verdict, "state", words(Verdict.State.values()));
        var exits = Arrays.stream(Verdict.State.values())
                .map(Verdict.State::exitCode)
                .distinct()
                .sorted()
                .toList();
        required(verdict, "exit", numbers(exits));
        required(
                verdict,
                "headline",
                text("the first line, without the state, of any length: the text shows it cut to 80 bytes"));
        required(verdict, "answered", items(type("string")));
        required(verdict, "effect", reference("effect"));
        required(verdict, "hit", items(reference("hit")));
        optional(verdict, "do", reference("do"));
        optional(verdict, "said", items(reference("said")));
        optional(verdict, "warnings", items(reference("warning")));
        optional(verdict, "left", items(reference("left")));
        optional(verdict, "work", items(reference("work")));
        required(verdict, "roots", items(reference("root")));
        required(verdict, "victims", items(reference("victim")));
        required(verdict, "chain", items(reference("edge")));
        required(verdict, "findings", items(reference("finding")));
        required(verdict, "causes", items(reference("cause")));
        required(verdict, "ruledOut", items(reference("finding")));
        required(verdict, "notSeen", items(reference("blindSpot")));
        optional(verdict, "cure", text("what to do about the deepest root, in words"));
        required(verdict, "notes", items(type("string")));
        var schema = new JsonObject();
        schema.addProperty("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.addProperty("title", "A verdict of nodethaw diagnose or analyze, with -o json");
        verdict.entrySet().forEach(entry -> schema.add(entry.getKey(), entry.getValue()));
        schema.add("$defs", definitions());
        return schema;
    }

    private JsonObject definitions() {
        var all = new JsonObject();
        all.add("effect", effect());
        all.add("hit", ofRecord(Hit.class));
        all.add("do", step());
        all.add("said", said());
        all.add("warning", warning());
        all.add("left", left());
        all.add("work", work());
        all.add("blindSpot", ofRecord(BlindSpot.class));
        all.add("root", root());
        all.add("victim", victim());
        all.add("edge", edge());
        all.add("finding", finding());
        all.add("cause", cause());
        all.add("proof", proof());
        all.add("reading", reading());
        all.add("vertex", vertex());
        return all;
    }

    private JsonObject effect() {
        var effect = object();
        required(effect, "fails", items(type("string")));
        required(effect, "goesOn", items(type("string")));
        return effect;
    }

    private JsonObject said() {
        var said = object();
        required(said, "unit", type("string"));
        required(said, "secondsAgo", type("number"));
        required(said, "text", text("anything that it chose to say"));
        return said;
    }

    private JsonObject warning() {
        var warning = object();
        required(warning, "code", text("stable name of what is near its end"));
        required(warning, "what", text("what a person calls it"));
        required(warning, "unit", words(Stock.Unit.values()));
        required(warning, "used", type("integer"));
        required(warning, "limit", type("integer"));
        required(warning, "percent", type("integer"));
        required(warning, "near", type("boolean"));
        for (var rate : List.of("perSecond", "perSecondLeast", "perSecondMost", "perSecondOnAverage")) {
            optional(warning, rate, type("number"));
        }
        for (var end : List.of("ends", "endsEarliest", "endsLatest")) {
            optional(warning, end, time("when nothing will be left"));
        }
        optional(warning, "most", text("what uses most of it"));
        required(warning, "then", text("what happens when nothing is left"));
        required(warning, "do", text("what to do before that"));
        return warning;
    }

    private JsonObject left() {
        var left = object();
        required(left, "code", text("stable name of its kind"));
        required(left, "what", text("what a person calls it"));
        required(left, "title", text("what is wrong with it"));
        required(left, "do", reference("do"));
        required(left, "proofs", items(reference("proof")));
        return left;
    }

    private JsonObject work() {
        var work = object();
        required(work, "vertex", reference("vertex"));
        required(work, "what", text("what it is at work on"));
        optional(work, "on", reference("hit"));
        optional(work, "waitsFor", text("what it waits for meanwhile"));
        optional(work, "atLeastSeconds", type("number"));
        required(work, "proofs", items(reference("reading")));
        return work;
    }

    private JsonObject step() {
        var step = object();
        required(step, "command", type("string"));
        required(step, "what", type("string"));
        return step;
    }

    private JsonObject root() {
        var root = object();
        required(root, "name", type("string"));
        optional(root, "pid", type("integer"));
        optional(root, "goroutine", type("integer"));
        required(root, "hop", text("empty outside the chain"));
        optional(root, "code", text("of the finding: HOP.what-it-is, stable for ever"));
        optional(root, "confidence", words(Confidence.values()));
        required(root, "title", type("string"));
        required(root, "explained", type("boolean"));
        required(root, "vertex", reference("vertex"));
        required(root, "cycle", items(reference("vertex")));
        required(root, "victims", items(type("string")));
        return root;
    }

    private JsonObject victim() {
        var victim = object();
        required(victim, "vertex", reference("vertex"));
        required(victim, "why", type("string"));
        optional(victim, "atLeastSeconds", type("number"));
        required(victim, "pastLimit", type("boolean"));
        required(victim, "proofs", items(reference("reading")));
        return victim;
    }

    private JsonObject edge() {
        var edge = object();
        required(edge, "from", reference("vertex"));
        required(edge, "to", reference("vertex"));
        required(edge, "strength", texts(Arrays.stream(Strength.values()).map(Strength::word)));
        required(edge, "kind", texts(Arrays.stream(Wait.values()).map(Wait::word)));
        optional(edge, "task", type("integer"));
        optional(edge, "fd", type("integer"));
        optional(edge, "peerFd", type("integer"));
        optional(edge, "peerPid", type("integer"));
        required(edge, "text", type("string"));
        optional(edge, "atLeastSeconds", type("number"));
        required(edge, "proofs", items(reference("reading")));
        return edge;
    }

    private JsonObject finding() {
        var finding = object();
        required(finding, "code", type("string"));
        required(finding, "kind", texts(FINDINGS.stream()));
        required(finding, "about", reference("vertex"));
        optional(finding, "confidence", words(Confidence.values()));
        required(finding, "title", type("string"));
        required(finding, "proofs", items(reference("proof")));
        return finding;
    }

    private JsonObject cause() {
        var cause = object();
        required(cause, "code", text("of the finding that it explains"));
        required(cause, "text", type("string"));
        required(cause, "confidence", words(Confidence.values()));
        required(cause, "proofs", items(reference("proof")));
        return cause;
    }

    private JsonObject proof() {
        var proof = object();
        required(proof, "text", type("string"));
        required(proof, "readings", items(reference("reading")));
        return proof;
    }

    private JsonObject reading() {
        var reading = object();
        required(reading, "fact", type("string"));
        required(reading, "instance", type("string"));
        optional(reading, "file", type("string"));
        optional(reading, "line", type("integer"));
        return reading;
    }

    private JsonObject vertex() {
        var kinds = Stream.concat(
                Stream.of("nodethaw", "process", "goroutine", "bus-name", "remote"),
                Arrays.stream(Vertex.ResourceKind.values())
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT)));
        var vertex = object();
        required(vertex, "type", texts(kinds));
        required(vertex, "name", type("string"));
        optional(vertex, "pid", type("integer"));
        optional(vertex, "startTicks", type("integer"));
        optional(vertex, "goroutine", type("integer"));
        optional(vertex, "id", type("string"));
        optional(vertex, "hop", type("string"));
        optional(vertex, "detail", type("string"));
        return vertex;
    }

    /** The members of a record of texts and truth values, which JSON has by the same names. */
    private JsonObject ofRecord(Class<? extends Record> type) {
        var object = object();
        for (RecordComponent part : type.getRecordComponents()) {
            var kind = type(part.getType() == boolean.class ? "boolean" : "string");
            if (MAY_BE_UNKNOWN.contains(part.getName())) {
                optional(object, part.getName(), kind);
            } else {
                required(object, part.getName(), kind);
            }
        }
        return object;
    }

    private JsonObject object() {
        var object = type("object");
        object.add("properties", new JsonObject());
        object.add("required", new JsonArray());
        if (!open) {
            object.addProperty("additionalProperties", false);
        }
        return object;
    }

    private static void required(JsonObject object, String name, JsonElement member) {
        optional(object, name, member);
        object.getAsJsonArray("required").add(name);
    }

    private static void optional(JsonObject object, String name, JsonElement member) {
        object.getAsJsonObject("properties").add(name, member);
    }

    private static JsonObject type(String type) {
        var schema = new JsonObject();
        schema.addProperty("type", type);
        return schema;
    }

    private static JsonObject text(String description) {
        var schema = type("string");
        schema.addProperty("description", description);
        return schema;
    }

    private static JsonObject time(String description) {
        var schema = text(description);
        schema.addProperty("format", "date-time");
        return schema;
    }

    private static JsonObject items(JsonObject item) {
        var schema = type("array");
        schema.add("items", item);
        return schema;
    }

    private static JsonObject reference(String definition) {
        var schema = new JsonObject();
        schema.addProperty("$ref", "#/$defs/" + definition);
        return schema;
    }

    private static JsonObject constant(Object value) {
        var schema = new JsonObject();
        if (value instanceof Number number) {
            schema.addProperty("const", number);
        } else {
            schema.addProperty("const", value.toString());
        }
        return schema;
    }

    private static JsonObject words(Enum<?>[] values) {
        return texts(Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)));
    }

    private static JsonObject texts(Stream<String> values) {
        var all = new JsonArray();
        values.forEach(all::add);
        var schema = new JsonObject();
        schema.add("enum", all);
        return schema;
    }

    private static JsonObject numbers(List<Integer> values) {
        var all = new JsonArray();
        new ArrayList<>(values).forEach(all::add);
        var schema = new JsonObject();
        schema.add("enum", all);
        return schema;
    }
}

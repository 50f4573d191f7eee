package io.nodethaw.format.cluster;

import io.nodethaw.format.Line;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A node, a pod or an event of a cluster, as far as it says what kubelet or a runtime said. */
record ClusterObject(List<ObjectLines.Member> members) {
    private static final String CONDITIONS = "status.conditions.";

    private static final double DAY = 86_400;
    private static final int DAYS = 31;

    /** What its lines say in the words of a log. */
    record Told(Line line, String node) {}

    String value(String path) {
        return members.stream()
                .filter(member -> member.path().equals(path))
                .map(ObjectLines.Member::value)
                .findFirst()
                .orElse("");
    }

    String kind() {
        return value("kind");
    }

    /** The numbers of the lines of messages, which are read as what somebody said. */
    Set<Long> messageLines() {
        return members.stream()
                .filter(ObjectLines.Member::isSaid)
                .flatMap(member ->
                        LongStream.rangeClosed(member.line(), member.last()).boxed())
                .collect(Collectors.toSet());
    }

    /** What was said, with the node that it is about. */
    List<Told> told() {
        return switch (kind()) {
            case "Event" -> event().stream().toList();
            case "Node" ->
                conditions()
                        .filter(condition -> condition.getOrDefault("type", "").equals("Ready")
                                && condition.getOrDefault("status", "").equals("False"))
                        .map(condition -> told(
                                condition.getOrDefault("message", ""),
                                "kubelet",
                                condition.getOrDefault("lastHeartbeatTime", ""),
                                value("metadata.name"),
                                line(CONDITIONS + "message")))
                        .toList();
            case "Pod" ->
                members.stream()
                        .filter(member -> member.path().endsWith("tatuses.state.waiting.message"))
                        .map(member -> told(member.value(), "kubelet", "", value("spec.nodeName"), member.line()))
                        .toList();
            default -> List.of();
        };
    }

    private Optional<Told> event() {
        var times = Stream.of("series.count", "count", "deprecatedCount")
                .map(this::value)
                .filter(count -> count.matches("\\d{1,6}"))
                .findFirst();
        var said = first("message", "note");
        var component = first("source.component", "reportingComponent", "deprecatedSource.component");
        var text = value("reason") + ": " + said
                + times.map(many -> " (x" + many + " over 0s)").orElse("");
        return said.isEmpty()
                ? Optional.empty()
                : Optional.of(told(
                        text,
                        component,
                        first("series.lastObservedTime", "lastTimestamp", "deprecatedLastTimestamp", "eventTime"),
                        first("source.host", "reportingInstance", "deprecatedSource.host"),
                        Math.max(line("message"), line("note"))));
    }

    private String first(String... paths) {
        return Stream.of(paths)
                .map(this::value)
                .filter(value -> !value.isEmpty() && !value.equals("null"))
                .findFirst()
                .orElse("");
    }

    private long line(String path) {
        return members.stream()
                .filter(member -> member.path().equals(path))
                .map(ObjectLines.Member::line)
                .findFirst()
                .orElse(1L);
    }

    /** The conditions, each with its members. */
    Stream<Map<String, String>> conditions() {
        return members.stream()
                .filter(member -> member.path().startsWith(CONDITIONS))
                .collect(Collectors.groupingBy(ObjectLines.Member::item, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(condition -> condition.stream()
                        .collect(Collectors.toMap(
                                member -> member.path().substring(CONDITIONS.length()),
                                ObjectLines.Member::value,
                                (one, _) -> one)));
    }

    /** Those conditions of a node that say what it runs out of. */
    List<NodeCondition> pressures() {
        return kind().equals("Node")
                ? conditions()
                        .map(condition -> new NodeCondition(
                                condition.getOrDefault("type", ""),
                                condition.getOrDefault("status", ""),
                                condition.getOrDefault("reason", "") + ": " + condition.getOrDefault("message", ""),
                                line(CONDITIONS + "type")))
                        .filter(condition -> condition.pressure().isPresent())
                        .toList()
                : List.of();
    }

    /** Where it is asked to go away, since when; empty for any other. */
    Optional<String> deletedSince() {
        return Optional.of(value("metadata.deletionTimestamp")).filter(time -> !time.isEmpty() && !time.equals("null"));
    }

    private static Told told(String text, String program, String time, String node, long number) {
        var by = program.isEmpty() ? Optional.<String>empty() : Optional.of(program);
        return new Told(
                new Line(number, text, text, Optional.empty(), by, Optional.empty(), clock(time), Optional.empty()),
                node);
    }

    /** As the lines of a log have it. */
    private static Optional<Double> clock(String time) {
        try {
            var at = Instant.parse(time).atOffset(ZoneOffset.UTC);
            return Optional.of(((double) at.getMonthValue() * DAYS + at.getDayOfMonth()) * DAY
                    + at.toLocalTime().toSecondOfDay());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

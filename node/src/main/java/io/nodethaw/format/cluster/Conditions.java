package io.nodethaw.format.cluster;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The tables of {@code kubectl describe node} (k8s.io/kubectl, describe.go). What the message of a condition or an event says, is for
 * those who know the lines of logs; here it is told which tables there are, and of which resource kubelet says that it runs out.
 */
public final class Conditions implements Finder {
    /** The headings of both tables, of events also as kubectl had it until 1.7; columns are separated by blanks or tabs. */
    private static final Pattern HEADING = Pattern.compile(
            "^(?:Type\\s+(?:(Status)\\s+LastHeartbeatTime|(Reason)\\s+Age\\s+From)|(FirstSeen)\\s+LastSeen\\s+Count\\s+From)\\b");

    /** A row: the type, its status, and what comes behind, a time or the reason. */
    private static final Pattern ROW = Pattern.compile(
            "^([A-Z][A-Za-z]{3,40})\\s+(True|False|Unknown)\\s+(?:[A-Z][a-z]{2}, \\d\\d |[A-Z][A-Za-z]{3,40}\\s)");

    /** An event: its type, reason, age, and who has told it. */
    private static final Pattern EVENT = Pattern.compile(
            "^(?:Normal|Warning)\\s+[A-Z][A-Za-z]{3,40}\\s+(?:\\d{1,9}[smhdwy]){1,4}(?: \\(x\\d{1,9} over [^)]{1,12}\\))?\\s+[a-z]");

    private final Map<String, NodeCondition> conditions = new LinkedHashMap<>();
    private boolean isConditions;
    private boolean isEvents;

    @Override
    public void take(Line line) {
        var text = line.text();
        if (text.isEmpty() || text.charAt(0) < 'A' || text.charAt(0) > 'Z' || line.isLogged()) {
            return;
        }
        var heading = HEADING.matcher(text);
        if (heading.find()) {
            isConditions |= heading.group(1) != null;
            isEvents |= heading.group(2) != null || heading.group(3) != null;
            return;
        }
        var row = ROW.matcher(text);
        if (row.find()) {
            var condition = new NodeCondition(row.group(1), row.group(2), text, line.number());
            if (condition.isOfNode()) {
                isConditions = true;
                conditions.put(condition.type(), condition); // what is told later counts
            }
        } else {
            isEvents |= EVENT.matcher(text).find();
        }
    }

    @Override
    public void end(Found into) {
        if (isConditions) {
            into.is("conditions of a node");
        }
        if (isEvents) {
            into.is("events");
        }
        conditions.values().stream()
                .filter(NodeCondition::isReadiness)
                .forEach(ready -> into.note(ready.line(), ready.text().replaceAll("\\s+", " ")));
        conditions
                .values()
                .forEach(condition -> condition
                        .pressure()
                        .ifPresent(logged -> into.put(Logged.TYPE, logged.key().instance(), logged, condition.line())));
    }
}

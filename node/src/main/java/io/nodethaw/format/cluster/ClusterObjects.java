package io.nodethaw.format.cluster;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import io.nodethaw.format.log.DaemonLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Nodes, pods and events among the lines of a text. Their messages are words of kubelet and the runtimes, so that they are read as those
 * of a log; but of several nodes nothing is used, since it is not told which one is in question.
 */
public final class ClusterObjects implements Finder {
    private static final Pattern BEGIN = Pattern.compile("^ {0,40}(?:- )?\"?apiVersion\"?: \"?[\\w./-]{2,64}\"?,?$");
    /** Lines of one object: a pod with many containers has a thousand. */
    private static final int LONGEST = 20_000;

    private static final int MOST = 20_000;
    private static final int SHOWN = 5;

    private final DaemonLog log;
    private final List<Line> object = new ArrayList<>();
    private final List<ClusterObject.Told> told = new ArrayList<>();
    private final Map<String, List<NodeCondition>> pressed = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> leaving = new ArrayList<>();
    private int base;
    private boolean inObject;
    private boolean isKindKnown;
    private String before = "";
    private int objects;

    /** @param log reads every other line, and what the objects say */
    public ClusterObjects(DaemonLog log) {
        this.log = log;
    }

    @Override
    public void take(Line line) {
        var whole = line.whole();
        if (inObject && !whole.isBlank() && (ObjectLines.indent(whole) < base || isNext(whole))) {
            flush();
        }
        boolean begins = whole.contains("apiVersion") && BEGIN.matcher(whole).matches();
        if (begins && (!inObject || !isKindKnown && isItem(whole))) {
            flush();
            inObject = true;
            base = ObjectLines.indent(whole);
        }
        if (inObject && object.size() < LONGEST) {
            object.add(line);
            isKindKnown |= ObjectLines.indent(whole) == base && whole.contains("kind");
        } else {
            inObject = false;
            log.take(line);
        }
        before = whole.strip();
    }

    /** True for the line with which the next item of a list begins. */
    private boolean isNext(String whole) {
        return whole.indexOf('-') >= 0
                && whole.indexOf('-') < base
                && whole.stripLeading().startsWith("- apiVersion");
    }

    /** True for the first member of an item; the same member stands in references to other objects. */
    private boolean isItem(String whole) {
        return whole.stripLeading().startsWith("- ") || before.equals("{");
    }

    private void flush() {
        if (!object.isEmpty()) {
            var read = new ClusterObject(ObjectLines.of(object));
            boolean known = !read.kind().isEmpty();
            objects += known ? 1 : 0;
            var messages = known ? read.messageLines() : Set.<Long>of();
            object.stream().filter(line -> !messages.contains(line.number())).forEach(log::take);
            read.told().stream()
                    .filter(said -> told.size() < MOST && DaemonLog.tells(said.line()))
                    .forEach(told::add);
            var pressures = read.pressures();
            if (!pressures.isEmpty() && pressed.size() < MOST) {
                pressed.put(read.value("metadata.name"), pressures);
            }
            note(read);
        }
        object.clear();
        inObject = false;
        isKindKnown = false;
    }

    private void note(ClusterObject read) {
        if (read.kind().equals("Pod")) {
            read.deletedSince()
                    .filter(_ -> leaving.size() < MOST)
                    .ifPresent(since -> leaving.add(read.value("metadata.name") + " since " + since));
        }
        if (read.kind().equals("Node") && notes.size() < SHOWN) {
            read.conditions()
                    .filter(condition -> condition.getOrDefault("type", "").equals("Ready")
                            && !condition.getOrDefault("status", "True").equals("True"))
                    .map(condition -> "node " + read.value("metadata.name") + " is not ready since "
                            + condition.getOrDefault("lastTransitionTime", "a time that is not told") + ": "
                            + condition.getOrDefault("reason", "") + ": " + condition.getOrDefault("message", ""))
                    .forEach(notes::add);
        }
    }

    @Override
    public void end(Found into) {
        flush();
        var nodes = new TreeSet<>(pressed.keySet());
        told.stream()
                .filter(said -> DaemonLog.isTrouble(said.line()))
                .map(ClusterObject.Told::node)
                .filter(name -> !name.isEmpty())
                .forEach(nodes::add);
        if (nodes.size() > 1) {
            into.note("objects tell of troubles of " + nodes.size() + " nodes, which must not be mixed: " + first(nodes)
                    + "; give those of one node");
        } else {
            told.stream() // that something is over on another node tells nothing of this one
                    .filter(said -> said.node().isEmpty() || nodes.isEmpty() || nodes.contains(said.node()))
                    .map(ClusterObject.Told::line)
                    .forEach(log::take);
            pressed.values().stream()
                    .flatMap(List::stream)
                    .forEach(condition -> condition
                            .pressure()
                            .ifPresent(logged ->
                                    into.put(Logged.TYPE, logged.key().instance(), logged, condition.line())));
        }
        log.end(into);
        if (objects > 0) {
            into.is("objects of Kubernetes");
        }
        notes.forEach(into::note);
        if (!leaving.isEmpty()) {
            into.note(leaving.size() + (leaving.size() == 1 ? " pod is" : " pods are") + " being deleted: "
                    + String.join(", ", leaving.subList(0, Math.min(SHOWN, leaving.size()))));
        }
    }

    private static String first(Set<String> nodes) {
        return String.join(", ", nodes.stream().limit(SHOWN).toList());
    }
}

package io.nodethaw.agent.config;

import io.nodethaw.agent.Settings;
import io.nodethaw.agent.cure.Policy;
import io.nodethaw.report.SettingsReport.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The settings as they count, by the names that they have in a file. */
public final class Told {
    private Told() {}

    private static void cures(Policy cures, List<Row> rows) {
        rows.add(new Row("cures.codes", cures.sorted(), true));
        if (!cures.isOn()) {
            return;
        }
        rows.add(new Row("cures.safe", List.copyOf(new TreeSet<>(cures.safe())), true));
        rows.add(new Row("cures.hold", Span.text(cures.hold())));
        rows.add(new Row("cures.perHour", Integer.toString(cures.perHour())));
        var hours = cures.hours().stream()
                .map(one -> String.join(",", PolicyText.words(one.days())) + " " + one.from() + " to " + one.to() + " "
                        + one.zone())
                .toList();
        rows.add(new Row("cures.hours", hours, true));
        rows.add(new Row("cures.forbiddenBy", cures.forbiddenBy()));
        var slots = cures.slots();
        rows.add(
                slots.nodes() > 0
                        ? new Row("cures.slots.nodes", Integer.toString(slots.nodes()))
                        : new Row("cures.slots.percent", Integer.toString(slots.percent())));
        rows.add(new Row("cures.slots.namespace", slots.namespace()));
        rows.add(new Row("cures.slots.pause", Span.text(slots.pause())));
        cures.socket().ifPresent(socket -> rows.add(new Row("cures.socket", socket.toString())));
    }

    /** All of them. */
    public static List<Row> rows(Settings settings) {
        var rows = new ArrayList<Row>();
        rows.add(new Row("every", Span.text(settings.every())));
        rows.add(new Row("hold", Span.text(settings.hold())));
        rows.add(new Row("limit", Span.text(settings.limit())));
        rows.add(new Row("listen", Listen.text(settings.listen())));
        settings.cluster().ifPresent(cluster -> {
            cluster.kubeconfig().ifPresent(file -> rows.add(new Row("kubeconfig", file)));
            rows.add(new Row("inCluster", Boolean.toString(cluster.kubeconfig().isEmpty())));
            cluster.node().ifPresent(node -> rows.add(new Row("node", node)));
        });
        cures(settings.cures(), rows);
        return rows;
    }
}

package io.nodethaw.agent.config;

import io.nodethaw.agent.Settings;
import io.nodethaw.report.SettingsReport.Row;
import java.util.ArrayList;
import java.util.List;

/** The settings as they count, by the names that they have in a file. */
public final class Told {
    private Told() {}

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
        return rows;
    }
}

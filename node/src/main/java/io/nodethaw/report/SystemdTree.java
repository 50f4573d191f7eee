package io.nodethaw.report;

import io.nodethaw.evidence.InitLog;
import io.nodethaw.init.InitPicture;
import io.nodethaw.init.JobSeen;
import io.nodethaw.init.LoadedUnits;
import io.nodethaw.init.ManagerSaid;
import io.nodethaw.init.ProcessorShare;
import io.nodethaw.init.UnitChurn;
import java.time.Duration;
import java.util.Optional;

/** systemd as PID 1, for programs. */
final class SystemdTree {
    private SystemdTree() {}

    static Tree of(InitPicture picture, String tool) {
        var tree = Trees.envelope(tool, "systemd")
                .put("state", picture.state().kind().key())
                .put("words", picture.state().words());
        tree.putPart(
                "cause",
                picture.cause()
                        .map(cause -> new Tree.Fields()
                                .put("text", cause.text())
                                .put("confidence", cause.confidence().word())));
        tree.putPart("ageSeconds", picture.age().map(SystemdTree::seconds));
        picture.said().ifPresent(said -> told(said, tree));
        return tree.put("bus", answer(picture.bus()))
                .put("private", answer(picture.privately()))
                .put("difference", picture.difference())
                .putPart("units", picture.units().map(SystemdTree::units))
                .put("unitsNotTold", Optional.of(picture.unitsWhy()).filter(why -> !why.isEmpty()))
                .put("jobs", picture.jobs().stream().map(SystemdTree::job).toList())
                .put("moreJobs", picture.moreJobs())
                .put("jobsNotTold", Optional.of(picture.jobsWhy()).filter(why -> !why.isEmpty()))
                .putPart("changes", picture.churn().map(SystemdTree::churn))
                .put("generators", picture.generators())
                .put(
                        "mounts",
                        picture.mounts().stream()
                                .map(count -> new Tree.Plain(Integer.toString(count)))
                                .toList())
                .putPart("processor", picture.processor().map(SystemdTree::processor))
                .putPart("debugLog", picture.log().map(SystemdTree::log))
                .put("debugLogNotTaken", Optional.of(picture.logWhy()).filter(why -> !why.isEmpty()));
    }

    private static Tree.Plain seconds(Duration time) {
        return new Tree.Plain(AgeWords.seconds(time));
    }

    private static void told(ManagerSaid said, Tree.Fields tree) {
        tree.put("version", said.version())
                .put("systemState", said.state())
                .put("logLevel", said.logLevel())
                .put("logTarget", said.logTarget())
                .putPart("watchdogSeconds", said.watchdog().map(SystemdTree::seconds))
                .put("watchdogDevice", said.device());
        said.names().ifPresent(names -> tree.put("unitNames", names));
        said.failed().ifPresent(failed -> tree.put("failedUnits", failed));
    }

    private static Tree.Fields answer(InitPicture.Answer answer) {
        var tree = new Tree.Fields().put("answers", answer.said().isPresent()).put("silent", answer.silent());
        answer.said()
                .ifPresent(said -> tree.put("millis", said.took().toMillis()).put("serial", said.serial()));
        return tree.put("why", Optional.of(answer.why()).filter(why -> !why.isEmpty()));
    }

    private static Tree.Fields units(LoadedUnits units) {
        return new Tree.Fields()
                .put("loaded", units.all())
                .put(
                        "counts",
                        units.counts().stream()
                                .map(count -> new Tree.Fields()
                                        .put("kind", count.kind())
                                        .put("active", count.active())
                                        .put("units", count.units()))
                                .toList())
                .put("failed", Tree.texts(units.failed()));
    }

    private static Tree.Fields job(JobSeen seen) {
        var job = seen.job();
        var tree = new Tree.Fields()
                .put("id", job.id())
                .put("unit", job.unit())
                .put("type", job.type())
                .put("running", job.running())
                .put("seenSeconds", seconds(seen.seenFor()))
                .put("atLeastSeconds", seconds(seen.atLeast()));
        job.pid().ifPresent(pid -> tree.put("pid", pid));
        return tree.put("process", seen.process())
                .put(
                        "after",
                        job.after().stream()
                                .map(id -> new Tree.Plain(Long.toString(id)))
                                .toList());
    }

    private static Tree.Fields churn(UnitChurn churn) {
        return new Tree.Fields()
                .put("seconds", seconds(churn.over()))
                .put(
                        "kinds",
                        churn.kinds().stream()
                                .map(kind -> new Tree.Fields()
                                        .put("kind", kind.kind())
                                        .put("loaded", kind.made())
                                        .put("unloaded", kind.removed())
                                        .put("changed", kind.changed()))
                                .toList())
                .put("jobsBegun", churn.jobsBegun())
                .put("jobsEnded", churn.jobsEnded())
                .put("reloads", churn.reloads())
                .put("reloading", churn.reloading())
                .put("alike", churn.alike())
                .put("alikeUnits", churn.alikeUnits());
    }

    private static Tree.Fields log(InitLog log) {
        return new Tree.Fields()
                .put("before", log.before())
                .put("putBack", log.putBack())
                .put("seconds", seconds(log.over()))
                .put("lines", log.count())
                .put("lost", log.lost())
                .put(
                        "places",
                        log.places().stream()
                                .map(place -> new Tree.Fields()
                                        .put("name", place.name())
                                        .put("lines", place.lines())
                                        .put("why", Optional.of(place.why()).filter(why -> !why.isEmpty())))
                                .toList())
                .put(
                        "said",
                        log.lines().stream()
                                .map(line -> new Tree.Fields()
                                        .put("text", line.text())
                                        .put("times", line.times())
                                        .put("telling", line.telling())
                                        .put("certain", line.certain()))
                                .toList());
    }

    private static Tree.Fields processor(ProcessorShare used) {
        return new Tree.Fields()
                .put("share", BusNumbers.plain(used.share()))
                .put("queued", BusNumbers.plain(used.queued()))
                .put("seconds", BusNumbers.plain(used.seconds()));
    }
}

package io.nodethaw.cli;

import static java.util.stream.Collectors.joining;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.format.Assembly;
import io.nodethaw.format.FileFormat;
import io.nodethaw.format.Piece;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Judges files from a node: each saved look by itself, and loose files of one node together. */
final class Analyze {
    /** The most files that are told of as not used. */
    private static final int MOST_LEFT_OUT = 10;

    private final Tools tools;
    private final Output output;
    private final InputStream stdin;
    private final List<Integer> exits = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private boolean printed;

    Analyze(Tools tools, Output output, InputStream stdin) {
        this.tools = tools;
        this.output = output;
        this.stdin = stdin;
    }

    /** The worst exit code of all verdicts: stalled is worse than could not tell, and that is worse than healthy. */
    int run(Arguments arguments) {
        var files = arguments.operands().stream().distinct().toList();
        var formats = tools.formats();
        var loose = new ArrayList<Piece>();
        boolean several = files.size() > 1 || files.stream().anyMatch(Analyze::isFolder);
        for (var file : files) {
            if (isFolder(file)) {
                guarded(file, () -> folder(formats, file, loose));
            } else {
                guarded(file, () -> take(new BroughtFile(formats, file).read(stdin), several, loose));
            }
        }
        assemble(loose);
        int stalled = Verdict.State.STALLED.exitCode();
        return exits.contains(stalled)
                ? stalled
                : exits.stream().mapToInt(exit -> exit).max().orElse(0);
    }

    /** The empty name is that of the current folder to Java, and of nothing to people. */
    private static boolean isFolder(String file) {
        return !file.isEmpty() && InputFile.isFolder(file);
    }

    private void take(Piece piece, boolean several, List<Piece> loose) {
        if (piece.look()) {
            title(several, piece.file());
            exits.add(judge(piece.evidence(), piece.file(), piece.notes(), piece.whole()));
        } else {
            loose.add(piece);
        }
    }

    /** Of a folder everything that is known is used; what is not is told, and is no failure. */
    private void folder(List<FileFormat> formats, String folder, List<Piece> loose) throws Failure {
        var brought = BroughtFolder.of(folder);
        leftOut.addAll(brought.notes());
        int before = exits.size() + loose.size();
        for (var file : brought.files()) {
            try {
                take(new BroughtFile(formats, file).read(stdin), true, loose);
            } catch (Failure e) {
                leftOut.add(file + ": " + e.report().what());
            } catch (RuntimeException | StackOverflowError e) {
                leftOut.add(file + ": cannot be read: " + e);
            }
        }
        if (exits.size() + loose.size() == before) {
            throw Failure.noAnswer(
                    "nothing known in it, of " + brought.files().size() + " files",
                    folder,
                    "name a folder with goroutine dumps, lists of processes, kernel logs or logs of daemons");
        }
    }

    /** The first files that are not used, and how many more there are. */
    private List<String> leftOut() {
        var told = new ArrayList<>(leftOut.subList(0, Math.min(MOST_LEFT_OUT, leftOut.size())).stream()
                .map(each -> "not used: " + each)
                .toList());
        if (leftOut.size() > MOST_LEFT_OUT) {
            told.add("not used: " + (leftOut.size() - MOST_LEFT_OUT) + " more files");
        }
        return told;
    }

    /** Loose pieces of one node are judged together. */
    private void assemble(List<Piece> loose) {
        if (loose.isEmpty()) {
            return;
        }
        var names = loose.stream().map(Piece::file).collect(joining(", "));
        guarded(names, () -> {
            var nodes = Assembly.of(loose);
            for (var node : nodes) {
                var files = String.join(", ", node.files());
                title(nodes.size() > 1 || !exits.isEmpty(), files);
                var notes = new ArrayList<>(node.notes());
                notes.add("judged from " + told(node.files(), loose));
                notes.addAll(leftOut());
                exits.add(judge(node.evidence(), files, notes, node.whole()));
            }
        });
    }

    /** The files with what each is: "containerd.txt (a goroutine dump), ps.txt (a list of processes)". */
    private static String told(List<String> files, List<Piece> loose) {
        return loose.stream()
                .filter(piece -> files.contains(piece.file()))
                .map(piece -> piece.file() + " (" + piece.what() + ")")
                .sorted()
                .collect(joining(", "));
    }

    private void title(boolean several, String file) {
        if (several && isText()) {
            output.print((printed ? "\n" : "") + file + ":\n");
        }
        printed = true;
    }

    private boolean isText() {
        return output.format() == OutputFormat.TEXT || output.format() == OutputFormat.WIDE;
    }

    private int judge(Evidence evidence, String source, List<String> notes, boolean whole) {
        var judged = tools.judge(evidence);
        var verdict = whole ? judged.verdict() : doubted(judged.verdict(), source);
        var report = new Report(verdict, judged.graph(), judged.view(), judged.triage(), output.tool(), source, notes);
        output.print(report.print(output.format(), output.fitted()));
        return verdict.state().exitCode();
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Failure;
    }

    /**
     * Runs a step so that a failure is reported for this file only. Anybody may have made it, so any failure is possible, and
     * the other files must still be judged.
     */
    private void guarded(String file, Step step) {
        try {
            step.run();
        } catch (Failure e) {
            output.fail(e.report());
            exits.add(e.report().exit());
        } catch (OutOfMemoryError e) {
            fail(file, "holds more than fits into the memory of this program", "take the evidence anew");
        } catch (RuntimeException | StackOverflowError e) {
            var trace = e.getStackTrace();
            var where = trace.length == 0 ? "" : " in " + trace[0];
            fail(
                    file,
                    "cannot be judged: " + e + where,
                    "take the evidence anew; if that does not help, please report this line");
        }
    }

    private void fail(String file, String what, String next) {
        var failure = Failure.noAnswer(what, file, next);
        output.fail(failure.report());
        exits.add(failure.report().exit());
    }

    /**
     * The verdict when parts of the file are missing. What is missing may be what hangs, so the file cannot show that all is
     * well.
     */
    private static Verdict doubted(Verdict verdict, String file) {
        return switch (verdict.state()) {
            case STALLED, FAILING, UNCLEAR -> verdict;
            case HEALTHY, SLOW -> {
                var blind = new ArrayList<BlindSpot>();
                blind.add(new BlindSpot(file, "parts of it could not be read", true));
                blind.addAll(verdict.notSeen());
                yield new Verdict(
                        Verdict.State.UNCLEAR,
                        verdict.at(),
                        verdict.roots(),
                        verdict.victims(),
                        verdict.waits(),
                        verdict.roles(),
                        verdict.findings(),
                        verdict.causes(),
                        verdict.ruledOut(),
                        blind,
                        verdict.notes(),
                        verdict.cure());
            }
        };
    }
}

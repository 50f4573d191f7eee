package io.nodethaw.cli;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.format.Assembly;
import io.nodethaw.format.Piece;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Judges files from a node: each saved look by itself, and loose files of one node together. */
final class Analyze {
    private final Tools tools;
    private final Output output;
    private final InputStream stdin;
    private final List<Integer> exits = new ArrayList<>();
    private final LeftOut leftOut = new LeftOut();
    private boolean printed;

    Analyze(Tools tools, Output output, InputStream stdin) {
        this.tools = tools;
        this.output = output;
        this.stdin = stdin;
    }

    /** The worst exit code of all verdicts: stalled is worse than could not tell, and that is worse than healthy. */
    int run(Arguments arguments) {
        var files = arguments.operands().stream().distinct().toList();
        var loose = new ArrayList<Piece>();
        var named =
                files.stream().map(file -> file.equals("-") ? "stdin" : file).toList();
        var input = new BroughtInput(
                tools.formats(),
                stdin,
                leftOut,
                new ReadProgress(output::progress),
                piece -> take(piece, !named.equals(List.of(piece.file())), loose));
        for (var file : files) {
            guarded(file, () -> input.read(file));
        }
        assemble(loose);
        int stalled = Verdict.State.STALLED.exitCode();
        return exits.contains(stalled)
                ? stalled
                : exits.stream().mapToInt(exit -> exit).max().orElse(0);
    }

    private void take(Piece piece, boolean several, List<Piece> loose) {
        if (piece.look()) {
            title(several, piece.file());
            exits.add(judge(piece.evidence(), piece.file(), piece.notes(), piece.whole()));
        } else {
            loose.add(piece);
        }
    }

    /** Loose pieces of one node are judged together. */
    private void assemble(List<Piece> loose) {
        if (loose.isEmpty()) {
            return;
        }
        guarded(BroughtNames.of(loose), () -> {
            var nodes = Assembly.of(loose);
            for (var node : nodes) {
                var pieces = loose.stream()
                        .filter(piece -> node.files().contains(piece.file()))
                        .toList();
                var files = BroughtNames.of(pieces);
                title(nodes.size() > 1 || !exits.isEmpty(), files);
                var notes = new ArrayList<>(node.notes());
                notes.add("judged from " + BroughtNames.told(pieces));
                notes.addAll(leftOut.lines());
                exits.add(judge(node.evidence(), files, notes, node.whole() && !leftOut.isMissingParts()));
            }
        });
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

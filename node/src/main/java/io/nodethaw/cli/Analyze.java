package io.nodethaw.cli;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.LoadedEvidence;
import io.nodethaw.report.Format;
import io.nodethaw.report.Report;
import java.io.InputStream;
import java.util.ArrayList;

/** Judges saved evidence as if it had just been read. */
final class Analyze {
    private final Tools tools;
    private final Output output;
    private final InputStream stdin;

    Analyze(Tools tools, Output output, InputStream stdin) {
        this.tools = tools;
        this.output = output;
        this.stdin = stdin;
    }

    /** The worst exit code of all files: stalled before could not tell before healthy. */
    int run(Arguments arguments) {
        var exits = new ArrayList<Integer>();
        for (var file : arguments.operands()) {
            if (arguments.operands().size() > 1 && isText()) {
                output.print((exits.isEmpty() ? "" : "\n") + file + ":\n");
            }
            exits.add(analyze(file));
        }
        int stalled = Verdict.State.STALLED.exitCode();
        return exits.contains(stalled)
                ? stalled
                : exits.stream().mapToInt(exit -> exit).max().orElse(0);
    }

    private boolean isText() {
        return output.format() == Format.TEXT || output.format() == Format.WIDE;
    }

    private int analyze(String file) {
        try {
            var loaded = new EvidenceFile(tools.codec(), file).load(stdin);
            var judged = tools.judge(loaded.evidence());
            var verdict = loaded.whole() ? judged.verdict() : doubted(judged.verdict(), file);
            var report = new Report(verdict, judged.graph(), judged.view(), output.tool(), file, notes(loaded));
            output.print(report.print(output.format(), output.ink()));
            return verdict.state().exitCode();
        } catch (Failure e) {
            output.fail(e.report());
            return e.report().exit();
        } catch (OutOfMemoryError e) {
            return fail(file, "holds more than fits into the memory of this program", "take the evidence anew");
        } catch (RuntimeException | StackOverflowError e) { // anybody may have made the file: no fault of ours
            var trace = e.getStackTrace();
            var where = trace.length == 0 ? "" : " in " + trace[0];
            return fail(
                    file,
                    "cannot be judged: " + e + where,
                    "take the evidence anew; where that does not help, please report this line");
        }
    }

    private int fail(String file, String what, String next) {
        var failure = Failure.noAnswer(what, file, next);
        output.fail(failure.report());
        return failure.report().exit();
    }

    private static ArrayList<String> notes(LoadedEvidence loaded) {
        var notes = new ArrayList<>(loaded.notes());
        notes.add("judged from evidence of " + loaded.evidence().at() + ", saved by " + loaded.tool());
        return notes;
    }

    /** What is missing from a file may be what hangs: it cannot show that all is well. */
    private static Verdict doubted(Verdict verdict, String file) {
        return switch (verdict.state()) {
            case STALLED, UNCLEAR -> verdict;
            case HEALTHY, SLOW -> {
                var blind = new ArrayList<BlindSpot>();
                blind.add(new BlindSpot(file, "parts of it could not be read", true));
                blind.addAll(verdict.notSeen());
                yield new Verdict(
                        Verdict.State.UNCLEAR,
                        verdict.at(),
                        verdict.roots(),
                        verdict.victims(),
                        verdict.chain(),
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

package io.nodethaw.format;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.format.collector.CommandOutput;
import io.nodethaw.format.goroutines.GoroutineDumpFile;
import io.nodethaw.format.goroutines.LooseFrames;
import io.nodethaw.format.kernel.HungTasks;
import io.nodethaw.format.kernel.KernelReports;
import io.nodethaw.format.load.DiskLoad;
import io.nodethaw.format.log.DaemonEnds;
import io.nodethaw.format.log.DaemonLog;
import io.nodethaw.format.proc.StackTexts;
import io.nodethaw.format.ps.ProcessLists;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** Texts come from people: any bytes are read to their end, become one evidence, and what cannot be used is said. */
class TextFuzzTest {
    @FuzzTest
    void anyTextIsReadToItsEnd(byte[] bytes) throws IOException {
        var format = new TextFile(
                new GoroutineDumpFile(),
                () -> List.of(
                        new ProcessLists(),
                        new HungTasks(),
                        new KernelReports(),
                        new StackTexts(),
                        new DaemonLog(),
                        new DaemonEnds(),
                        new CommandOutput(),
                        new LooseFrames(),
                        new DiskLoad()));
        format.recognises(Head.of(new BufferedInputStream(new ByteArrayInputStream(bytes), Head.MOST)));
        Piece piece;
        try {
            piece = format.read(new ByteArrayInputStream(bytes), "x");
        } catch (FileFormatException e) {
            return;
        }
        for (var node : Assembly.of(List.of(piece))) {
            if (!node.evidence().isFromFiles()) {
                throw new AssertionError("not from a file: " + piece);
            }
        }
    }
}

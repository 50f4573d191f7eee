package io.nodethaw.collect.socket;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.collect.proc.Scan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Neither lengths nor attributes of a reply are trusted: it is parsed, or refused as malformed. */
class SocketTablesFuzzTest {
    @FuzzTest
    void aTableParsesOrIsRefused(byte[] bytes) {
        attempt(() -> new NetlinkReply(0).walk(buffer(bytes), UnixDiag::parse));
        attempt(() -> new NetlinkReply(0).walk(buffer(bytes), TcpDiag::parse));
        attempt(() -> UnixDiag.parse(buffer(bytes)));
        attempt(() -> ProcNet.unix(new Scan(bytes)));
        attempt(() -> ProcNet.tcp(new Scan(bytes)));
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    private static void attempt(Parse parse) {
        try {
            parse.run();
        } catch (IOException refused) {
            return;
        }
    }

    private interface Parse {
        Object run() throws IOException;
    }
}

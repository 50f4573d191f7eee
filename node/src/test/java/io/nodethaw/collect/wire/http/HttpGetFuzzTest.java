package io.nodethaw.collect.wire.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.collect.BytesConnection;
import io.nodethaw.collect.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;

class HttpGetFuzzTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @FuzzTest
    void anyStatusLine(byte[] bytes) throws IOException {
        endsInOneOfThreeWays("", bytes);
    }

    @FuzzTest
    void anyFields(byte[] bytes) throws IOException {
        endsInOneOfThreeWays(OK, bytes);
    }

    @FuzzTest
    void anyChunks(byte[] bytes) throws IOException {
        endsInOneOfThreeWays(OK + "Transfer-Encoding: chunked\r\n\r\n", bytes);
    }

    private static void endsInOneOfThreeWays(String begin, byte[] bytes) throws IOException {
        var input = new ByteArrayOutputStream();
        input.writeBytes(begin.getBytes(US_ASCII));
        input.writeBytes(bytes);
        var peer = BytesConnection.hangingUp(input.toByteArray());
        try {
            HttpGet.get(_ -> peer, "localhost", "/", Deadline.in(Duration.ofSeconds(10)));
        } catch (HttpException | EOFException _) {
            // a reply, a broken reply, or the end of the connection
        }
    }
}

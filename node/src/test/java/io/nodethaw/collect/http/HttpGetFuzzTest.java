package io.nodethaw.collect.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.collect.BytesConnection;
import io.nodethaw.collect.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;

class HttpGetFuzzTest {

    @FuzzTest
    void anyPeerEndsInOneOfThreeWays(byte[] bytes) throws IOException {
        try {
            HttpGet.get(
                    _ -> BytesConnection.hangingUp(bytes), "localhost", "/", Deadline.in(Duration.ofSeconds(10)));
        } catch (HttpException | EOFException _) {
            // a reply, a broken reply, or the end of the connection
        }
    }
}

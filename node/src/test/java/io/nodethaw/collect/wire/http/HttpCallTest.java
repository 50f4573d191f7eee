package io.nodethaw.collect.wire.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.BytesConnection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.SilentException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HttpCallTest {
    @Test
    void sendsTheBodyWithItsLengthInBytes() throws IOException {
        var peer = BytesConnection.hangingUp("HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}".getBytes(UTF_8));
        var reply = send(peer, "POST", "{\"name\": \"ö\"}");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.body()).isEqualTo("{}");
        assertThat(new String(peer.written(), UTF_8))
                .startsWith("POST /x HTTP/1.1\r\nHost: docker\r\n")
                .contains("\r\nContent-Type: application/json\r\nContent-Length: 14\r\n")
                .endsWith("\r\n\r\n{\"name\": \"ö\"}");
    }

    @Test
    void emptyBodyHasALengthToo() throws IOException {
        var peer = BytesConnection.hangingUp("HTTP/1.1 204 No Content\r\n\r\n".getBytes(UTF_8));
        assertThat(send(peer, "DELETE", "").isSuccess()).isTrue();
        assertThat(new String(peer.written(), UTF_8)).contains("\r\nContent-Length: 0\r\n");
    }

    @Test
    void silenceNamesTheMethod() {
        assertThatThrownBy(() -> send(BytesConnection.fallingSilent(), "POST", ""))
                .isInstanceOfSatisfying(
                        SilentException.class, e -> assertThat(e.stage()).isEqualTo("reply to POST /x"));
    }

    private static HttpReply send(BytesConnection peer, String method, String body) throws IOException {
        return HttpCall.send(_ -> peer, method, "docker", "/x", body, Deadline.in(Duration.ofSeconds(1)));
    }
}

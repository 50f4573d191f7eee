package io.nodethaw.heal;

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
    void successYieldsTheBody() throws IOException {
        assertThat(send(BytesConnection.hangingUp(
                        "HTTP/1.0 201 Created\r\nX: y\r\n\r\n{\"Id\": \"c0ffee\"}".getBytes(UTF_8))))
                .isEqualTo("{\"Id\": \"c0ffee\"}");
    }

    @Test
    void refusalCarriesTheServersWords() {
        var reply = BytesConnection.hangingUp(
                "HTTP/1.0 404 Not Found\r\n\r\n{\"message\":\"no such image\"}\n".getBytes(UTF_8));
        assertThatThrownBy(() -> send(reply)).hasMessage("reply to POST /x: 404 {\"message\":\"no such image\"}");
    }

    @Test
    void whatIsNoHttpIsTold() {
        for (var text : new String[] {"", "\r\n\r\n", "HTTP/1.0", "HTTP/1.0 200 OK\r\n", "SSH-2.0-x y z\r\n\r\n"}) {
            assertThatThrownBy(() -> send(BytesConnection.hangingUp(text.getBytes(UTF_8))))
                    .as(text)
                    .hasMessage("no HTTP in the reply to POST /x");
        }
    }

    @Test
    void silenceIsSilence() {
        assertThatThrownBy(() -> send(BytesConnection.fallingSilent("HTTP/1.0 2".getBytes(UTF_8))))
                .isInstanceOf(SilentException.class);
    }

    private static String send(BytesConnection connection) throws IOException {
        return HttpCall.send(_ -> connection, "POST", "/x", "{}", Deadline.in(Duration.ofSeconds(1)));
    }
}

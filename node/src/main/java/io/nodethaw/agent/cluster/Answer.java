package io.nodethaw.agent.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the API server answered, as far as it was read.
 *
 * @param date when, by its own clock (RFC 9110, 6.6.1), in lower case; empty where it does not say
 */
record Answer(int status, String date, String body) {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9])");
    private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){0,300})");
    private static final Pattern DATE = Pattern.compile("\r\ndate: ([^\r]{1,40})");
    private static final String END_OF_HEAD = "\r\n\r\n";

    /** Of the bytes of a connection that was closed after it. */
    static Answer of(byte[] all) throws IOException {
        var text = new String(all, ISO_8859_1); // a letter is a byte
        var status = STATUS.matcher(text);
        if (!status.lookingAt()) {
            throw new IOException("its reply is none of HTTP/1.1");
        }
        int end = text.indexOf(END_OF_HEAD);
        var head = text.substring(0, Math.max(end, 0)).toLowerCase(Locale.ROOT);
        var body = end < 0 ? "" : text.substring(end + END_OF_HEAD.length());
        var whole = head.contains("\r\ntransfer-encoding: chunked") ? joined(body) : body;
        var date = DATE.matcher(head);
        return new Answer(
                Integer.parseInt(status.group(1)),
                date.find() ? date.group(1).strip() : "",
                new String(whole.getBytes(ISO_8859_1), UTF_8));
    }

    /** Without the lengths of its chunks (RFC 9112, 7.1); what was cut off is left out. */
    private static String joined(String chunks) {
        var all = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int line = chunks.indexOf("\r\n", at);
            if (line < 0) {
                return all.toString(ISO_8859_1);
            }
            int length = length(chunks.substring(at, line));
            int begin = line + 2;
            int end = Math.min(begin + length, chunks.length());
            all.writeBytes(chunks.substring(begin, end).getBytes(ISO_8859_1));
            at = end + 2;
            if (length == 0 || at > chunks.length()) {
                return all.toString(ISO_8859_1);
            }
        }
    }

    private static int length(String line) {
        try {
            return Math.clamp(Long.parseLong(line.split(";", 2)[0].strip(), 16), 0, Integer.MAX_VALUE / 2);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** With its body and its time, for whoever reads them. */
    Reply whole() {
        return new Reply(status, reply().why(), at(), body);
    }

    private Instant at() {
        var form = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .append(DateTimeFormatter.RFC_1123_DATE_TIME)
                .toFormatter(Locale.ROOT);
        try {
            return date.isEmpty() ? Instant.EPOCH : form.parse(date, Instant::from);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /** For whoever asked only that something be done: the words of the server where it was not. */
    Reply reply() {
        var message = MESSAGE.matcher(body);
        return new Reply(status, status / 100 != 2 && message.find() ? message.group(1) : "");
    }
}

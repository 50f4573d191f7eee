package io.nodethaw.collect.wire.dbus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Decodes messages from stdin, one after the other as they are sent, and prints a line of JSON for each in the form of
 * {@code busctl monitor --json=short}, so that lab/bus/run can compare the two.
 */
final class MessagesProgram {
    private MessagesProgram() {}

    public static void main(String[] none) throws IOException {
        var all = ByteBuffer.wrap(System.in.readAllBytes());
        var out = new BufferedWriter(new OutputStreamWriter(System.out, UTF_8));
        while (all.hasRemaining()) {
            out.write(json(MessageDecoder.decode(all)).toString());
            out.write('\n');
        }
        out.flush();
    }

    private static JsonObject json(Message message) {
        var fields = new JsonObject();
        fields.addProperty(
                "type",
                switch (message.type()) {
                    case METHOD_CALL -> "method_call";
                    case METHOD_RETURN -> "method_return";
                    case ERROR -> "error";
                    case SIGNAL -> "signal";
                    case OTHER -> "";
                });
        fields.addProperty("flags", message.flags());
        fields.addProperty("cookie", message.serial());
        if (message.replySerial() != 0) {
            fields.addProperty("reply_cookie", message.replySerial());
        }
        add(fields, "sender", message.sender());
        add(fields, "destination", message.destination());
        add(fields, "path", message.path());
        add(fields, "interface", message.interfaceName());
        add(fields, "member", message.member());
        add(fields, "error_name", message.errorName());
        var payload = new JsonObject();
        payload.addProperty("type", message.signature());
        payload.add("data", values(message.signature(), message.body()));
        fields.add("payload", payload);
        return fields;
    }

    private static void add(JsonObject fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.addProperty(name, value);
        }
    }

    /** The values of complete types that follow each other. */
    private static JsonArray values(String signature, List<?> values) {
        var array = new JsonArray();
        int at = 0;
        for (var value : values) {
            array.add(value(signature.substring(at), value));
            at = Signature.end(signature, at);
        }
        return array;
    }

    /** @param signature begins with the type of the value */
    private static JsonElement value(String signature, Object value) {
        return switch (value) {
            case Variant(var type, var inner) -> {
                var variant = new JsonObject();
                variant.addProperty("type", type);
                variant.add("data", value(type, inner));
                yield variant;
            }
            case ByteBuffer octets -> {
                var array = new JsonArray();
                for (int i = 0; i < octets.remaining(); i++) {
                    array.add(octets.get(i) & 0xff);
                }
                yield array;
            }
            case Map<?, ?> entries -> {
                var object = new JsonObject();
                entries.forEach((key, inner) -> object.add(String.valueOf(key), value(signature.substring(3), inner)));
                yield object;
            }
            case List<?> list -> list(signature, list);
            case Long number -> number(signature, number);
            case Number number -> new JsonPrimitive(number);
            case Boolean flag -> new JsonPrimitive(flag);
            default -> new JsonPrimitive(String.valueOf(value));
        };
    }

    /** An array or a structure. */
    private static JsonArray list(String signature, List<?> list) {
        if (signature.startsWith("(")) {
            return values(signature.substring(1, Signature.end(signature, 0) - 1), list);
        }
        var array = new JsonArray();
        list.forEach(inner -> array.add(value(signature.substring(1), inner)));
        return array;
    }

    private static JsonPrimitive number(String signature, long number) {
        return signature.startsWith("t")
                ? new JsonPrimitive(new BigInteger(Long.toUnsignedString(number)))
                : new JsonPrimitive(number);
    }
}

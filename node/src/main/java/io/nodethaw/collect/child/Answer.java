package io.nodethaw.collect.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * One answer from the child: id of the request, kind, length, bytes. The first one has id 0 and says that the child runs.
 *
 * @param bytes what the task read, or the message of its exception in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // answers are never compared
record Answer(int id, AnswerKind kind, byte[] bytes) {
    /** An id that no request has. */
    static final int HELLO = 0;

    /** The longest answer; no task reads more, so a greater length is an error. */
    private static final int LIMIT = 80 << 20;

    enum AnswerKind {
        VALUE('v'),
        NOT_ASKED('n'),
        REFUSED('r'),
        HELD_UP('h'),
        FAILED('f');

        private final char letter;

        AnswerKind(char letter) {
            this.letter = letter;
        }

        private static AnswerKind of(int letter) throws IOException {
            for (var kind : values()) {
                if (kind.letter == letter) {
                    return kind;
                }
            }
            throw new IOException("reader child: frame of kind " + letter);
        }
    }

    static Answer refused(int id, String why) {
        return new Answer(id, AnswerKind.REFUSED, why.getBytes(UTF_8));
    }

    /** The answer when no thread is free to read, because all of them hang. */
    static Answer heldUp(int id) {
        return new Answer(id, AnswerKind.HELD_UP, new byte[0]);
    }

    static Answer notAsked(int id, String why) {
        return new Answer(id, AnswerKind.NOT_ASKED, why.getBytes(UTF_8));
    }

    static Answer failed(int id, String why) {
        return new Answer(id, AnswerKind.FAILED, why.getBytes(UTF_8));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(id);
        out.writeByte(kind.letter);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static Answer read(DataInputStream in) throws IOException {
        int id = in.readInt();
        var kind = AnswerKind.of(in.readByte());
        int length = in.readInt();
        if (length < 0 || length > LIMIT) {
            throw new IOException("reader child: frame of " + length + " bytes");
        }
        var bytes = new byte[length];
        in.readFully(bytes);
        return new Answer(id, kind, bytes);
    }
}

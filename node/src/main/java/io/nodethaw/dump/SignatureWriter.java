package io.nodethaw.dump;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes the signature of a goroutine: the numbers of its state, and of the function and place of each frame. Goroutines with
 * the same signature go into one bucket.
 */
final class SignatureWriter {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final NumberedTexts texts;
    private byte[] bytes = new byte[1 << 10];
    private int length;

    SignatureWriter(NumberedTexts texts) {
        this.texts = texts;
    }

    /** Writes the signature of this stack; false when one of its texts is new and the table of texts is full. */
    boolean write(RawStack stack) {
        var text = stack.bytes();
        length = 0;
        boolean known = put(
                texts.number(text, stack.header().stateFrom(), stack.header().stateTo()));
        for (int i = 0; i < stack.entries(); i++) {
            if (stack.kind(i) != RawStack.NOTE) {
                known &= put(texts.number(text, stack.nameFrom(i), stack.nameTo(i)));
                known &= put(texts.number(text, stack.fileFrom(i), stack.lineTo(i)));
            }
        }
        return known;
    }

    private boolean put(int number) {
        if (length + Integer.BYTES > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        INTS.set(bytes, length, number);
        length += Integer.BYTES;
        return number != NumberedTexts.FULL;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}

package io.nodethaw.evidence;

import java.util.List;

/**
 * The beginning of what a thread hands over in a blocked call, from its memory; the instance is "pid/tid/architecture". Only the verb trace reads it,
 * and it is never saved: it may hold anything.
 *
 * @param call its name as in the manual
 * @param bytes each as an unsigned number
 */
public record CallBuffer(int pid, int tid, String call, List<Integer> bytes) {
    public static final FactType<CallBuffer> TYPE = FactType.ofProcess("call-buffer", CallBuffer.class);

    public CallBuffer {
        bytes = List.copyOf(bytes);
    }

    /** The bytes. */
    public byte[] array() {
        var array = new byte[bytes.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = (byte) (int) bytes.get(i);
        }
        return array;
    }
}

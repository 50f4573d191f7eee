package io.nodethaw.golang;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values by address, without an object for each address, because every frame of every goroutine is looked up. */
final class LongMap<V> {
    private long[] keys = new long[1024];
    private @Nullable Object[] values = new @Nullable Object[1024];
    private int count;

    @SuppressWarnings("unchecked") // only put stores values
    Optional<V> get(long key) {
        return Optional.ofNullable((V) values[place(key)]);
    }

    void put(long key, V value) {
        if (2 * count >= keys.length) {
            grow();
        }
        int at = place(key);
        count += values[at] == null ? 1 : 0;
        keys[at] = key;
        values[at] = value;
    }

    int size() {
        return count;
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int at = (int) (key * 0x9e3779b97f4a7c15L >>> 32) & mask;
        while (values[at] != null && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        var oldKeys = keys;
        var oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = Arrays.copyOf(new @Nullable Object[0], keys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int at = place(oldKeys[i]);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }
}

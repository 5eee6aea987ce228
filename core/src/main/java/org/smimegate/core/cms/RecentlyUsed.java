package org.smimegate.core.cms;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps values that were used lately, up to a number of them. Thread-safe. */
final class RecentlyUsed<K, V> {
    private final int capacity;
    private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);

    RecentlyUsed(int capacity) {
        this.capacity = capacity;
    }

    synchronized @Nullable V get(K key) {
        return values.get(key);
    }

    synchronized void put(K key, V value) {
        values.put(key, value);
        if (values.size() > capacity) {
            values.remove(values.keySet().iterator().next());
        }
    }
}

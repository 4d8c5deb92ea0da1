package org.milterflux.api;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The values that filters keep for one connection or one message, and share with the filters after them.
 *
 * <p>They live exactly as long as their connection or message; a value that is {@link AutoCloseable} is closed then.
 * Safe from any thread.
 */
@ProviderType
public interface Attributes {

    /** The value kept under the key; empty when no filter put one. */
    <T> Optional<T> get(Key<T> key);

    /** Keeps the value under the key, in place of the one that was there, which is not closed. */
    <T> void put(Key<T> key, T value);

    /** What is kept now, by the names of the keys: for those who cannot know a key, such as conditions and scripts. A copy. */
    Map<String, Object> byName();

    /** The value kept under the key, made and kept first when there is none. */
    <T> T computeIfAbsent(Key<T> key, Supplier<T> value);
}

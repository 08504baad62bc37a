package io.redissim.core.introspect;

import io.redissim.core.keyspace.Entry;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;

/**
 * What DEBUG has others do.
 *
 * @param activeExpiry switches it on and off
 * @param cron lets what is due by the clock be done, or not
 * @param serializedLength bytes of a value in an RDB file
 * @param inside appends what DEBUG OBJECT tells of the inside of a value, if anything
 * @param packedThreshold from how many bytes on an element of a list has its own node
 * @param reload writes everything as RDB and reads it again; false: it cannot be read
 * @param skipChecksums takes payloads of RESTORE whatever their checksum says
 * @param rewriteConfig writes the configuration file with every directive in it; false: it cannot
 */
public record DebugHooks(
    Consumer<Boolean> activeExpiry,
    Consumer<Boolean> cron,
    ToIntFunction<Entry> serializedLength,
    BiConsumer<Entry, StringBuilder> inside,
    LongConsumer packedThreshold,
    BooleanSupplier reload,
    Consumer<Boolean> skipChecksums,
    BooleanSupplier rewriteConfig) {}

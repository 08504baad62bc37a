package io.redissim.core.introspect;

import java.util.List;

/**
 * What INFO tells of replication.
 *
 * @param id of the stream of effects, 40 hexadecimal digits
 * @param offset bytes of the stream so far
 * @param replicas the line of each that follows, from {@code ip=} on
 */
public record ReplicationFigures(String id, long offset, List<String> replicas) {}

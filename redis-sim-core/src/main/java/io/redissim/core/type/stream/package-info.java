/**
 * Owns: streams, their consumer groups, and the commands on them. Uses: command, keyspace, resp.
 * Never: another type, a room, engine.
 */
@NullMarked
package io.redissim.core.type.stream;

import org.jspecify.annotations.NullMarked;

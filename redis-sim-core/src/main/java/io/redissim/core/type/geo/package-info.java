/**
 * Owns: the commands on places, which are members of sorted sets. Uses: command, keyspace, resp,
 * type.zset. Never: another type, a room, engine.
 */
@NullMarked
package io.redissim.core.type.geo;

import org.jspecify.annotations.NullMarked;

/**
 * Owns sorted sets: their value in both encodings, and the commands on them. Uses the keyspace and
 * the command language. Never knows who waits for a key or how a reply travels.
 */
@NullMarked
package io.redissim.core.type.zset;

import org.jspecify.annotations.NullMarked;

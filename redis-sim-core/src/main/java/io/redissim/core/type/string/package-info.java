/**
 * Owns: the commands on strings. Uses: command, keyspace, resp. Never: another type, a room,
 * engine.
 */
@NullMarked
package io.redissim.core.type.string;

import org.jspecify.annotations.NullMarked;

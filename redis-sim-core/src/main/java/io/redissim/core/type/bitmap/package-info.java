/**
 * Owns: the commands on the bits of strings. Uses: command, keyspace, resp. Never: another type, a
 * room, engine.
 */
@NullMarked
package io.redissim.core.type.bitmap;

import org.jspecify.annotations.NullMarked;

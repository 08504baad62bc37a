/**
 * Owns: sets, their three encodings and their commands. Uses: bytes, resp, keyspace, command.
 * Never: another type, the engine.
 */
@NullMarked
package io.redissim.core.type.set;

import org.jspecify.annotations.NullMarked;

/**
 * Owns: hashes, the deadlines of their fields, their commands. Uses: command, keyspace, bytes.
 * Never: another type, the engine.
 */
@NullMarked
package io.redissim.core.type.hash;

import org.jspecify.annotations.NullMarked;

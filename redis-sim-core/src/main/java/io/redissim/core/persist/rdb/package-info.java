/**
 * Owns: the RDB format, for files and for DUMP payloads. Uses: bytes, keyspace. Never: a file or a
 * socket.
 */
@NullMarked
package io.redissim.core.persist.rdb;

import org.jspecify.annotations.NullMarked;

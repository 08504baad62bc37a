/**
 * Owns: the commands on keys of any type, and their payloads. Uses: command, keyspace, persist.rdb.
 * Never: engine.
 */
@NullMarked
package io.redissim.core.generic;

import org.jspecify.annotations.NullMarked;

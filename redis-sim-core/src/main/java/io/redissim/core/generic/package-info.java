/**
 * Owns: the commands on keys of any type, and their payloads. Uses: command, keyspace, persist.rdb,
 * and for SORT some types. Never: engine.
 */
@NullMarked
package io.redissim.core.generic;

import org.jspecify.annotations.NullMarked;

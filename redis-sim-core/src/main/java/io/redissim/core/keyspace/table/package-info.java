/**
 * Owns: the hash table of byte strings that large sets, hashes and sorted sets are made of. Uses:
 * bytes. Never: a key of the keyspace, a reply, a random source of its own.
 */
@NullMarked
package io.redissim.core.keyspace.table;

import org.jspecify.annotations.NullMarked;

/**
 * Owns: keys, values, deadlines and access clocks of all databases, and every byte they take. Uses:
 * bytes, and resp for the error that a key holds another type. Never: a thread, a clock of its own,
 * a reply.
 */
@NullMarked
package io.redissim.core.keyspace;

import org.jspecify.annotations.NullMarked;

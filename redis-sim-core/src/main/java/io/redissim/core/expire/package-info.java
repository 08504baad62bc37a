/**
 * Owns: when keys that are past their deadline are removed. Uses: keyspace, time. Never: a thread,
 * a timer of its own.
 */
@NullMarked
package io.redissim.core.expire;

import org.jspecify.annotations.NullMarked;

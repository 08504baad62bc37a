/**
 * Owns: how commands are declared and looked up, and what a handler works with. Uses: bytes, time,
 * resp, keyspace, client. Never: a particular command or feature.
 */
@NullMarked
package io.redissim.core.command;

import org.jspecify.annotations.NullMarked;

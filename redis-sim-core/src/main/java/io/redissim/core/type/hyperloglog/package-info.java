/**
 * Owns: the commands on HyperLogLogs, which are strings of a form. Uses: command, keyspace, resp.
 * Never: another type, a room, engine.
 */
@NullMarked
package io.redissim.core.type.hyperloglog;

import org.jspecify.annotations.NullMarked;

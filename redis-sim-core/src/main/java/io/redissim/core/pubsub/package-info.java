/**
 * Owns: channels and patterns, who subscribed to them, and keyspace notifications. Uses: command,
 * client. Never: engine, sockets.
 */
@NullMarked
package io.redissim.core.pubsub;

import org.jspecify.annotations.NullMarked;

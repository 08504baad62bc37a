/**
 * Owns: the replicas that follow this server, what they are sent and how far they are. Uses:
 * command, client, persist.rdb. Never: engine, sockets.
 */
@NullMarked
package io.redissim.core.replication;

import org.jspecify.annotations.NullMarked;

/**
 * Owns: event loops and listening sockets, with the fastest transport the machine has. Uses: Netty.
 * Never: the protocol.
 */
@NullMarked
package io.redissim.server.transport;

import org.jspecify.annotations.NullMarked;

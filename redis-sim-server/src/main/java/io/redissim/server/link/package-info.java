/**
 * Owns: connections to other servers, as blocking sockets with timeouts. Uses: the doors of core.
 * Never: Netty, whose loops a command holds up while it waits; what is said over a link.
 */
@NullMarked
package io.redissim.server.link;

import org.jspecify.annotations.NullMarked;

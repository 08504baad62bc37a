/**
 * Owns: the wire: RESP2, RESP3 and inline requests, replies written and read. Uses: bytes. Never:
 * sockets, Netty.
 */
@NullMarked
package io.redissim.core.resp;

import org.jspecify.annotations.NullMarked;

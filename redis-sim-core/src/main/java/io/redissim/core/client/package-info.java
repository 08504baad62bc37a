/**
 * Owns: what the server remembers of each connection, and the list of them. Uses: bytes, resp.
 * Never: sockets, which stand behind {@link io.redissim.core.client.ClientTransport}.
 */
@NullMarked
package io.redissim.core.client;

import org.jspecify.annotations.NullMarked;

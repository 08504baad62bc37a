/**
 * Owns: the comparison with a redis-server of the machine. Uses: sockets only, on both sides.
 * Never: anything the server under test is made of, but to start it.
 */
@NullMarked
package io.redissim.server.against;

import org.jspecify.annotations.NullMarked;

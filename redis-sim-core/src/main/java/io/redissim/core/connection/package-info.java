/** Owns: the commands of one connection. Uses: command, client. Never: engine, sockets. */
@NullMarked
package io.redissim.core.connection;

import org.jspecify.annotations.NullMarked;

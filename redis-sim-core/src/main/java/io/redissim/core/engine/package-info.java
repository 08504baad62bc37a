/**
 * Owns: the door, the way of a command through it, and what happens between commands. Uses:
 * everything in core. Never: sockets and threads of its own.
 */
@NullMarked
package io.redissim.core.engine;

import org.jspecify.annotations.NullMarked;

/**
 * Owns: one connection, from bytes to the engine and back. Uses: core, Netty. Never: what a command
 * means.
 */
@NullMarked
package io.redissim.server.pipeline;

import org.jspecify.annotations.NullMarked;

/**
 * Owns: the running server, started from the command line or inside another program. Uses: core,
 * the pipeline, the transports. Never: what a command means.
 */
@NullMarked
package io.redissim.server;

import org.jspecify.annotations.NullMarked;

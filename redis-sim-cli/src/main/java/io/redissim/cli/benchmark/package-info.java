/**
 * Owns: the load generator, redis-benchmark's options and reports. Uses: the connection, options
 * and number formats of cli. Never: the server.
 */
@NullMarked
package io.redissim.cli.benchmark;

import org.jspecify.annotations.NullMarked;

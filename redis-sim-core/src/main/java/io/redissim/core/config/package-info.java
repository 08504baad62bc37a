/**
 * Owns: the directives of redis.conf in one table, their values in one engine, reading and
 * rewriting configuration files, CONFIG. Uses: bytes, io through {@link ConfigFiles}, command.
 * Never: acts on a value; whoever owns the feature reads it or registers a hook. All configuration
 * text is Latin-1: a char is a byte of the file or of the command.
 */
@NullMarked
package io.redissim.core.config;

import org.jspecify.annotations.NullMarked;

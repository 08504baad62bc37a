/**
 * Owns: how the program logs, in Redis' form. Uses: logback. Never: called when the server runs
 * inside somebody else's process, which has its own logging.
 */
@NullMarked
package io.redissim.server.log;

import org.jspecify.annotations.NullMarked;

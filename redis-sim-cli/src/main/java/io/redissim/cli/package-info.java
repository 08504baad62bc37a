/**
 * Owns: redis-cli on Netty: option grammar, connection, reply formats, prompt, tool modes. Uses:
 * core.resp and core.bytes. Never: the server. Text is bytes: a String holds one byte per character
 * (ISO-8859-1) from the process's arguments to its output, so that whatever comes in goes out the
 * same; only the JLine prompt deals in characters.
 */
@NullMarked
package io.redissim.cli;

import org.jspecify.annotations.NullMarked;

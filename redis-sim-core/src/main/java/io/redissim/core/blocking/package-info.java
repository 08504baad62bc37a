/**
 * Owns: which clients wait for which keys, in which order and until when. Uses: command, client,
 * keyspace. Never: runs a command; the engine asks who may go on, and serves.
 *
 * <p>How a command waits: its handler finds nothing, looks at {@link
 * io.redissim.core.command.CommandContext#mayBlock}, and calls {@link
 * io.redissim.core.command.CommandContext#block}. Whatever then writes one of the keys, by whatever
 * command, makes it ready; when that command (or the whole EXEC) has ended, the handlers of those
 * who wait for a value of its type run again, the longest waiting first, with their own client,
 * arguments and reply. Their effects, events and statistics are those of any command.
 */
@NullMarked
package io.redissim.core.blocking;

import org.jspecify.annotations.NullMarked;

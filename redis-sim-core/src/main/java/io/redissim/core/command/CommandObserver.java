package io.redissim.core.command;

import io.redissim.core.client.Client;
import io.redissim.core.resp.Args;

/**
 * Sees the commands that run, those inside of EXEC before EXEC itself: MONITOR, SLOWLOG, LATENCY.
 * Not those that are refused or queued, but for an EXEC that is refused. Called behind the door, in
 * the middle of a batch: it may send messages, and must not touch the keyspace. {@code
 * io.redissim.core.engine.Engine#observe} adds one; while there is none, nothing is paid.
 */
public interface CommandObserver {
  /**
   * The handler has returned for the first time: the command is done, has failed, or waits. The
   * client's database is the one that it has selected now.
   */
  default void called(Client client, CommandSpec command, Args args, long nowMicros) {}

  /**
   * The command is over; of one that waited, the time that it took without the waiting.
   *
   * @param nowMicros when it ended
   * @param replyBytes what it replied, 0 if it gave up waiting
   */
  default void ended(
      Client client,
      CommandSpec command,
      Args args,
      long nowMicros,
      long durationMicros,
      long replyBytes) {}
}

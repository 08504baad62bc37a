package io.redissim.server.against;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** A connection to redis-server and one to ours, over which the same goes. */
record Pair(Peer theirs, Peer ours) implements AutoCloseable {
  /** What both answered. */
  @SuppressWarnings("ArrayRecordComponent") // compared by what Comparison says
  record Replies(byte[] theirs, byte[] ours) {}

  void send(byte[] bytes) throws IOException {
    theirs.send(bytes);
    ours.send(bytes);
  }

  /** All of them at once. */
  void send(List<Command> commands) throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (Command command : commands) {
      wire.writeBytes(command.encoded());
    }
    send(wire.toByteArray());
  }

  Replies replies() throws IOException {
    return new Replies(theirs.reply(), ours.reply());
  }

  Replies call(Command command) throws IOException {
    send(command.encoded());
    return replies();
  }

  /** Runs a command whose replies may not be errors. */
  void prepare(String... words) throws IOException {
    Replies replies = call(Command.of(words));
    if (replies.theirs[0] == '-' || replies.ours[0] == '-') {
      throw new AssertionError(
          String.join(" ", words)
              + ": "
              + Wire.printable(replies.theirs)
              + " and "
              + Wire.printable(replies.ours));
    }
  }

  @Override
  public void close() throws IOException {
    theirs.close();
    ours.close();
  }
}

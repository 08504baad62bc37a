package io.redissim.cli;

import io.redissim.core.resp.Reply;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/**
 * {@code --pipe}: standard input goes to the server as it is, replies are counted. A final ECHO of
 * random bytes shows that all replies have come; it starts with an empty line in case the input
 * ended in the middle of a command. Source: Valkey {@code valkey-cli.c:pipeMode}.
 */
final class PipeMode {
  private static final int MAGIC_BYTES = 20;
  private static final int READ_BYTES = 16 * 1024;
  private static final long TICK_MILLIS = 1000;

  private final Session session;
  private final Host host;
  private final Link link;
  private final byte[] magic = new byte[MAGIC_BYTES];
  private boolean allSent;
  private boolean done;
  private long errors;
  private long replies;
  private long lastReplyNanos = System.nanoTime();

  PipeMode(Session session) {
    this.session = session;
    this.host = session.host();
    this.link = session.link();
    new Random().nextBytes(magic);
  }

  int run() {
    while (!done) {
      takeReplies();
      if (done) {
        break;
      }
      if (!allSent && link.isWritable()) {
        sendMore();
      } else if (allSent) {
        link.awaitNews(TICK_MILLIS);
        if (timedOut()) {
          break;
        }
      } else {
        link.awaitNewsOrWritable(TICK_MILLIS);
      }
    }
    host.out().print("errors: " + errors + ", replies: " + replies + "\n");
    return errors > 0 ? 1 : 0;
  }

  private void takeReplies() {
    try {
      for (Reply reply = link.poll(); reply != null && !done; reply = link.poll()) {
        count(reply);
      }
    } catch (LinkException e) {
      if (!e.isLost()) {
        host.err().print("Error reading replies from server\n");
      }
      throw new Exit(1);
    }
  }

  private void count(Reply reply) {
    lastReplyNanos = System.nanoTime();
    if (reply.isError()) {
      host.err().print(reply.text() + "\n");
      errors++;
    } else if (allSent && reply.is(Reply.Type.BULK) && Arrays.equals(reply.bytes(), magic)) {
      host.out().print("Last reply received from server.\n");
      done = true;
      return;
    }
    replies++;
  }

  private void sendMore() {
    try {
      byte[] buffer = new byte[READ_BYTES];
      int read = host.in().read(buffer);
      if (read >= 0) {
        link.send(read == buffer.length ? buffer : Arrays.copyOf(buffer, read));
        return;
      }
    } catch (IOException e) {
      host.err().print("Error reading from stdin: " + e.getMessage() + "\n");
      throw new Exit(1);
    }
    ByteText echo = new ByteText().append("\r\n*2\r\n$4\r\nECHO\r\n$20\r\n").append(magic);
    link.send(echo.append("\r\n").toBytes());
    allSent = true;
    host.out().print("All data transferred. Waiting for the last reply...\n");
    host.out().flush();
  }

  private boolean timedOut() {
    int limit = session.options().pipeTimeoutSeconds;
    if (limit <= 0 || System.nanoTime() - lastReplyNanos <= limit * 1_000_000_000L) {
      return false;
    }
    host.err().print("No replies for " + limit + " seconds: exiting.\n");
    errors++;
    return true;
  }
}

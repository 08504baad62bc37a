package io.redissim.core.generic;

import io.redissim.core.io.Link;
import io.redissim.core.io.LinkException;
import io.redissim.core.resp.Reply;
import io.redissim.core.resp.ReplyFormatException;
import io.redissim.core.resp.ReplyParser;
import io.redissim.core.resp.RespWriter;
import java.io.IOException;

/**
 * A server that keys migrate to, over a link that is kept for a while. It answers each request with
 * a status or an error; whatever else it says, or more than fits, breaks the link: a peer that is
 * no Redis must neither make us delete a key nor fill our memory.
 */
final class MigrateTarget {
  /** Before the first SELECT, and after an error. */
  static final long UNKNOWN_DATABASE = -1;

  /** So much is given the whole timeout to be sent. */
  private static final int CHUNK_BYTES = 64 * 1024;

  private static final int READ_BYTES = 1024;

  /** Longest reply that is listened to. */
  private static final int MAX_REPLY_BYTES = 64 * 1024;

  private final String name;
  private final Link link;
  private final ReplyParser replies = new ReplyParser(MAX_REPLY_BYTES);
  private final byte[] received = new byte[READ_BYTES];
  private long database = UNKNOWN_DATABASE;
  private long usedMillis;

  /**
   * @param name under which it is kept
   */
  MigrateTarget(String name, Link link) {
    this.name = name;
    this.link = link;
  }

  String name() {
    return name;
  }

  /** The database that the last requests selected. */
  long database() {
    return database;
  }

  void database(long selected) {
    database = selected;
  }

  void used(long nowMillis) {
    usedMillis = nowMillis;
  }

  long idleMillis(long nowMillis) {
    return nowMillis - usedMillis;
  }

  /** Sends what was written, which is then cleared. */
  void send(RespWriter requests, long timeoutMillis) throws LinkException {
    int from = 0;
    for (int i = 0; i < requests.references(); i++) {
      int to = requests.referencePosition(i);
      send(requests.array(), from, to - from, timeoutMillis);
      send(
          requests.reference(i),
          requests.referenceOffset(i),
          requests.referenceLength(i),
          timeoutMillis);
      from = to;
    }
    send(requests.array(), from, requests.size() - from, timeoutMillis);
    requests.clear();
  }

  private void send(byte[] array, int offset, int length, long timeoutMillis) throws LinkException {
    for (int sent = 0; sent < length; sent += CHUNK_BYTES) {
      link.write(array, offset + sent, Math.min(CHUNK_BYTES, length - sent), timeoutMillis);
    }
  }

  /** The next reply: a status or an error. */
  Reply reply(long timeoutMillis) throws IOException {
    int taken = 0;
    for (Reply reply = replies.next(); ; reply = replies.next()) {
      if (reply != null) {
        if (!reply.is(Reply.Type.STATUS) && !reply.isError()) {
          throw new ReplyFormatException("neither a status nor an error");
        }
        return reply;
      }
      if (taken > MAX_REPLY_BYTES) {
        throw new ReplyFormatException("a reply without an end");
      }
      int count = link.read(received, 0, received.length, timeoutMillis);
      replies.feed(received, 0, count);
      taken += count;
    }
  }

  void close() {
    link.close();
  }
}

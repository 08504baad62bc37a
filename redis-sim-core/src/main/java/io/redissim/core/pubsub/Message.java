package io.redissim.core.pubsub;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.resp.RedisError;
import org.jspecify.annotations.Nullable;

/**
 * One message as its receivers read it: {@code *3\r\n$7\r\nmessage\r\n}, the channel and the text
 * as bulk strings; of a pattern four elements, the pattern before the channel. RESP3 differs in the
 * first byte, {@code >}. Written once for each protocol that somebody speaks, then shared: nobody
 * changes the bytes.
 */
final class Message {
  private static final int MAX_BYTES = Integer.MAX_VALUE - 16;
  private static final RedisError TOO_LONG = new RedisError("ERR message is larger than 2 GiB");

  private final byte[] resp2;
  private byte @Nullable [] resp3;

  private Message(byte[] resp2) {
    this.resp2 = resp2;
  }

  /** To those who subscribed to the channel itself. */
  static Message of(Topic topic, Name channel, byte[] array, int offset, int length) {
    String kind = topic.message();
    byte[] to = room(4 + bulk(kind.length()) + bulk(channel.length()) + bulk(length));
    int at = head('3', to);
    at = bulk(kind, to, at);
    at = bulk(channel.array(), channel.offset(), channel.length(), to, at);
    bulk(array, offset, length, to, at);
    return new Message(to);
  }

  /** To those who subscribed to a pattern that the channel matches. */
  static Message ofPattern(Name pattern, Name channel, byte[] array, int offset, int length) {
    String kind = Topic.PATTERN.message();
    byte[] to =
        room(
            4
                + bulk(kind.length())
                + bulk(pattern.length())
                + bulk(channel.length())
                + bulk(length));
    int at = head('4', to);
    at = bulk(kind, to, at);
    at = bulk(pattern.array(), pattern.offset(), pattern.length(), to, at);
    at = bulk(channel.array(), channel.offset(), channel.length(), to, at);
    bulk(array, offset, length, to, at);
    return new Message(to);
  }

  /** The bytes for this client. */
  byte[] bytes(Client client) {
    if (client.protocol() == 2) {
      return resp2;
    }
    byte[] bytes = resp3;
    if (bytes == null) {
      bytes = resp2.clone();
      bytes[0] = '>';
      resp3 = bytes;
    }
    return bytes;
  }

  private static int head(char elements, byte[] to) {
    to[0] = '*';
    to[1] = (byte) elements;
    return line(to, 2);
  }

  /** What a bulk string of this length takes. */
  private static long bulk(int length) {
    return 1L + Ascii.longLength(length) + 2 + length + 2;
  }

  private static byte[] room(long bytes) {
    if (bytes > MAX_BYTES) {
      throw TOO_LONG;
    }
    return new byte[(int) bytes];
  }

  private static int bulk(byte[] array, int offset, int length, byte[] to, int at) {
    to[at] = '$';
    int next = line(to, Ascii.writeLong(length, to, at + 1));
    System.arraycopy(array, offset, to, next, length);
    return line(to, next + length);
  }

  private static int bulk(String word, byte[] to, int at) {
    to[at] = '$';
    int next = line(to, Ascii.writeLong(word.length(), to, at + 1));
    for (int i = 0; i < word.length(); i++) {
      to[next++] = (byte) word.charAt(i);
    }
    return line(to, next);
  }

  private static int line(byte[] to, int at) {
    to[at] = '\r';
    to[at + 1] = '\n';
    return at + 2;
  }
}

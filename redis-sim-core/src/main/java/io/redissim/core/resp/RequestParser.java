package io.redissim.core.resp;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.bytes.SplitArgs;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Requests out of bytes that arrive in any pieces.
 *
 * <pre>
 *   multibulk   *<n>\r\n, then n times $<length>\r\n<bytes>\r\n
 *   inline      words, quoted or not, up to \n or \r\n
 * </pre>
 *
 * <p>The connection's bytes lie in one array: {@code [0, parsed)} became requests, {@code [parsed,
 * written)} waits for more. Whoever reads the socket asks {@link #writeArray} and {@link
 * #writeOffset} where to put the next bytes, says {@link #wrote}, calls {@link #parse}, runs the
 * {@link #batch} and calls {@link #settle}. Parsing goes on where it stopped, so a request costs
 * its length, however it is cut. An argument of {@link #LARGE} bytes or more gets an array of its
 * own, which grows with what arrives and ends exact.
 *
 * <p>Nothing is allocated for a length that was only announced. Framing that breaks the protocol
 * makes {@link #error} non-null; requests before it are still in the batch.
 */
public final class RequestParser {
  /** From this length on an argument gets an array of its own. */
  public static final int LARGE = 32 * 1024;

  /** The longest inline request or header line. */
  static final int MAX_LINE = 64 * 1024;

  private static final int MAX_ARRAY = Integer.MAX_VALUE - 16;
  private static final int UNAUTHENTICATED_ARGS = 10;
  private static final int UNAUTHENTICATED_BULK = 16384;

  private final RequestBatch batch;
  private final SplitArgs inline = new SplitArgs();

  private byte[] buffer = Ascii.EMPTY;

  /** Whether the buffer is somebody else's. */
  private boolean lent;

  private int parsed;
  private int written;

  /** Arguments of the open request that are still to come; 0 between requests. */
  private int pendingArgs;

  /** Length of the bulk string whose header was read; -1: none. */
  private int bulkLength = -1;

  /** Where the bytes of a large argument go; null: not inside of one. */
  private byte @Nullable [] large;

  private int largeFilled;

  /** How far the buffer was searched for the end of a line, beyond {@code parsed}. */
  private int searched;

  private boolean authenticationRequired;
  private long maxBulkLength = 512L * 1024 * 1024;
  private @Nullable RedisError error;

  public RequestParser(KeyHash keyHash) {
    batch = new RequestBatch(keyHash);
  }

  public RequestBatch batch() {
    return batch;
  }

  /** What is wrong with the framing; null: nothing. Once set, nothing more is parsed. */
  public @Nullable RedisError error() {
    return error;
  }

  /** Whether the next requests come from a client that may do little more than AUTH. */
  public void authenticationRequired(boolean required) {
    authenticationRequired = required;
  }

  /** {@code proto-max-bulk-len}. */
  public void maxBulkLength(long bytes) {
    maxBulkLength = bytes;
  }

  // ---- bytes in ----

  /** Uses this array for as long as nothing is left over from earlier reads. */
  public void lend(byte[] array) {
    if (written == 0 && large == null) {
      buffer = array;
      lent = true;
    }
  }

  /** The array that the next bytes go to, with room for at least one, at most {@code expected}. */
  public byte[] writeArray(int expected) {
    byte[] own = large;
    if (own != null && largeFilled < bulkLength) {
      if (largeFilled == own.length) {
        long longer = Math.max(2L * own.length, (long) own.length + expected);
        own = Arrays.copyOf(own, (int) Math.min(bulkLength, longer));
        large = own;
      }
      return own;
    }
    if (buffer.length - written < expected) {
      long needed = (long) written + expected;
      if (needed > MAX_ARRAY) {
        throw new IllegalStateException("the query buffer is full");
      }
      byte[] longer =
          Arrays.copyOf(buffer, (int) Math.min(MAX_ARRAY, Math.max(needed, written * 3L / 2)));
      batch.moveAll(buffer, longer);
      buffer = longer;
      lent = false;
    }
    return buffer;
  }

  public int writeOffset() {
    return fillingLarge() ? largeFilled : written;
  }

  /** {@code count} bytes were put where {@link #writeArray} said. */
  public void wrote(int count) {
    if (fillingLarge()) {
      largeFilled += count;
    } else {
      written += count;
    }
  }

  /** Bytes that were not looked at yet, or belong to a large argument that is not whole. */
  public long unparsedBytes() {
    return (long) written - parsed + (large == null ? 0 : largeFilled);
  }

  /** Bytes held for requests that have not run. */
  public long heldBytes() {
    return (long) written - batch.start() + (large == null ? 0 : largeFilled);
  }

  /** Bytes allocated for this connection's requests. */
  public long allocatedBytes() {
    return (long) buffer.length + (large == null ? 0 : large.length);
  }

  private boolean fillingLarge() {
    return large != null && largeFilled < bulkLength;
  }

  /**
   * The batch has run as far as it can. What is left moves to an array of its own, so that the lent
   * one is free and a waiting client holds no more than it sent. A long request that is still open
   * stays where it is while its array is mostly full: moving it at each read would cost the square
   * of its length.
   */
  public void settle() {
    int from = batch.start();
    int left = written - from;
    if (from == 0 && left > buffer.length / 2 && !lent) {
      return;
    }
    lent = false;
    byte[] own = left == 0 ? Ascii.EMPTY : Arrays.copyOfRange(buffer, from, written);
    batch.move(buffer, own, from);
    buffer = own;
    written = left;
    parsed -= from;
  }

  // ---- parsing ----

  /** Parses up to {@code maxRequests} more requests into the batch. */
  public void parse(int maxRequests) {
    int goal =
        maxRequests > Integer.MAX_VALUE - batch.size()
            ? Integer.MAX_VALUE
            : batch.size() + maxRequests;
    while (error == null && batch.size() < goal && parseRequest()) {
      // Each turn is one request or one empty line.
    }
  }

  /** False: more bytes are needed. */
  private boolean parseRequest() {
    if (pendingArgs == 0) {
      if (parsed == written) {
        return false;
      }
      if (buffer[parsed] != '*') {
        return parseInline();
      }
      if (!parseArgCount()) {
        return false;
      }
    }
    while (pendingArgs > 0) {
      if (bulkLength < 0 && !parseBulkLength()) {
        return false;
      }
      if (!takeBulk()) {
        return false;
      }
    }
    completeOpenRequest();
    return true;
  }

  private void completeOpenRequest() {
    if (batch.openRows() > 0) {
      batch.completeRequest(parsed);
    } else {
      batch.skipTo(parsed); // an empty line or *0: nothing to run
    }
  }

  /** {@code *<count>\r\n}. */
  private boolean parseArgCount() {
    int end = lineEnd((byte) '\r');
    if (end < 0) {
      return noLine("too big mbulk count string");
    }
    if (end + 1 >= written) {
      return false;
    }
    int from = parsed + 1;
    int length = end - from;
    long count =
        Ascii.isLong(buffer, from, length) ? Ascii.parseLong(buffer, from, length) : Long.MAX_VALUE;
    if (count > Integer.MAX_VALUE) {
      return broken("invalid multibulk length");
    }
    if (count > UNAUTHENTICATED_ARGS && authenticationRequired) {
      return broken("unauthenticated multibulk length");
    }
    parsed = end + 2;
    pendingArgs = (int) Math.max(0, count);
    return true;
  }

  /** {@code $<length>\r\n}. */
  private boolean parseBulkLength() {
    int end = lineEnd((byte) '\r');
    if (end < 0) {
      return noLine("too big bulk count string");
    }
    if (end + 1 >= written) {
      return false;
    }
    if (buffer[parsed] != '$') {
      return broken("expected '$', got '" + (char) (buffer[parsed] & 0xff) + "'");
    }
    int from = parsed + 1;
    int length = end - from;
    long bulk = Ascii.isLong(buffer, from, length) ? Ascii.parseLong(buffer, from, length) : -1;
    if (bulk < 0 || bulk > maxBulkLength || bulk > MAX_ARRAY) {
      return broken("invalid bulk length");
    }
    if (bulk > UNAUTHENTICATED_BULK && authenticationRequired) {
      return broken("unauthenticated bulk length");
    }
    parsed = end + 2;
    bulkLength = (int) bulk;
    if (bulkLength >= LARGE) {
      startLarge();
    }
    return true;
  }

  private void startLarge() {
    int here = Math.min(written - parsed, bulkLength);
    large = new byte[here];
    System.arraycopy(buffer, parsed, large, 0, here);
    largeFilled = here;
    if (here < bulkLength) {
      // The rest goes straight to the array, so these bytes need not stay in the buffer either.
      written = parsed;
    } else {
      parsed += here;
    }
  }

  /** The argument's bytes and their {@code \r\n}, once all are there. */
  private boolean takeBulk() {
    byte[] own = large;
    if (own != null) {
      if (largeFilled < bulkLength) {
        return false;
      }
      if (written - parsed < 2) {
        return false;
      }
      batch.add(own, 0, bulkLength);
      large = null;
      parsed += 2;
    } else {
      if (written - parsed < bulkLength + 2) {
        return false;
      }
      batch.add(buffer, parsed, bulkLength);
      parsed += bulkLength + 2;
    }
    bulkLength = -1;
    pendingArgs--;
    return true;
  }

  private boolean parseInline() {
    int end = lineEnd((byte) '\n');
    if (end < 0) {
      return noLine("too big inline request");
    }
    int length = end - parsed;
    if (length > 0 && buffer[end - 1] == '\r') {
      length--;
    }
    int words = inline.split(buffer, parsed, length);
    if (words == SplitArgs.UNBALANCED) {
      return broken("unbalanced quotes in request");
    }
    for (int i = 0; i < words; i++) {
      int from = inline.offset(i);
      byte[] word = Arrays.copyOfRange(inline.array(), from, from + inline.length(i));
      batch.add(word, 0, word.length);
    }
    parsed = end + 1;
    completeOpenRequest();
    return true;
  }

  /** The index of the first {@code mark} from {@code parsed} on; -1: not there yet. */
  private int lineEnd(byte mark) {
    int at = parsed + searched;
    byte[] bytes = buffer;
    int end = written;
    while (at < end) {
      if (bytes[at] == mark) {
        searched = 0;
        return at;
      }
      at++;
    }
    searched = end - parsed;
    return -1;
  }

  private boolean noLine(String tooLong) {
    if (written - parsed > MAX_LINE) {
      return broken(tooLong);
    }
    return false;
  }

  private boolean broken(String text) {
    error = Errors.protocol(text);
    return false;
  }
}

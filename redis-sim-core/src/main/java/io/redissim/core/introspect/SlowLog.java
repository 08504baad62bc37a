package io.redissim.core.introspect;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.resp.Args;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * The commands that took long, youngest first. Of a command 32 words are kept at most, and 128
 * bytes of a word; the last one says what is missing. Source: Valkey {@code slowlog.c}.
 */
public final class SlowLog {
  private static final int MAX_WORDS = 32;
  private static final int MAX_WORD_BYTES = 128;
  private static final byte[] REDACTED = Ascii.bytes("(redacted)");

  /**
   * One slow command.
   *
   * @param seconds when it ended, since the epoch
   */
  @SuppressWarnings("ArrayRecordComponent") // told, never compared
  record Entry(
      long id, long seconds, long micros, List<byte[]> words, String address, byte[] clientName) {}

  private final Deque<Entry> entries = new ArrayDeque<>();
  private long slowerThanMicros = 10_000;
  private long maxLength = 128;
  private long nextId;

  /** {@code slowlog-log-slower-than}: 0 logs everything, negative nothing. */
  public void slowerThan(long micros) {
    slowerThanMicros = micros;
  }

  /** {@code slowlog-max-len}: what is longer is cut with the next command that is logged. */
  public void maxLength(long entries) {
    maxLength = entries;
  }

  /** Whether a command that took so long is logged. */
  boolean logs(long micros) {
    return micros >= slowerThanMicros && slowerThanMicros >= 0 && maxLength != 0;
  }

  /** Logs a command; {@code redacted}: the words that nobody must read. */
  void add(Client client, Args args, BitSet redacted, long micros, long nowMicros) {
    entries.addFirst(
        new Entry(
            nextId++,
            Math.floorDiv(nowMicros, 1_000_000L),
            micros,
            words(args, redacted),
            client.transport().remoteAddress(),
            client.name()));
    while (Long.compareUnsigned(entries.size(), maxLength) > 0) {
      entries.removeLast();
    }
  }

  private static List<byte[]> words(Args args, BitSet redacted) {
    int kept = Math.min(args.count(), MAX_WORDS);
    List<byte[]> words = new ArrayList<>(kept);
    for (int i = 0; i < kept; i++) {
      if (i == kept - 1 && kept < args.count()) {
        words.add(Ascii.bytes("... (" + (args.count() - kept + 1) + " more arguments)"));
      } else {
        words.add(redacted.get(i) ? REDACTED : word(args, i));
      }
    }
    return words;
  }

  private static byte[] word(Args args, int i) {
    int length = args.length(i);
    if (length <= MAX_WORD_BYTES) {
      return args.copy(i);
    }
    byte[] rest = Ascii.bytes("... (" + (length - MAX_WORD_BYTES) + " more bytes)");
    int from = args.offset(i);
    byte[] word =
        Arrays.copyOf(
            Arrays.copyOfRange(args.array(i), from, from + MAX_WORD_BYTES),
            MAX_WORD_BYTES + rest.length);
    System.arraycopy(rest, 0, word, MAX_WORD_BYTES, rest.length);
    return word;
  }

  /** Youngest first. */
  Collection<Entry> entries() {
    return entries;
  }

  void clear() {
    entries.clear();
  }
}

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
 * The commands of which something reached a threshold, youngest first: their time, or the bytes of
 * their request or reply. Of a command 32 words are kept at most, and 128 bytes of a word; the last
 * one says what is missing. Source: Valkey {@code slowlog.c}, since 8.1 {@code commandlog.c}.
 */
final class CommandLog {
  private static final int MAX_WORDS = 32;
  private static final int MAX_WORD_BYTES = 128;
  private static final byte[] REDACTED = Ascii.bytes("(redacted)");

  /**
   * One command.
   *
   * @param seconds when it ended, since the epoch
   * @param value microseconds or bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // told, never compared
  record Entry(
      long id, long seconds, long value, List<byte[]> words, String address, byte[] clientName) {}

  private final Deque<Entry> entries = new ArrayDeque<>();
  private long threshold;
  private long maxLength;
  private long nextId;

  /** From which value on a command is logged: 0 logs everything, a negative one nothing. */
  void threshold(long value) {
    threshold = value;
  }

  /** What is longer is cut; 0 leaves what was logged, and logs nothing more. */
  void maxLength(long most) {
    maxLength = most;
    if (isOn()) {
      cut();
    }
  }

  private void cut() {
    while (Long.compareUnsigned(entries.size(), maxLength) > 0) {
      entries.removeLast();
    }
  }

  /** Whether anything is logged at all. */
  boolean isOn() {
    return threshold >= 0 && maxLength != 0;
  }

  /** Whether a command with this value is logged. */
  boolean logs(long value) {
    return value >= threshold && isOn();
  }

  /** Logs a command; {@code redacted}: the words that nobody must read. */
  void add(Client client, Args args, BitSet redacted, long value, long nowMicros) {
    entries.addFirst(
        new Entry(
            nextId++,
            Math.floorDiv(nowMicros, 1_000_000L),
            value,
            words(args, redacted),
            client.transport().remoteAddress(),
            client.name()));
    cut();
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

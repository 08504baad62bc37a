package io.redissim.core.type.stream;

import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackEntry;
import io.redissim.core.resp.Args;
import java.util.Arrays;

/**
 * One node of a stream, in Redis' own format: a listpack of a master entry and of entries that are
 * told as differences to it. Its array may be longer than the listpack.
 *
 * <pre>
 *   master   live entries | deleted ones | N | field 1 ... field N | 0
 *   entry    flags | ms - master ms | seq - master seq | N | field 1 | value 1 ... value N | elements
 *   entry    flags | ms - master ms | seq - master seq | value 1 ... value N | elements
 * </pre>
 *
 * An entry of the second form has the master's fields and says so in its flags. The last element of
 * an entry counts those before it, so that it can be walked backwards; the master's is 0. A deleted
 * entry stays and is flagged. Source: Valkey {@code t_stream.c:streamAppendItem}.
 */
final class StreamNode {
  static final int DELETED = 1;
  static final int SAME_FIELDS = 2;

  /** Elements of an entry beside its fields, values and their number: flags and two numbers. */
  private static final int FIXED_ELEMENTS = 3;

  private static final int LIVE_AT = Listpack.HEADER;

  /** More than an element's lengths, before and behind it, take. */
  private static final int ELEMENT_OVERHEAD = 10;

  /** More than the numbers of an entry and its master, and the header, take. */
  private static final int FIXED_OVERHEAD = 128;

  private static final int MIN_CAPACITY = 128;
  private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;

  private StreamNode() {}

  // ---- Reading the master entry.

  static long live(byte[] node) {
    return ListpackEntry.integer(node, LIVE_AT);
  }

  static long deleted(byte[] node) {
    return ListpackEntry.integer(node, deletedAt(node));
  }

  static int masterFields(byte[] node) {
    return (int) ListpackEntry.integer(node, fieldCountAt(node));
  }

  /** Where the master's first field stands, or the 0 behind its fields if it has none. */
  static int masterFieldsAt(byte[] node) {
    return ListpackEntry.skip(node, fieldCountAt(node));
  }

  /** Where the first entry stands, deleted or not. */
  static int firstEntry(byte[] node) {
    return ListpackEntry.skip(node, skip(node, masterFieldsAt(node), masterFields(node)));
  }

  static int skip(byte[] node, int from, long elements) {
    int at = from;
    for (long i = elements; i > 0; i--) {
      at = ListpackEntry.skip(node, at);
    }
    return at;
  }

  private static int deletedAt(byte[] node) {
    return ListpackEntry.skip(node, LIVE_AT);
  }

  private static int fieldCountAt(byte[] node) {
    return ListpackEntry.skip(node, deletedAt(node));
  }

  // ---- Writing. A result is the node, in another array if it needed more room.

  /** Bytes of the fields and values from argument {@code from} to the last. */
  static long payload(Args args, int from) {
    long bytes = 0;
    for (int i = from; i < args.count(); i++) {
      bytes += args.length(i);
    }
    return bytes;
  }

  /** A node whose master is the entry of these fields and values, and which holds it. */
  static byte[] create(Args args, int from, long payload) {
    int pairs = (args.count() - from) / 2;
    long fields = 0;
    for (int i = from; i < args.count(); i += 2) {
      fields += args.length(i);
    }
    byte[] node = new byte[room(payload + fields, 3L * pairs, 0)];
    int at = ListpackEntry.write(node, LIVE_AT, 1);
    at = ListpackEntry.write(node, at, 0);
    at = ListpackEntry.write(node, at, pairs);
    for (int i = from; i < args.count(); i += 2) {
      at = ListpackEntry.write(node, at, args.array(i), args.offset(i), args.length(i));
    }
    at = ListpackEntry.write(node, at, 0);
    at = writeEntry(node, at, args, from, true, 0, 0);
    Listpack.writeEnd(node, at);
    Listpack.writeHeader(node, 0, at + 1, 2 * pairs + 4 + FIXED_ELEMENTS + 1);
    return node;
  }

  /** Appends an entry so much later than the master. */
  static byte[] append(
      byte[] node, Args args, int from, long payload, long msDelta, long seqDelta) {
    int pairs = (args.count() - from) / 2;
    int length = Listpack.bytes(node, 0);
    byte[] roomy = node;
    long needed = length + payload + 2L * pairs * ELEMENT_OVERHEAD + FIXED_OVERHEAD;
    if (needed > node.length) {
      roomy = Arrays.copyOf(node, room(length + payload, 2L * pairs, length));
    }
    long live = live(roomy) + 1;
    int grown = ListpackEntry.size(live) - (deletedAt(roomy) - LIVE_AT);
    if (grown != 0) {
      System.arraycopy(
          roomy, deletedAt(roomy), roomy, deletedAt(roomy) + grown, length - deletedAt(roomy));
    }
    ListpackEntry.write(roomy, LIVE_AT, live);
    boolean same = hasMasterFields(roomy, args, from, pairs);
    int at = writeEntry(roomy, length + grown - 1, args, from, same, msDelta, seqDelta);
    Listpack.writeEnd(roomy, at);
    int elements = FIXED_ELEMENTS + 1 + pairs + (same ? 0 : pairs + 1);
    Listpack.writeHeader(roomy, 0, at + 1, elementCount(roomy) + elements);
    return roomy;
  }

  /** The node in an array without spare room. */
  static byte[] trimmed(byte[] node) {
    int length = Listpack.bytes(node, 0);
    return length == node.length ? node : Arrays.copyOf(node, length);
  }

  /** Sets the deleted flag of an entry; the counts are not touched. */
  static void flagDeleted(byte[] node, int entry) {
    node[entry] |= DELETED;
  }

  /** Sets how many entries are live and how many deleted. */
  static byte[] recount(byte[] node, long live, long deleted) {
    int behind = fieldCountAt(node);
    int grown = ListpackEntry.size(live) + ListpackEntry.size(deleted) - (behind - LIVE_AT);
    byte[] roomy = node;
    int length = Listpack.bytes(node, 0);
    if (grown != 0) {
      if (length + grown > node.length) {
        roomy = Arrays.copyOf(node, length + grown);
      }
      System.arraycopy(roomy, behind, roomy, behind + grown, length - behind);
      Listpack.writeHeader(roomy, 0, length + grown, elementCount(roomy));
    }
    ListpackEntry.write(roomy, ListpackEntry.write(roomy, LIVE_AT, live), deleted);
    return roomy;
  }

  /** As the header has it: 65535 and more is unknown. */
  private static int elementCount(byte[] node) {
    return (node[4] & 0xff) | (node[5] & 0xff) << 8;
  }

  /** Writes an entry and returns the offset behind it. */
  private static int writeEntry(
      byte[] node, int from, Args args, int field, boolean same, long msDelta, long seqDelta) {
    int pairs = (args.count() - field) / 2;
    int at = ListpackEntry.write(node, from, same ? SAME_FIELDS : 0);
    at = ListpackEntry.write(node, at, msDelta);
    at = ListpackEntry.write(node, at, seqDelta);
    if (!same) {
      at = ListpackEntry.write(node, at, pairs);
    }
    for (int i = field; i < args.count(); i++) {
      if (!same || (i - field & 1) == 1) {
        at = ListpackEntry.write(node, at, args.array(i), args.offset(i), args.length(i));
      }
    }
    return ListpackEntry.write(node, at, FIXED_ELEMENTS + pairs + (same ? 0 : pairs + 1L));
  }

  private static boolean hasMasterFields(byte[] node, Args args, int from, int pairs) {
    if (pairs != masterFields(node)) {
      return false;
    }
    int at = masterFieldsAt(node);
    for (int i = from; i < args.count(); i += 2) {
      if (!ListpackEntry.equals(node, at, args.array(i), args.offset(i), args.length(i))) {
        return false;
      }
      at = ListpackEntry.skip(node, at);
    }
    return true;
  }

  /** Room for so many bytes in so many elements; a node that grows gets twice what it has. */
  private static int room(long bytes, long elements, int length) {
    long needed = bytes + elements * ELEMENT_OVERHEAD + FIXED_OVERHEAD;
    long roomy = Math.max(needed, Math.max(MIN_CAPACITY, 2L * length));
    if (needed > MAX_CAPACITY) {
      throw new OutOfMemoryError("a stream node of " + needed + " bytes");
    }
    return (int) Math.min(roomy, MAX_CAPACITY);
  }
}

package io.redissim.core.type.list;

import io.redissim.core.bytes.Block;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackEntry;
import io.redissim.core.keyspace.CollectionValue;
import io.redissim.core.keyspace.Encoding;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.keyspace.ValueType;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;
import java.util.Arrays;

/**
 * A list: a short one is one listpack, a long one a {@link Quicklist}.
 *
 * <p>{@link #seek}, {@link #next} and {@link #previous} point at an element, until the next change.
 * All changes need an edit.
 */
public final class ListValue extends CollectionValue {
  public static final ValueType<ListValue> TYPE =
      ValueType.collection(ValueKind.LIST, ListValue::new);

  /** The element pointed at: its node (0 of a packed list) and its entry; or none. */
  private int node;

  private int at = Listpack.NONE;

  public ListValue() {}

  @Override
  public long size() {
    return isPacked() ? Listpack.count(block(), blockOffset()) : quicklist().size();
  }

  @Override
  protected void startEmpty() {
    Listpack.create(scratch());
    becomePacked(Encoding.LISTPACK);
  }

  @Override
  protected void pointed() {
    at = Listpack.NONE;
  }

  private Quicklist quicklist() {
    return (Quicklist) large();
  }

  /**
   * Appends what DEBUG OBJECT tells of a quicklist, each word with a space before it. Source:
   * Valkey {@code debug.c:debugCommand}.
   *
   * @param compressed whether {@code list-compress-depth} asks for it
   */
  public void describeNodes(boolean compressed, StringBuilder line) {
    Quicklist list = quicklist();
    long bytes = 0;
    for (int i = 0; i < list.nodes(); i++) {
      bytes += list.bytes(i);
    }
    // Two digits behind the point, and no String.format.
    long average = Math.round(list.size() * 100.0 / list.nodes());
    line.append(" ql_nodes:").append(list.nodes());
    line.append(" ql_avg_node:").append(average / 100).append('.');
    line.append(average / 10 % 10).append(average % 10);
    line.append(" ql_listpack_max:").append(list.fill());
    line.append(" ql_compressed:").append(compressed ? 1 : 0);
    line.append(" ql_uncompressed_size:").append(bytes);
  }

  // ---- Reading: where to point.

  /** Points at the element of this index, counted from 0 or back from -1; false: there is none. */
  public boolean seek(long index) {
    if (isPacked()) {
      node = 0;
      at = Listpack.seek(block(), blockOffset(), index);
      return at != Listpack.NONE;
    }
    Quicklist list = quicklist();
    long wanted = index < 0 ? index + list.size() : index;
    if (wanted < 0 || wanted >= list.size()) {
      at = Listpack.NONE;
      return false;
    }
    long place = list.locate(wanted);
    node = (int) (place >> 32);
    at = list.entry(node, (int) place);
    return true;
  }

  /** Points at the element behind; false: it was the last, and nothing is pointed at. */
  public boolean next() {
    if (isPlain()) {
      return seekNode(node + 1, 0);
    }
    at = Listpack.next(array(), at);
    return at != Listpack.NONE || (!isPacked() && seekNode(node + 1, 0));
  }

  /** Points at the element before; false: it was the first, and nothing is pointed at. */
  public boolean previous() {
    if (isPlain()) {
      return seekNode(node - 1, -1);
    }
    at = Listpack.prev(array(), start(), at);
    return at != Listpack.NONE || (!isPacked() && seekNode(node - 1, -1));
  }

  /** Points at the first (0) or the last (-1) element of a node. */
  private boolean seekNode(int wanted, int index) {
    Quicklist list = quicklist();
    if (wanted < 0 || wanted >= list.nodes()) {
      at = Listpack.NONE;
      return false;
    }
    node = wanted;
    at = list.entry(node, index);
    return true;
  }

  /**
   * The element pointed at as a number that {@link #resume} understands, as long as the list does
   * not change: an edit that begins points nowhere.
   */
  long place() {
    return (long) node << 32 | at - start();
  }

  /** Points where {@link #place} was called. */
  void resume(long place) {
    node = (int) (place >> 32);
    at = start() + (int) place;
  }

  private boolean isPlain() {
    return !isPacked() && quicklist().isPlain(node);
  }

  private byte[] array() {
    return isPacked() ? block() : quicklist().array(node);
  }

  private int start() {
    return isPacked() ? blockOffset() : quicklist().start(node);
  }

  // ---- Reading: what is there.

  /** Whether the element pointed at is this argument. */
  boolean is(Args args, int i) {
    byte[] array = args.array(i);
    int offset = args.offset(i);
    int length = args.length(i);
    if (isPlain()) {
      return args.sameBytes(i, array(), 0, array().length);
    }
    return ListpackEntry.equals(array(), at, array, offset, length);
  }

  /** Replies with the element pointed at. */
  void reply(ReplySink reply) {
    if (isPlain()) {
      byte[] bytes = array();
      reply.bulkByReference(bytes, 0, bytes.length);
    } else {
      reply.listpackEntry(array(), at);
    }
  }

  /** Replies with so many elements from the one pointed at on, or back; so many there must be. */
  void reply(ReplySink reply, long count, boolean backwards) {
    long left = count;
    while (left > 0) {
      left -= backwards ? replyBack(reply, left) : replyOn(reply, left);
      if (left > 0) {
        seekNode(backwards ? node - 1 : node + 1, backwards ? -1 : 0);
      }
    }
  }

  /** As {@link #reply(ReplySink, long, boolean)}, within the node; returns how many there were. */
  private long replyOn(ReplySink reply, long count) {
    if (isPlain()) {
      reply(reply);
      return 1;
    }
    byte[] a = array();
    long left = count;
    for (int entry = at; left > 0 && entry != Listpack.NONE; left--) {
      reply.listpackEntry(a, entry);
      entry = Listpack.next(a, entry);
    }
    return count - left;
  }

  private long replyBack(ReplySink reply, long count) {
    if (isPlain()) {
      reply(reply);
      return 1;
    }
    byte[] a = array();
    int start = start();
    long left = count;
    for (int entry = at; left > 0 && entry != Listpack.NONE; left--) {
      reply.listpackEntry(a, entry);
      entry = Listpack.prev(a, start, entry);
    }
    return count - left;
  }

  /** The bytes of the element pointed at. */
  public byte[] copy() {
    if (isPlain()) {
      return array().clone();
    }
    byte[] bytes = new byte[ListpackEntry.textLength(array(), at)];
    ListpackEntry.writeText(array(), at, bytes, 0);
    return bytes;
  }

  /** The bytes of the element pointed at become the block's. */
  void copyTo(Block to) {
    byte[] a = array();
    to.clear();
    if (isPlain()) {
      to.set(a, 0, a.length);
    } else {
      to.splice(0, 0, ListpackEntry.textLength(a, at));
      ListpackEntry.writeText(a, at, to.array(), 0);
    }
  }

  /** Appends the element pointed at to a listpack. */
  void appendTo(Block listpack) {
    byte[] a = array();
    if (isPlain()) {
      Listpack.append(listpack, a, 0, a.length);
    } else {
      Listpack.appendEntries(listpack, a, at, ListpackEntry.skip(a, at), 1);
    }
  }

  // ---- Reading: nodes, as RDB sees them.

  /** How many nodes there are: one of a packed list. */
  public int nodes() {
    return isPacked() ? 1 : quicklist().nodes();
  }

  /** Whether a node is one element as it is, not a listpack. */
  public boolean isPlain(int wanted) {
    return !isPacked() && quicklist().isPlain(wanted);
  }

  public byte[] nodeArray(int wanted) {
    return isPacked() ? block() : quicklist().array(wanted);
  }

  public int nodeOffset(int wanted) {
    return isPacked() ? blockOffset() : quicklist().start(wanted);
  }

  public int nodeLength(int wanted) {
    return isPacked() ? blockLength() : quicklist().bytes(wanted);
  }

  // ---- Changing.

  /**
   * Arguments are going to be added: the list becomes a quicklist if it could not hold them
   * otherwise. Source: Valkey {@code t_list.c:listTypeTryConversionAppend}.
   */
  void expect(ListLimits limits, Args args, int from, int end) {
    if (isPacked()) {
      long added = 0;
      for (int i = from; i < end; i++) {
        added += args.length(i);
      }
      expect(limits, added, end - from);
    }
  }

  /** As {@link #expect(ListLimits, Args, int, int)}, of so many bytes and elements. */
  public void expect(ListLimits limits, long bytes, long count) {
    if (isPacked() && limits.exceeds(blockLength() + bytes, size() + count)) {
      Quicklist list = new Quicklist(limits.fillOfNew());
      if (size() > 0) {
        int from = blockOffset();
        list.appendListpack(Arrays.copyOfRange(block(), from, from + blockLength()));
      }
      becomeLarge(list, Encoding.QUICKLIST);
    }
  }

  /** Elements have gone: a quicklist of one node that is half empty becomes a listpack. */
  void shrink(ListLimits limits) {
    becomeListpack(limits, true);
  }

  /** Takes over a list that was made elsewhere; it may be small. */
  void become(ListLimits limits, Quicklist list) {
    becomeLarge(list, Encoding.QUICKLIST);
    becomeListpack(limits, false);
  }

  private void becomeListpack(ListLimits limits, boolean shrinking) {
    if (isPacked() || quicklist().nodes() != 1 || quicklist().isPlain(0)) {
      return;
    }
    Quicklist list = quicklist();
    if (limits.isSmall(list.bytes(0), list.size(), shrinking)) {
      scratch().set(list.array(0), list.start(0), list.bytes(0));
      becomePacked(Encoding.LISTPACK);
    }
  }

  void push(ListLimits limits, boolean atHead, Args args, int i) {
    push(limits, atHead, args.array(i), args.offset(i), args.length(i));
  }

  /** Adds an element at the head or at the tail; {@link #expect} came before. */
  public void push(ListLimits limits, boolean atHead, byte[] bytes, int offset, int length) {
    if (!isPacked()) {
      quicklist().push(limits, atHead, bytes, offset, length);
    } else if (atHead) {
      Listpack.prepend(scratch(), bytes, offset, length);
    } else {
      Listpack.append(scratch(), bytes, offset, length);
    }
  }

  /** Inserts an argument beside the element pointed at; {@link #expect} came before. */
  void insert(ListLimits limits, boolean after, Args args, int i) {
    byte[] array = args.array(i);
    int offset = args.offset(i);
    int length = args.length(i);
    if (!isPacked()) {
      quicklist().insert(limits, node, at, after, array, offset, length);
    } else if (after) {
      Listpack.insertAfter(scratch(), at, array, offset, length);
    } else {
      Listpack.insert(scratch(), at, array, offset, length);
    }
  }

  /** The element pointed at becomes this argument; {@link #expect} came before. */
  void replace(ListLimits limits, Args args, int i) {
    byte[] array = args.array(i);
    if (isPacked()) {
      Listpack.replace(scratch(), at, array, args.offset(i), args.length(i));
    } else {
      quicklist().replace(limits, node, at, array, args.offset(i), args.length(i));
    }
  }

  /** Removes the element pointed at and points at the one behind it; false: there is none. */
  boolean removeAndNext() {
    if (isPacked()) {
      at = Listpack.delete(scratch(), at);
      return at != Listpack.NONE;
    }
    int behind = quicklist().remove(node, at);
    if (behind == Listpack.NONE) {
      return seekNode(node, 0);
    }
    if (behind == Listpack.end(array(), start())) {
      return seekNode(node + 1, 0);
    }
    at = behind;
    return true;
  }

  /** Removes the element pointed at and points at the one before it; false: there is none. */
  boolean removeAndPrevious() {
    if (isPacked()) {
      int behind = Listpack.delete(scratch(), at);
      at =
          behind == Listpack.NONE
              ? Listpack.last(block(), blockOffset())
              : Listpack.prev(block(), blockOffset(), behind);
      return at != Listpack.NONE;
    }
    int behind = quicklist().remove(node, at);
    if (behind == Listpack.NONE) {
      return seekNode(node - 1, -1);
    }
    at = Listpack.prev(array(), start(), behind);
    return at != Listpack.NONE || seekNode(node - 1, -1);
  }

  /** Removes the first or the last element, which there must be. */
  void removeEnd(boolean atHead) {
    if (seek(atHead ? 0 : -1)) {
      remove();
    }
  }

  /** Removes the element pointed at; nothing is pointed at afterwards. */
  void remove() {
    if (isPacked()) {
      Listpack.delete(scratch(), at);
    } else {
      quicklist().remove(node, at);
    }
    at = Listpack.NONE;
  }

  /** Removes {@code count} elements from an index on; so many there must be. */
  void removeRange(long from, long count) {
    if (isPacked()) {
      if (count > 0) {
        Listpack.deleteIndexes(scratch(), from, count);
      }
    } else {
      quicklist().removeRange(from, count);
    }
    at = Listpack.NONE;
  }
}

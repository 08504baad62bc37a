package io.redissim.core.generic;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.resp.Args;
import io.redissim.core.type.hash.HashText;
import io.redissim.core.type.hash.HashValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where SORT finds something that belongs to an element: {@code #} is the element itself; in {@code
 * weight_*} the element takes the place of the star, which gives the key of a string; in {@code
 * user_*->age} that of a hash and a field. Without a star it is nothing. Source: Valkey {@code
 * sort.c:lookupKeyByPattern}.
 */
final class SortPattern {
  private static final int NONE = -1;

  private final byte[] bytes;
  private final int star;

  /** Where {@code ->} stands; {@link #NONE}: a string is meant. */
  private final int arrow;

  private SortPattern(byte[] bytes) {
    this.bytes = bytes;
    int end = cLength(bytes);
    this.star = indexOf(bytes, '*', 0, end);
    this.arrow = star == NONE ? NONE : arrow(bytes, star + 1, end);
  }

  static SortPattern of(Args args, int i) {
    return new SortPattern(args.copy(i));
  }

  /** As C sees it: up to a NUL. */
  private static int cLength(byte[] bytes) {
    int nul = indexOf(bytes, '\0', 0, bytes.length);
    return nul == NONE ? bytes.length : nul;
  }

  private static int indexOf(byte[] bytes, char wanted, int from, int end) {
    for (int i = from; i < end; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return NONE;
  }

  private static int arrow(byte[] bytes, int from, int end) {
    for (int i = from; i + 1 < end; i++) {
      if (bytes[i] == '-' && bytes[i + 1] == '>') {
        return i + 2 < end ? i : NONE;
      }
    }
    return NONE;
  }

  boolean hasStar() {
    return star != NONE;
  }

  /** What belongs to the element; null: nothing. */
  byte @Nullable [] lookUp(CommandContext ctx, byte[] element) {
    if (bytes.length > 0 && bytes[0] == '#' && cLength(bytes) == 1) {
      return element;
    }
    if (star == NONE) {
      return null;
    }
    Key key = Key.of(ctx.keyspace().keyHash(), keyFor(element));
    Entry entry = ctx.db().find(key);
    ctx.lookedUp(key, entry != null);
    ValueKind wanted = arrow == NONE ? ValueKind.STRING : ValueKind.HASH;
    if (entry == null || entry.kind() != wanted) {
      return null;
    }
    return arrow == NONE ? entry.string().copy() : field(entry);
  }

  private byte[] keyFor(byte[] element) {
    int end = arrow == NONE ? bytes.length : arrow;
    byte[] key = new byte[Math.addExact(end - 1, element.length)];
    System.arraycopy(bytes, 0, key, 0, star);
    System.arraycopy(element, 0, key, star, element.length);
    System.arraycopy(bytes, star + 1, key, star + element.length, end - star - 1);
    return key;
  }

  private byte @Nullable [] field(Entry entry) {
    HashValue hash = entry.value(HashValue.TYPE);
    int from = arrow + 2;
    if (!hash.find(bytes, from, bytes.length - from)) {
      return null;
    }
    HashText value = hash.value();
    return Arrays.copyOfRange(value.array(), value.offset(), value.offset() + value.length());
  }
}

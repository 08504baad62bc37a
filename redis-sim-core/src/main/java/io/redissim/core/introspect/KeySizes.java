package io.redissim.core.introspect;

import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.type.hash.HashValue;
import io.redissim.core.type.list.ListValue;
import io.redissim.core.type.set.SetValue;
import io.redissim.core.type.zset.ZSetValue;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * How large the values of a database are, by type: bytes of strings, elements of collections. Sizes
 * from one power of two to below the next count together, under the lower one; empty strings have a
 * place of their own. Streams are left out, as in Redis 8. Source:
 * redis.io/docs/latest/commands/info
 */
final class KeySizes {
  /** In the order in which they are told. */
  private static final List<ValueKind> TOLD =
      List.of(ValueKind.STRING, ValueKind.LIST, ValueKind.SET, ValueKind.ZSET, ValueKind.HASH);

  private static final int STEP = 1000;
  private static final int BINS = Long.SIZE + 1;

  private final Map<ValueKind, long[]> counts = new EnumMap<>(ValueKind.class);

  /** Looks at every key. */
  KeySizes(Database db) {
    long cursor = 0;
    do {
      cursor = db.scan(cursor, STEP, this::count);
    } while (cursor != 0);
  }

  private void count(Entry entry) {
    if (TOLD.contains(entry.kind())) {
      long[] bins = counts.computeIfAbsent(entry.kind(), kind -> new long[BINS]);
      bins[Long.SIZE - Long.numberOfLeadingZeros(size(entry))]++;
    }
  }

  private static long size(Entry entry) {
    return switch (entry.kind()) {
      case STRING -> entry.string().length();
      case LIST -> entry.value(ListValue.TYPE).size();
      case SET -> entry.value(SetValue.TYPE).size();
      case ZSET -> entry.value(ZSetValue.TYPE).size();
      case HASH -> entry.value(HashValue.TYPE).size();
      default -> 0;
    };
  }

  /** {@code db0_distrib_lists_items:1=2,1K=1} and so on, of the types that there are. */
  void write(int database, InfoText text) {
    for (ValueKind kind : TOLD) {
      long[] bins = counts.get(kind);
      if (bins != null) {
        text.field("db" + database + "_distrib_" + name(kind), told(bins));
      }
    }
  }

  private static String name(ValueKind kind) {
    return switch (kind) {
      case STRING -> "strings_sizes";
      case LIST -> "lists_items";
      case SET -> "sets_items";
      case ZSET -> "zsets_items";
      case HASH -> "hashes_items";
      default -> throw new IllegalArgumentException(kind.toString());
    };
  }

  private static String told(long[] bins) {
    StringJoiner told = new StringJoiner(",");
    for (int i = 0; i < BINS; i++) {
      if (bins[i] > 0) {
        told.add((i == 0 ? "0" : lowerEnd(i - 1)) + "=" + bins[i]);
      }
    }
    return told.toString();
  }

  /** {@code 2^power} in units of 1024. */
  private static String lowerEnd(int power) {
    String units = "KMGTPE";
    return power < 10
        ? Long.toString(1L << power)
        : (1L << power % 10) + units.substring(power / 10 - 1, power / 10);
  }
}

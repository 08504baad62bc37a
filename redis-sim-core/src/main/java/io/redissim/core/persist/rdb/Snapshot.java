package io.redissim.core.persist.rdb;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Crc64;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.Keyspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The whole keyspace as an RDB file in memory, as it is at one moment:
 *
 * <pre>
 * REDIS | version, 4 digits | AUX name value … |
 *   per database: SELECTDB n | RESIZEDB keys, with deadline |
 *     per key: [EXPIRETIME_MS deadline] | type | key | value |
 * EOF | 8 bytes CRC of all before
 * </pre>
 *
 * Source: Valkey {@code rdb.c:rdbSaveRio}.
 */
public final class Snapshot {
  private static final int OP_AUX = 250;
  private static final int OP_RESIZE_DB = 251;
  private static final int OP_EXPIRE_TIME_MS = 252;
  private static final int OP_SELECT_DB = 254;
  private static final int OP_EOF = 255;

  private static final int MAGIC_BYTES = 5;
  private static final int VERSION_DIGITS = 4;

  /** A part is closed once it has as many bytes; one long value makes it longer. */
  private static final int PART_BYTES = 1024 * 1024;

  private static final int KEYS_AT_A_TIME = 1000;

  private final RdbValues values;
  private final String version;
  private final RdbWriter out = new RdbWriter();
  private final RdbWriter value = new RdbWriter();

  /**
   * A file in parts that never change.
   *
   * @param bytes of all parts together
   */
  public record File(List<byte[]> parts, long bytes) {}

  /**
   * @param version what the file says wrote it
   */
  public Snapshot(RdbValues values, String version) {
    this.values = values;
    this.version = version;
  }

  /** {@code rdbcompression}. */
  public void compressing(boolean on) {
    out.compressing(on);
    value.compressing(on);
  }

  /** Writes it. Behind the engine's door: nothing changes meanwhile. */
  public File take(Keyspace keyspace, long nowMillis) {
    List<byte[]> parts = new ArrayList<>();
    out.clear();
    value.clear();
    byte[] magic = Ascii.bytes("REDIS0000");
    out.raw(magic, 0, magic.length);
    aux("redis-ver", version);
    aux("redis-bits", "64");
    aux("ctime", Long.toString(Math.floorDiv(nowMillis, 1000L)));
    aux("used-mem", Long.toString(keyspace.usedBytes()));
    for (int i = 0; i < keyspace.databases(); i++) {
      Database db = keyspace.database(i);
      if (db.size() > 0) {
        out.byteValue(OP_SELECT_DB).length(i);
        out.byteValue(OP_RESIZE_DB).length(db.size()).length(db.expires());
        write(db, parts);
      }
    }
    out.byteValue(OP_EOF);
    return finish(parts);
  }

  private void aux(String name, String text) {
    out.byteValue(OP_AUX);
    string(name);
    string(text);
  }

  private void string(String text) {
    byte[] bytes = Ascii.bytes(text);
    out.string(bytes, 0, bytes.length);
  }

  private void write(Database db, List<byte[]> parts) {
    long cursor = 0;
    do {
      cursor = db.scanStored(cursor, KEYS_AT_A_TIME, entry -> write(entry, parts));
    } while (cursor != 0);
  }

  /** The type stands before the key, the value behind it. */
  private void write(Entry entry, List<byte[]> parts) {
    if (entry.hasDeadline()) {
      out.byteValue(OP_EXPIRE_TIME_MS).longValue(entry.deadline());
    }
    value.restart();
    values.write(entry, value);
    out.raw(value.array(), 0, 1);
    out.string(entry.keyArray(), entry.keyOffset(), entry.keyLength());
    out.raw(value.array(), 1, value.size() - 1);
    if (out.size() >= PART_BYTES) {
      close(parts);
    }
  }

  private void close(List<byte[]> parts) {
    parts.add(Arrays.copyOf(out.array(), out.size()));
    out.restart();
  }

  private File finish(List<byte[]> parts) {
    close(parts);
    int needed = value.version();
    byte[] first = parts.get(0);
    for (int i = 0, rest = needed; i < VERSION_DIGITS; i++, rest /= 10) {
      first[MAGIC_BYTES + VERSION_DIGITS - 1 - i] = (byte) ('0' + rest % 10);
    }
    long crc = 0;
    long bytes = Long.BYTES;
    for (byte[] part : parts) {
      crc = Crc64.update(crc, part, 0, part.length);
      bytes += part.length;
    }
    out.longValue(crc);
    close(parts);
    out.clear();
    value.clear();
    return new File(List.copyOf(parts), bytes);
  }
}

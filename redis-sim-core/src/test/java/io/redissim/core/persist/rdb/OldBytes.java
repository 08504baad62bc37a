package io.redissim.core.persist.rdb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes ziplists and zipmaps, as servers before 7.0 did. */
public final class OldBytes {
  private OldBytes() {}

  /** A ziplist of these entries, each as {@link #string} or {@link #number} gives it. */
  public static byte[] ziplist(List<byte[]> entries) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int previous = 0;
    int last = 10;
    for (byte[] entry : entries) {
      last = 10 + body.size();
      if (previous < 254) {
        body.write(previous);
      } else {
        body.write(254);
        body.writeBytes(little(previous, 4));
      }
      body.writeBytes(entry);
      previous = 10 + body.size() - last;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(little(10 + body.size() + 1, 4));
    all.writeBytes(little(last, 4));
    all.writeBytes(little(Math.min(entries.size(), 0xffff), 2));
    all.writeBytes(body.toByteArray());
    all.write(255);
    return all.toByteArray();
  }

  /** A ziplist of these elements, numbers as numbers. */
  public static byte[] ziplist(String... elements) {
    List<byte[]> entries = new ArrayList<>();
    for (String element : elements) {
      entries.add(
          element.matches("-?\\d{1,9}") ? number(Long.parseLong(element)) : string(element));
    }
    return ziplist(entries);
  }

  public static byte[] string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (bytes.length < 64) {
      out.write(bytes.length);
    } else if (bytes.length < 16384) {
      out.write(0x40 | bytes.length >> 8);
      out.write(bytes.length);
    } else {
      out.write(0x80);
      out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    }
    out.writeBytes(bytes);
    return out.toByteArray();
  }

  public static byte[] number(long value) {
    if (value >= 0 && value <= 12) {
      return new byte[] {(byte) (0xf1 + value)};
    }
    int[] forms = {0xfe, 0xc0, 0xf0, 0xd0, 0xe0};
    int[] sizes = {1, 2, 3, 4, 8};
    int i = 0;
    while (value << 64 - 8 * sizes[i] >> 64 - 8 * sizes[i] != value) {
      i++;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(forms[i]);
    out.writeBytes(little(value, sizes[i]));
    return out.toByteArray();
  }

  /** A zipmap of these fields and values. {@code unused}: bytes left free behind each value. */
  public static byte[] zipmap(int unused, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(Math.min(words.length / 2, 254));
    for (int i = 0; i < words.length; i++) {
      byte[] bytes = words[i].getBytes(StandardCharsets.ISO_8859_1);
      if (bytes.length < 254) {
        out.write(bytes.length);
      } else {
        out.write(254);
        out.writeBytes(little(bytes.length, 4));
      }
      if (i % 2 == 1) {
        out.write(unused);
      }
      out.writeBytes(bytes);
      if (i % 2 == 1) {
        out.writeBytes(new byte[unused]);
      }
    }
    out.write(255);
    return out.toByteArray();
  }

  private static byte[] little(long value, int bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    byte[] out = new byte[bytes];
    buffer.rewind().get(out);
    return out;
  }
}

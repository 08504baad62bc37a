package io.redissim.cli;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.SplitArgs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes being put together: text (one byte per character) and binary values alike. */
public final class ByteText {
  private byte[] bytes = new byte[256];
  private int length;

  /** Appends one byte per character. */
  public ByteText append(String text) {
    return append(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public ByteText append(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  public ByteText append(ByteText other) {
    room(other.length);
    System.arraycopy(other.bytes, 0, bytes, length, other.length);
    length += other.length;
    return this;
  }

  /** Appends the bytes in double quotes, as printable ASCII only. */
  ByteText appendQuoted(byte[] value) {
    return append(SplitArgs.quoted(Ascii.string(value)));
  }

  public ByteText append(char oneByte) {
    room(1);
    bytes[length++] = (byte) oneByte;
    return this;
  }

  public ByteText append(long number) {
    return append(Long.toString(number));
  }

  public void dropLast() {
    length--;
  }

  public int length() {
    return length;
  }

  public byte byteAt(int index) {
    return bytes[index];
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  public void clear() {
    length = 0;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }
}

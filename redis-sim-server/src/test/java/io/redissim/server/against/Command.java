package io.redissim.server.against;

import io.redissim.core.bytes.Ascii;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One command, and how its replies compare. */
record Command(List<byte[]> words, Comparison comparison) {
  /** A command whose replies are the same to the byte. */
  static Command of(String... words) {
    List<byte[]> list = new ArrayList<>();
    for (String word : words) {
      list.add(Ascii.bytes(word));
    }
    return new Command(list, Comparison.EXACT);
  }

  /** The same command with more words. */
  Command with(List<byte[]> more) {
    List<byte[]> all = new ArrayList<>(words);
    all.addAll(more);
    return new Command(all, comparison);
  }

  Command with(byte[] word) {
    return with(List.of(word));
  }

  /** The command as a request. */
  byte[] encoded() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Ascii.bytes("*" + words.size() + "\r\n"));
    for (byte[] word : words) {
      out.writeBytes(Ascii.bytes("$" + word.length + "\r\n"));
      out.writeBytes(word);
      out.writeBytes(Ascii.bytes("\r\n"));
    }
    return out.toByteArray();
  }

  /** In lower case. */
  String name() {
    return Ascii.string(words.get(0)).toLowerCase(Locale.ROOT);
  }

  /** All words, in lower case, with spaces between them. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (byte[] word : words) {
      text.append(text.isEmpty() ? "" : " ").append(Ascii.string(word).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }

  /** Printable, and short where arguments are long. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (byte[] word : words) {
      text.append(text.isEmpty() ? "" : " ").append(Wire.printable(word));
    }
    return text.toString();
  }
}

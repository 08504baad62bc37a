package io.redissim.core.persist.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissim.core.bytes.Block;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ZiplistTest {
  private static List<String> elements(Block listpack) {
    byte[] a = listpack.array();
    assertThat(Listpack.isValid(a, 0, listpack.length())).isTrue();
    ListpackText text = new ListpackText();
    List<String> all = new ArrayList<>();
    for (int at = Listpack.first(a, 0); at != Listpack.NONE; at = Listpack.next(a, at)) {
      text.read(a, at);
      all.add(new String(text.array(), text.offset(), text.length(), StandardCharsets.ISO_8859_1));
    }
    return all;
  }

  @Test
  void everyFormOfEntryIsRead() throws RdbFormatException {
    String[] all = {
      "", "a", "x".repeat(63), "y".repeat(64), "z".repeat(253), "w".repeat(16383), "v".repeat(70000)
    };
    List<byte[]> entries = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String text : all) {
      entries.add(OldBytes.string(text));
      expected.add(text);
    }
    for (int shift = 0; shift < 64; shift++) {
      for (long number : new long[] {1L << shift, (1L << shift) - 1, -(1L << shift), ~shift}) {
        entries.add(OldBytes.number(number));
        expected.add(Long.toString(number));
      }
    }
    assertThat(elements(Ziplist.toListpack(OldBytes.ziplist(entries)))).isEqualTo(expected);
  }

  @Test
  void anEmptyOneIsRead() throws RdbFormatException {
    assertThat(elements(Ziplist.toListpack(OldBytes.ziplist()))).isEmpty();
  }

  @Test
  void whatIsCutIsRefused() {
    byte[] whole = OldBytes.ziplist("a", "12", "-70000", "x".repeat(300), "y");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Ziplist.toListpack(cut)).isInstanceOf(RdbFormatException.class);
      if (length > 10) {
        // Even if the header says so.
        cut[0] = (byte) length;
        cut[1] = (byte) (length >> 8);
        cut[length - 1] = (byte) 0xff;
        assertThatThrownBy(() -> Ziplist.toListpack(cut)).isInstanceOf(RdbFormatException.class);
      }
    }
  }

  @Test
  void brokenBytesAreRefusedOrReadWhole() {
    byte[] whole = OldBytes.ziplist("a", "12", "-70000", "x".repeat(300), "y", "5000000000", "0");
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] broken = whole.clone();
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      try {
        elements(Ziplist.toListpack(broken));
      } catch (RdbFormatException expected) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static List<String> pairs(byte[] zipmap) throws RdbFormatException {
    RdbWriter out = new RdbWriter();
    int count = Zipmap.writePairs(zipmap, out);
    RdbReader in = new RdbReader(out.array(), 0, out.size());
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 2 * count; i++) {
      all.add(new String(in.string(), StandardCharsets.ISO_8859_1));
    }
    assertThat(in.left()).isZero();
    return all;
  }

  @Test
  void zipmapsAreRead() throws RdbFormatException {
    String[] words = {"f", "v", "", "", "field", "x".repeat(300), "y".repeat(254), "1"};
    assertThat(pairs(OldBytes.zipmap(0, words))).containsExactly(words);
    assertThat(pairs(OldBytes.zipmap(3, words))).containsExactly(words);
    assertThatThrownBy(() -> pairs(OldBytes.zipmap(0))).isInstanceOf(RdbFormatException.class);
  }

  @Test
  void brokenZipmapsAreRefusedOrReadWhole() {
    byte[] whole = OldBytes.zipmap(2, "f", "v", "field", "x".repeat(300), "g", "w");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> pairs(cut)).isInstanceOf(RdbFormatException.class);
    }
    SplittableRandom random = new SplittableRandom(2);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] broken = whole.clone();
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      try {
        pairs(broken);
      } catch (RdbFormatException expected) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}

package io.redissim.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StringStoreTest extends StoreTest {
  private static final int LARGE = StringValue.MIN_SHARED_BYTES;

  @Test
  void canonicalIntegersAreStoredAsNumbers() {
    for (String number : new String[] {"0", "-1", "9223372036854775807", "-9223372036854775808"}) {
      set("k", number);
      assertThat(entry("k").encoding()).isEqualTo(Encoding.INT);
      assertThat(string("k").longValue()).isEqualTo(Long.parseLong(number));
      assertThat(get("k")).isEqualTo(number);
    }
    for (String text : new String[] {"", "-", "01", "+1", "-0", " 1", "9223372036854775808"}) {
      set("k", text);
      assertThat(entry("k").encoding()).isEqualTo(Encoding.EMBSTR);
      assertThat(get("k")).isEqualTo(text);
    }
  }

  @Test
  void stringsAreEmbeddedUpTo44Bytes() {
    set("k", "x".repeat(44));
    assertThat(entry("k").encoding()).isEqualTo(Encoding.EMBSTR);
    set("k", "x".repeat(45));
    assertThat(entry("k").encoding()).isEqualTo(Encoding.RAW);
  }

  @Test
  void aShortEntryTakesOneCellOf56BytesAndASlot() {
    set("key:000000000001", "v".repeat(32));
    assertThat(entry("key:000000000001").memoryUsage()).isEqualTo(56 + 8);
  }

  @Test
  void everyLengthOfKeyAndValueComesBack() {
    int[] lengths = {0, 1, 2, 7, 8, 9, 255, 256, 65535, 65536, 300_000};
    for (int keyLength : lengths) {
      for (int valueLength : lengths) {
        String name = "k".repeat(keyLength);
        set(name, "v".repeat(valueLength), now + 1000);
        assertThat(get(name)).isEqualTo("v".repeat(valueLength));
        assertThat(entry(name).deadline()).isEqualTo(now + 1000);
        set(name, "w".repeat(valueLength));
        assertThat(get(name)).isEqualTo("w".repeat(valueLength));
      }
    }
  }

  @Test
  void overwritingWithAsManyBytesTakesNoMemory() {
    set("a", "1".repeat(30));
    set("b", "2".repeat(30));
    long used = keyspace.usedBytes();
    for (int i = 0; i < 1000; i++) {
      set("a", "x".repeat(28 + i % 3));
    }
    assertThat(keyspace.usedBytes()).isEqualTo(used);
    assertThat(get("b")).isEqualTo("2".repeat(30));
  }

  @Test
  void aMuchShorterValueGivesItsCellsEndBack() {
    set("k", "x".repeat(10_000));
    long used = keyspace.usedBytes();
    set("k", "yy");
    assertThat(keyspace.usedBytes()).isLessThan(used - 9_000);
  }

  @Test
  void deadlineIsKeptReplacedOrClearedAsAsked() {
    set("k", "v", now + 5);
    set("k", "w", Database.KEEP_DEADLINE);
    assertThat(entry("k").deadline()).isEqualTo(now + 5);
    db.setLong(key("k"), 5, now + 9);
    assertThat(entry("k").deadline()).isEqualTo(now + 9);
    set("k", "w", Database.NO_DEADLINE);
    assertThat(entry("k").deadline()).isEqualTo(Database.NO_DEADLINE);
    assertThat(db.expires()).isZero();
  }

  @Test
  void editingGrowsWithZerosAndKeepsTheDeadline() {
    set("k", "abc", now + 5);
    StringValue edited = db.editString(key("k"), 6);
    edited.write(5, (byte) 'z');
    assertThat(get("k")).isEqualTo("abc\0\0z");
    assertThat(entry("k").encoding()).isEqualTo(Encoding.RAW);
    assertThat(entry("k").deadline()).isEqualTo(now + 5);
  }

  @Test
  void editingCreatesAMissingKeyOfZeros() {
    db.editString(key("k"), 3).write(1, Ascii.bytes("x"), 0, 1);
    assertThat(get("k")).isEqualTo("\0x\0");
  }

  @Test
  void editingANumberStartsFromItsDigits() {
    set("k", "-120");
    db.editString(key("k"), 5).write(4, (byte) '5');
    assertThat(get("k")).isEqualTo("-1205");
    assertThat(string("k").isLong()).isFalse();
  }

  @Test
  void whatALongerValueLeftBehindNeverComesBack() {
    set("k", "secret-secret");
    db.editString(key("k"), 3);
    db.editString(key("k"), 13);
    assertThat(get("k")).isEqualTo("sec" + "\0".repeat(10));
    db.editString(key("k"), LARGE + 10).write(LARGE, Ascii.bytes("0123456789"), 0, 10);
    db.editString(key("k"), LARGE);
    db.editString(key("k"), LARGE + 10);
    assertThat(get("k")).isEqualTo("sec" + "\0".repeat(LARGE + 7));
  }

  @Test
  void aViewFromFindIsReadOnly() {
    set("k", "v");
    StringValue value = string("k");
    assertThatThrownBy(() -> value.write(0, (byte) 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aLargeArrayIsKeptWithoutACopy() {
    byte[] exact = new byte[LARGE];
    db.setString(key("k"), exact, Database.NO_DEADLINE);
    assertThat(string("k").sharedArray()).isSameAs(exact);
    assertThat(entry("k").memoryUsage()).isGreaterThan(LARGE);
  }

  @Test
  void aSharedArrayIsNeverWrittenAgain() {
    db.setString(key("k"), Ascii.bytes("a".repeat(LARGE)), Database.NO_DEADLINE);
    byte[] sent = Objects.requireNonNull(string("k").sharedArray());
    db.editString(key("k"), LARGE).write(0, (byte) 'b');
    set("k", "c".repeat(LARGE));
    db.editString(key("k"), LARGE + 1).write(LARGE, (byte) 'd');
    assertThat(sent).containsOnly('a').hasSize(LARGE);
    assertThat(get("k")).isEqualTo("c".repeat(LARGE) + "d");
  }

  @Test
  void smallValuesAreNotShared() {
    set("k", "v");
    assertThat(string("k").sharedArray()).isNull();
  }

  @Test
  void appendingToALargeValueCopiesSeldom() {
    db.editString(key("k"), LARGE);
    int copies = 0;
    byte[] before = string("k").array();
    for (int length = LARGE; length < 4 * LARGE; length += 16) {
      db.editString(key("k"), length);
      byte[] after = string("k").array();
      copies += after == before ? 0 : 1;
      before = after;
    }
    assertThat(copies).isLessThan(10);
  }

  @Test
  void readingAndOverwritingAllocateNothing() {
    Key[] keys = new Key[64];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key("key:" + i);
    }
    Key expiring = key("expiring");
    set("expiring", "v", now + 1000);
    keyspace.listen(new KeyspaceListener() {});
    byte[] value = Ascii.bytes("v".repeat(32));
    byte[] target = new byte[64];
    Runnable round =
        () -> {
          for (Key key : keys) {
            db.setString(key, value, 0, value.length, Database.KEEP_DEADLINE);
            StringValue found = Objects.requireNonNull(db.find(key, ValueType.STRING));
            found.copyTo(0, target, 0, found.length());
            db.setLong(key, 12345, Database.KEEP_DEADLINE);
            db.remove(key);
            db.setString(key, value, 0, value.length, Database.NO_DEADLINE);
            db.setDeadline(expiring, ++now + 60_000);
          }
        };
    for (int i = 0; i < 200; i++) {
      round.run();
    }
    long before = allocated();
    for (int i = 0; i < 200; i++) {
      round.run();
    }
    assertThat(allocated() - before).isLessThan(20_000);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private StringValue string(String name) {
    return Objects.requireNonNull(db.find(key(name), ValueType.STRING));
  }
}

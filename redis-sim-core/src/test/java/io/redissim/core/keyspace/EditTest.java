package io.redissim.core.keyspace;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissim.core.bytes.Key;
import io.redissim.core.resp.Errors;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Collections in the keyspace, with a type of the test's own: a run of bytes, each an element. */
class EditTest {
  private static final int PACKED_MAX = 100;

  private final Keyspace keyspace = new Keyspace(2, 7);
  private final Database db = keyspace.database(0);

  private static final class LargeBytes extends LargeValue {
    private byte[] bytes;

    LargeBytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long heapBytes() {
      return heapBytes(bytes);
    }

    @Override
    public LargeValue copy() {
      return new LargeBytes(bytes.clone());
    }
  }

  private static final class BytesValue extends CollectionValue {
    static final ValueType<BytesValue> TYPE = ValueType.collection(ValueKind.LIST, BytesValue::new);

    @Override
    public long size() {
      return isPacked() ? blockLength() : ((LargeBytes) large()).bytes.length;
    }

    @Override
    protected void startEmpty() {
      becomePacked(Encoding.LISTPACK);
    }

    void add(int count) {
      if (isPacked() && size() + count > PACKED_MAX) {
        int from = blockOffset();
        becomeLarge(
            new LargeBytes(Arrays.copyOfRange(block(), from, from + blockLength())),
            Encoding.QUICKLIST);
      }
      if (isPacked()) {
        scratch().splice(scratch().end(), 0, count);
      } else {
        LargeBytes value = (LargeBytes) large();
        value.bytes = Arrays.copyOf(value.bytes, value.bytes.length + count);
      }
    }

    void empty() {
      if (isPacked()) {
        scratch().clear();
      } else {
        ((LargeBytes) large()).bytes = new byte[0];
      }
    }
  }

  @AfterEach
  void theKeyspaceIsWhole() {
    KeyspaceInvariants.check(keyspace);
  }

  @Test
  void whatAnEditMakesIsThereWhenItIsCommitted() {
    db.edit(key("k"), BytesValue.TYPE).add(5);
    assertThat(db.commit()).isTrue();
    assertThat(size("k")).isEqualTo(5);
    assertThat(Objects.requireNonNull(db.peek(key("k"))).encoding()).isEqualTo(Encoding.LISTPACK);
  }

  @Test
  void anEditThatIsDroppedChangesNothing() {
    add("k", 5);
    db.edit(key("k"), BytesValue.TYPE).add(10);
    db.cancel();
    db.edit(key("new"), BytesValue.TYPE).add(10);
    keyspace.cancelEdit();
    assertThat(size("k")).isEqualTo(5);
    assertThat(db.size()).isEqualTo(1);
  }

  @Test
  void aValueBecomesLargeAndIsAccounted() {
    db.edit(key("k"), BytesValue.TYPE).add(50);
    db.commit();
    db.setDeadline(key("k"), 1000);
    add("k", 100);
    add("k", 10_000);
    assertThat(size("k")).isEqualTo(10_150);
    Entry entry = Objects.requireNonNull(db.peek(key("k")));
    assertThat(entry.encoding()).isEqualTo(Encoding.QUICKLIST);
    assertThat(entry.deadline()).isEqualTo(1000);
    assertThat(entry.memoryUsage()).isGreaterThan(10_150);
  }

  @Test
  void aLargeValueThatIsDroppedHalfWayIsAccountedAsItIs() {
    add("k", 200);
    db.edit(key("k"), BytesValue.TYPE).add(300);
    keyspace.cancelEdit();
    assertThat(size("k")).isEqualTo(500);
  }

  @Test
  void withoutElementsTheKeyGoes() {
    add("small", 5);
    add("large", 500);
    for (String name : new String[] {"small", "large"}) {
      Objects.requireNonNull(db.editIfPresent(key(name), BytesValue.TYPE)).empty();
      assertThat(db.commit()).isFalse();
    }
    db.edit(key("never"), BytesValue.TYPE);
    assertThat(db.commit()).isFalse();
    assertThat(db.size()).isZero();
  }

  @Test
  void aNewValueReplacesWhatTheKeyHeld() {
    db.setString(key("k"), new byte[20_000], 5000);
    db.create(key("k"), BytesValue.TYPE, Database.NO_DEADLINE).add(3);
    db.commit();
    assertThat(size("k")).isEqualTo(3);
    assertThat(db.expires()).isZero();
    db.setString(key("k"), new byte[] {1}, Database.NO_DEADLINE);
    assertThatThrownBy(() -> db.edit(key("k"), BytesValue.TYPE)).isSameAs(Errors.WRONG_TYPE);
  }

  @Test
  void copiesAndMovesTakeTheWholeValue() {
    add("small", 5);
    add("large", 500);
    db.copy(key("small"), db, key("small2"));
    db.copy(key("large"), keyspace.database(1), key("large2"));
    add("large", 1);
    db.rename(key("large"), db, key("large3"));
    assertThat(size("small2")).isEqualTo(5);
    assertThat(size("large3")).isEqualTo(501);
    BytesValue own = new BytesValue();
    assertThat(keyspace.database(1).find(key("large2"), BytesValue.TYPE, own)).isTrue();
    assertThat(own.size()).isEqualTo(500);
  }

  private void add(String name, int count) {
    db.edit(key(name), BytesValue.TYPE).add(count);
    db.commit();
  }

  private long size(String name) {
    return Objects.requireNonNull(db.find(key(name), BytesValue.TYPE)).size();
  }

  private Key key(String name) {
    return Key.of(keyspace.keyHash(), name.getBytes(US_ASCII));
  }
}

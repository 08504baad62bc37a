package io.redissim.core.keyspace;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Block;
import io.redissim.core.bytes.Key;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Packed values that are edited at random, beside each other in the same pages: an edit that ends
 * well is all there, any other has left no trace, and no neighbour ever notices.
 */
class EditInPlaceTest {
  private static final class Bytes extends CollectionValue {
    static final ValueType<Bytes> TYPE = ValueType.collection(ValueKind.HASH, Bytes::new);

    @Override
    public long size() {
      return blockLength();
    }

    @Override
    protected void startEmpty() {
      becomePacked(Encoding.LISTPACK);
    }

    Block bytes() {
      return scratch();
    }

    byte[] copy() {
      return Arrays.copyOfRange(block(), blockOffset(), blockOffset() + blockLength());
    }
  }

  private static final byte[] NONE = {};

  private final Map<String, byte[]> model = new HashMap<>();
  private int granted = Integer.MAX_VALUE;
  private int refused;
  private final Keyspace keyspace = new Keyspace(1, 3, this::grow);
  private final Database db = keyspace.database(0);
  private Random random = new Random(0);

  private void grow() {
    if (granted-- <= 0) {
      throw new OutOfMemoryError("refused by the test");
    }
  }

  @ParameterizedTest
  @CsvSource({
    // seed, edits, keys, longest value
    "1, 40000, 1, 40",
    "2, 40000, 20, 300",
    "3, 40000, 1500, 5000",
    "4, 4000, 6, 80000",
  })
  void everyEditIsWholeOrHasLeftNoTrace(long seed, int edits, int keys, int longest) {
    random = new Random(seed);
    for (int i = 0; i < edits; i++) {
      String name = "key:" + random.nextInt(keys);
      edit(name, longest);
      assertThat(stored(name)).isEqualTo(model.getOrDefault(name, NONE));
      if (i % 500 == 0) {
        checkAll();
      }
      if (i % 1000 == 0) {
        keyspace.compact(1);
        db.setDeadline(key(name), random.nextBoolean() ? Database.NO_DEADLINE : Long.MAX_VALUE / 4);
      }
    }
    checkAll();
    if (longest > 1000) {
      assertThat(refused).isPositive();
    }
  }

  private void edit(String name, int longest) {
    Bytes value = db.edit(key(name), Bytes.TYPE);
    byte[] bytes = model.getOrDefault(name, NONE);
    for (int splices = random.nextInt(5); splices > 0; splices--) {
      bytes = splice(value.bytes(), bytes, longest);
    }
    if (random.nextInt(4) == 0) {
      db.cancel();
      return;
    }
    granted = random.nextInt(3) == 0 ? 0 : Integer.MAX_VALUE;
    try {
      boolean there = db.commit();
      assertThat(there).isEqualTo(bytes.length > 0);
      model.put(name, bytes);
    } catch (OutOfMemoryError refusal) {
      refused++;
      keyspace.cancelEdit();
    } finally {
      granted = Integer.MAX_VALUE;
    }
  }

  private byte[] splice(Block block, byte[] old, int longest) {
    int at = random.nextInt(old.length + 1);
    int removed = random.nextInt(old.length - at + 1);
    if (random.nextInt(16) > 0) {
      removed = Math.min(removed, random.nextInt(60));
    }
    int most = random.nextInt(32) == 0 ? 40_000 : 200;
    int added = random.nextInt(Math.max(1, Math.min(longest - old.length + removed, most)));
    byte[] content = new byte[added];
    random.nextBytes(content);
    byte[] spliced = new byte[old.length - removed + added];
    System.arraycopy(old, 0, spliced, 0, at);
    System.arraycopy(content, 0, spliced, at, added);
    System.arraycopy(old, at + removed, spliced, at + added, old.length - at - removed);
    int gap = block.splice(block.start() + at, removed, added);
    System.arraycopy(content, 0, block.array(), gap, added);
    return spliced;
  }

  private void checkAll() {
    KeyspaceInvariants.check(keyspace);
    model.forEach((name, bytes) -> assertThat(stored(name)).isEqualTo(bytes));
  }

  private byte[] stored(String name) {
    Bytes value = db.find(key(name), Bytes.TYPE);
    return value == null ? NONE : value.copy();
  }

  private Key key(String name) {
    return Key.of(keyspace.keyHash(), name.getBytes(US_ASCII));
  }
}

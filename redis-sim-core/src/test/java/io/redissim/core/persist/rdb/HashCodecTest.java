package io.redissim.core.persist.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Encoding;
import io.redissim.core.keyspace.Keyspace;
import io.redissim.core.type.hash.HashLimits;
import io.redissim.core.type.hash.HashValue;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HashCodecTest {
  private final Keyspace keyspace = new Keyspace(1, 42);
  private final Database db = keyspace.database(0);
  private final HashLimits limits = new HashLimits();
  private final RdbValues values = new RdbValues(new HashCodec(limits, keyspace.keyHash()));

  private HashValue load(String hex) throws RdbFormatException {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    values.read(new RdbReader(bytes, 0, bytes.length)).store(db, key(), Database.NO_DEADLINE);
    HashValue hash = db.find(key(), HashValue.TYPE);
    return Objects.requireNonNull(hash);
  }

  private String written() {
    RdbWriter out = new RdbWriter();
    values.write(Objects.requireNonNull(db.peek(key())), out);
    return HexFormat.of().formatHex(out.array(), 0, out.size());
  }

  private Key key() {
    return Key.of(keyspace.keyHash(), Ascii.bytes("h"));
  }

  private static void assertRefused(ThrowingLoad load) {
    assertThatThrownBy(load::run).isInstanceOf(RdbFormatException.class);
  }

  private interface ThrowingLoad {
    void run() throws RdbFormatException;
  }

  @Test
  void pairsBecomePackedWhileTheyAreFewAndShort() throws RdbFormatException {
    HashValue hash = load("04 02 0161 c001 0162 0178");
    assertThat(hash.size()).isEqualTo(2);
    assertThat(hash.encoding()).isEqualTo(Encoding.LISTPACK);
    assertThat(written()).isEqualTo("10121200000004008161020101816202817802ff");
    limits.maxEntries(1);
    assertThat(load("04 02 0161 c001 0162 0178").encoding()).isEqualTo(Encoding.HASHTABLE);
    assertThat(written()).startsWith("0402").hasSize(20);
  }

  @Test
  void deadlinesAreWrittenFromTheEarliestOn() throws RdbFormatException {
    String hex = "18 e803000000000000 02 01 0161 0131 05 0162 0132".replace(" ", "");
    HashValue hash = load(hex);
    assertThat(hash.deadline(new byte[] {'a'}, 0, 1)).isEqualTo(1000);
    assertThat(hash.deadline(new byte[] {'b'}, 0, 1)).isEqualTo(1004);
    assertThat(hash.nextDeadline()).isEqualTo(1000);
    assertThat(written()).startsWith("18e80300000000000002");
    assertThat(load(written()).deadline(new byte[] {'b'}, 0, 1)).isEqualTo(1004);
  }

  @Test
  void aListpackOfTriplesTellsDeadlinesToo() throws RdbFormatException {
    HashValue hash =
        load("19 0000000000000000 16 16000000 0600" + "816102 0101 c3e802 816202 0201 0001 ff");
    assertThat(hash.deadline(new byte[] {'a'}, 0, 1)).isEqualTo(1000);
    assertThat(hash.deadline(new byte[] {'b'}, 0, 1)).isEqualTo(HashValue.NO_DEADLINE);
  }

  @Test
  void whatIsNoHashIsRefused() {
    assertRefused(() -> load("04 00"));
    assertRefused(() -> load("04 02 0161 0131 0161 0132"));
    assertRefused(() -> load("04 02 0161 0131"));
    assertRefused(() -> load("04 81ffffffffffffffff 0161 0131"));
    assertRefused(() -> load("10 07 07000000 0000 ff"));
    assertRefused(() -> load("10 0a 0a000000 0100 816102 ff"));
    assertRefused(() -> load("10 12 12000000 0400 816102 0101 816102 817802 ff"));
    assertRefused(() -> load("18 ffffffffffffff7f 01 02 0161 0131"));
    assertRefused(() -> load("18 ffffffffffffffff 01 01 0161 0131"));
  }
}

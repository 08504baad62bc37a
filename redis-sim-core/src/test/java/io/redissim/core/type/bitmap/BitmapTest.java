package io.redissim.core.type.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandTest;
import io.redissim.core.command.EventClass;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A command test that sets strings of any bytes and also hears keyspace events. */
abstract class BitmapTest extends CommandTest {
  static final String WRONG_TYPE =
      "WRONGTYPE Operation against a key holding the wrong kind of value";
  static final String NOT_AN_INTEGER = "ERR value is not an integer or out of range";
  static final String BAD_OFFSET = "ERR bit offset is not an integer or out of range";
  static final String SYNTAX = "ERR syntax error";

  private final List<String> events = new ArrayList<>();
  private int effectsSeen;

  @BeforeEach
  void recordEvents() {
    engine
        .context()
        .sendEventsTo(
            (kind, event, db, key) -> {
              if (kind != EventClass.NEW) {
                events.add(kind.letter() + event + " " + key);
              }
            });
  }

  /** Sets the key to these bytes, and forgets the events and effects so far. */
  void givenHex(String key, String hex) {
    run(Ascii.bytes("SET"), Ascii.bytes(key), HexFormat.of().parseHex(hex)).isOk();
    forget();
  }

  /** Runs a command, and forgets the events and effects so far. */
  void given(String... words) {
    assertThat(run(words)).isNotNull();
    forget();
  }

  void assertHex(String key, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    run("GET", key).onWire("$" + bytes.length + "\r\n" + Ascii.string(bytes) + "\r\n");
  }

  /**
   * The events since the last call, each as its class' letter, its name, and the key; but for those
   * of new keys.
   */
  void assertEvents(String... expected) {
    assertThat(events).containsExactly(expected);
    events.clear();
  }

  /** The effects since the last call. */
  void assertEffects(String... expected) {
    List<String> all = effects();
    assertThat(all.subList(effectsSeen, all.size())).containsExactly(expected);
    effectsSeen = all.size();
  }

  private void forget() {
    events.clear();
    effectsSeen = effects().size();
  }
}

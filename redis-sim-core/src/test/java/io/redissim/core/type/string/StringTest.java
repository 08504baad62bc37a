package io.redissim.core.type.string;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.command.EventClass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A command test that also hears keyspace events. */
abstract class StringTest extends CommandTest {
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

  /** Forgets the events and effects so far. */
  void given(String... words) {
    assertThat(run(words)).isNotNull();
    events.clear();
    effectsSeen = effects().size();
  }

  /** The current time and {@code seconds} more, in epoch milliseconds. */
  static long after(long seconds) {
    return START.toEpochMilli() + 1000 * seconds;
  }
}

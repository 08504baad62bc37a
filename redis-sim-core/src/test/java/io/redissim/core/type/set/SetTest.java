package io.redissim.core.type.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.resp.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A command test that also hears keyspace events and makes sets. */
abstract class SetTest extends CommandTest {
  static final String WRONG_TYPE =
      "WRONGTYPE Operation against a key holding the wrong kind of value";

  private final List<String> events = new ArrayList<>();
  private int effectsSeen;

  @BeforeEach
  void recordEvents() {
    engine
        .context()
        .sendEventsTo((kind, event, db, key) -> events.add(kind.letter() + event + " " + key));
  }

  /** The events since the last call, each as its class' letter, its name, and the key. */
  void assertEvents(String... expected) {
    assertThat(events).containsExactly(expected);
    events.clear();
  }

  /** The effects since the last call. */
  List<String> newEffects() {
    List<String> all = effects();
    List<String> since = all.subList(effectsSeen, all.size());
    effectsSeen = all.size();
    return since;
  }

  /** Forgets the events and effects so far. */
  void given(String... words) {
    assertThat(run(words).tree().is(Reply.Type.ERROR)).isFalse();
    events.clear();
    newEffects();
  }

  /** Adds {@code members} of them: the prefix with 0, with 1 and so on. */
  void givenSet(String key, String prefix, int members) {
    List<String> words = new ArrayList<>(List.of("SADD", key));
    for (int i = 0; i < members; i++) {
      words.add(prefix + i);
    }
    given(words.toArray(new String[0]));
  }

  void assertEncoding(String key, String encoding) {
    run("OBJECT", "ENCODING", key).isBulk(encoding);
  }

  /** The elements of a reply, sorted. */
  List<String> sorted(String... words) {
    List<String> texts = new ArrayList<>();
    for (Reply element : run(words).tree().elements()) {
      texts.add(element.text());
    }
    Collections.sort(texts);
    return texts;
  }
}

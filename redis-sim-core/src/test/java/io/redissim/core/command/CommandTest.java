package io.redissim.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.config.Config;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.engine.Engine;
import io.redissim.core.engine.LocalClient;
import io.redissim.core.introspect.Digest;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.KeyspaceInvariants;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.resp.Reply;
import io.redissim.core.resp.ReplyFormatException;
import io.redissim.core.resp.ReplyParser;
import io.redissim.core.time.VirtualClock;
import io.redissim.core.type.hash.HashText;
import io.redissim.core.type.hash.HashValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The engine with a virtual clock and no network. Every command gives one well-formed reply. After
 * every test: no internal error was logged, the keyspace accounts for every byte, no deadline is
 * without its key, and the recorded effects, replayed into a second engine, give the same keyspace.
 */
public abstract class CommandTest {
  /** 2026-01-01T00:00:00Z. */
  protected static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final long SEED = 42;
  private static final byte[] MARK = Ascii.bytes("+mark\r\n");

  protected VirtualClock clock = new VirtualClock(START);
  protected Engine engine = new Engine(new Config(new DiskConfigFiles()), clock, SEED);
  protected LocalClient client = new LocalClient(engine);
  private final List<RecordedEffect> effects = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // kept to be replayed, never compared
  private record RecordedEffect(int database, byte[] request) {}

  @BeforeEach
  void recordEffects() {
    engine
        .context()
        .effects()
        .sendTo(
            (database, array, offset, length) ->
                effects.add(
                    new RecordedEffect(
                        database, Arrays.copyOfRange(array, offset, offset + length))));
  }

  /** Runs one command of UTF-8 words. */
  protected ReplyAssert run(String... words) {
    byte[][] bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[i].getBytes(StandardCharsets.UTF_8);
    }
    return run(bytes);
  }

  protected ReplyAssert run(byte[]... words) {
    byte[] wire = client.callForBytes(words);
    assertThat(replies(wire)).as("replies to one command").hasSize(1);
    return new ReplyAssert(wire);
  }

  /** The effects so far, each as its words with a space between; then forgotten by this list. */
  protected List<String> effects() {
    List<String> all = new ArrayList<>();
    for (RecordedEffect effect : effects) {
      all.add(words(effect.request));
    }
    return all;
  }

  /** Has the server do what is due by the clock. */
  protected void tick() {
    engine.door().enter();
    try {
      engine.tick();
    } finally {
      engine.door().leave();
    }
  }

  @AfterEach
  void nothingIsLeftWrong() {
    assertThat(engine.statistics().internalErrors()).as("internal errors").isZero();
    engine.door().enter();
    try {
      KeyspaceInvariants.check(engine.keyspace());
    } finally {
      engine.door().leave();
    }
    assertThat(replayed()).as("keyspace rebuilt from effects").isEqualTo(contents(engine));
  }

  private List<String> replayed() {
    Engine second = new Engine(new Config(new DiskConfigFiles()), clock, SEED + 1);
    LocalClient replay = new LocalClient(second);
    int selected = 0;
    for (RecordedEffect effect : effects) {
      if (effect.database != EffectSink.ANY_DATABASE && effect.database != selected) {
        replay.call("SELECT", Integer.toString(effect.database));
        selected = effect.database;
      }
      byte[] reply = replay.exchange(effect.request);
      assertThat((char) reply[0]).as("reply to %s", words(effect.request)).isNotEqualTo('-');
    }
    return contents(second);
  }

  /** Every key of every database that is alive now, with its value and its deadline, sorted. */
  private static List<String> contents(Engine engine) {
    List<String> all = new ArrayList<>();
    engine.door().enter();
    try {
      engine.keyspace().now(engine.clock().millis());
      for (int db = 0; db < engine.keyspace().databases(); db++) {
        String prefix = db + " ";
        engine
            .keyspace()
            .database(db)
            .scan(0, Integer.MAX_VALUE, entry -> all.add(prefix + describe(entry)));
      }
    } finally {
      engine.door().leave();
    }
    all.sort(null);
    return all;
  }

  private static String describe(Entry entry) {
    byte[] key =
        Arrays.copyOfRange(
            entry.keyArray(), entry.keyOffset(), entry.keyOffset() + entry.keyLength());
    return Ascii.string(key)
        + " = "
        + (entry.kind() == ValueKind.STRING
            ? Ascii.string(entry.string().copy())
            : entry.kind().printed() + ' ' + Digest.ofValue(entry))
        + " until "
        + entry.deadline()
        + (entry.kind() == ValueKind.HASH ? fieldDeadlines(entry.value(HashValue.TYPE)) : "");
  }

  private static String fieldDeadlines(HashValue hash) {
    List<String> deadlines = new ArrayList<>();
    for (boolean more = hash.first(); more; more = hash.next()) {
      HashText field = hash.field();
      byte[] name =
          Arrays.copyOfRange(field.array(), field.offset(), field.offset() + field.length());
      long deadline = hash.deadline(name, 0, name.length);
      if (deadline != HashValue.NO_DEADLINE) {
        deadlines.add(Ascii.string(name) + " until " + deadline);
      }
    }
    deadlines.sort(null);
    return deadlines.isEmpty() ? "" : ", fields " + deadlines;
  }

  /** The replies that the bytes are: one that is not whole would swallow the mark behind it. */
  private static List<Reply> replies(byte[] wire) {
    ReplyParser parser = new ReplyParser();
    parser.feed(wire, 0, wire.length);
    parser.feed(MARK, 0, MARK.length);
    List<Reply> replies = new ArrayList<>();
    try {
      for (Reply reply = parser.next(); reply != null; reply = parser.next()) {
        replies.add(reply);
      }
    } catch (ReplyFormatException e) {
      throw new AssertionError("not RESP: " + Ascii.string(wire), e);
    }
    assertThat(replies).as("whole replies and a mark").isNotEmpty();
    assertThat(replies.remove(replies.size() - 1).text())
        .as("behind the last reply")
        .isEqualTo("mark");
    return replies;
  }

  private static String words(byte[] request) {
    List<String> words = new ArrayList<>();
    for (Reply word : replies(request).get(0).elements()) {
      words.add(word.text());
    }
    return String.join(" ", words);
  }

  /** What a reply should be. */
  protected static final class ReplyAssert {
    private final byte[] wire;

    ReplyAssert(byte[] wire) {
      this.wire = wire;
    }

    public ReplyAssert isOk() {
      return onWire("+OK\r\n");
    }

    public ReplyAssert isInteger(long value) {
      return onWire(":" + value + "\r\n");
    }

    /** A bulk string of these characters as UTF-8. */
    public ReplyAssert isBulk(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return onWire("$" + bytes.length + "\r\n" + Ascii.string(bytes) + "\r\n");
    }

    /** Nil in either protocol. */
    public ReplyAssert isNil() {
      assertThat(Ascii.string(wire)).isIn("$-1\r\n", "_\r\n");
      return this;
    }

    /** The whole text of the error, without the leading '-'. */
    public ReplyAssert isError(String text) {
      return onWire("-" + text + "\r\n");
    }

    /** The exact bytes, as Latin-1 text. */
    public ReplyAssert onWire(String bytes) {
      assertThat(Ascii.string(wire)).isEqualTo(bytes);
      return this;
    }

    /** The reply as a tree, for what has no fixed bytes. */
    public Reply tree() {
      return replies(wire).get(0);
    }

    /** An array of these bulk strings, nils given as null. */
    public ReplyAssert isArrayOf(@Nullable String... elements) {
      List<String> texts = new ArrayList<>();
      for (Reply element : tree().elements()) {
        texts.add(element.is(Reply.Type.NIL) ? null : element.text());
      }
      assertThat(texts).containsExactly(elements);
      return this;
    }
  }
}

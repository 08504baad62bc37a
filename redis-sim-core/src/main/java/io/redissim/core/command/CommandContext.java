package io.redissim.core.command;

import io.redissim.core.bytes.Key;
import io.redissim.core.client.Client;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Keyspace;
import io.redissim.core.keyspace.ValueType;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import java.util.BitSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a handler works with: who asks, in which database, at what time, and where changes are told.
 * One per engine, pointed at each command in turn; a handler keeps nothing of it.
 */
public final class CommandContext {
  private final Keyspace keyspace;
  private final Effects effects = new Effects();
  private final Options options = new Options();
  private final BitSet redacted = new BitSet();
  private @Nullable KeyspaceEvents events;
  private Blocking blocking =
      (client, command, wait) -> {
        throw new IllegalStateException("nobody can wait here");
      };
  private boolean denyBlocking;
  private Predicate<Client> limitsOutput = client -> false;
  private BiPredicate<Client, ReplySink> overflows = (client, reply) -> false;

  private @Nullable Client client;
  private @Nullable CommandSpec command;
  private @Nullable Database db;
  private long nowMicros;
  private long nowMillis;
  private long changes;
  private long changesAtStart;
  private long keyspaceHits;
  private long keyspaceMisses;

  public CommandContext(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  // ---- for the engine ----

  /** Points at the next command. */
  public void begin(Client client, CommandSpec command, long nowMicros) {
    this.client = client;
    this.command = command;
    this.nowMicros = nowMicros;
    this.nowMillis = Math.floorDiv(nowMicros, 1000L);
    this.db = keyspace.database(client.databaseIndex());
    this.changesAtStart = changes;
    redacted.clear();
    keyspace.now(nowMillis);
    keyspace.touch(!client.noTouch());
    effects.begin(client.databaseIndex());
  }

  /** The command has replied: what it changed becomes its effect. */
  public void end(Args args) {
    effects.end(args, changes != changesAtStart);
  }

  /** The command failed: it has not said to the end what it did. */
  public void abandon() {
    keyspace.cancelEdit();
    effects.abandon();
  }

  /** Null: nobody listens. */
  public void sendEventsTo(@Nullable KeyspaceEvents events) {
    this.events = events;
  }

  /** Where clients wait. */
  public void blockIn(Blocking blocking) {
    this.blocking = blocking;
  }

  /**
   * Whose output is limited.
   *
   * @param limits whether a reply to this client may be too much
   * @param overflows whether what is written to it is too much already
   */
  public void limitOutputBy(Predicate<Client> limits, BiPredicate<Client, ReplySink> overflows) {
    this.limitsOutput = limits;
    this.overflows = overflows;
  }

  /** Whether commands may not wait, because others run in the same unit: EXEC, scripts. */
  public void denyBlocking(boolean deny) {
    denyBlocking = deny;
  }

  /** The arguments of a command that nobody must read; none if it is not the one that ran last. */
  public BitSet redacted(Client client, CommandSpec command) {
    if (client != this.client || command != this.command) {
      redacted.clear();
    }
    return redacted;
  }

  /** Changes since the engine started: Redis' {@code dirty}. */
  public long changes() {
    return changes;
  }

  /** Look-ups by commands that read which found the key, since the last reset. */
  public long keyspaceHits() {
    return keyspaceHits;
  }

  /** Look-ups by commands that read which found no key, since the last reset. */
  public long keyspaceMisses() {
    return keyspaceMisses;
  }

  /** CONFIG RESETSTAT. */
  public void resetKeyspaceLookUps() {
    keyspaceHits = 0;
    keyspaceMisses = 0;
  }

  // ---- for handlers ----

  public Client client() {
    return present(client);
  }

  /** Who asks; null: nobody did yet. */
  public @Nullable Client askedBy() {
    return client;
  }

  /** The command that runs. */
  public CommandSpec command() {
    return present(command);
  }

  /** The database that the client selected. */
  public Database db() {
    return present(db);
  }

  public Keyspace keyspace() {
    return keyspace;
  }

  /** The time of this command: milliseconds since the epoch. */
  public long now() {
    return nowMillis;
  }

  /** The time of this command: microseconds since the epoch. */
  public long nowMicros() {
    return nowMicros;
  }

  /** A cursor over the arguments from {@code from} on; one at a time. */
  public Options options(Args args, int from) {
    return options.over(args, from);
  }

  /**
   * Whether the client may be made to wait. If not, in EXEC or in a script, the command replies
   * what it would at its timeout.
   */
  public boolean mayBlock() {
    return !denyBlocking;
  }

  /**
   * The client waits, and the handler returns without a reply. When one of the keys may serve it,
   * the handler runs again, with the same client and the arguments that the wait holds; it may
   * reply, or block again, which keeps the client in its place and leaves its deadline as it was.
   *
   * <pre>{@code
   * if (!ctx.mayBlock()) { reply.nilArray(); return; }
   * ctx.block(Wait.forKeys(ValueKind.LIST, args, 1, args.count() - 2, deadline));
   * }</pre>
   */
  public void block(Wait wait) {
    blocking.block(client(), command(), wait);
  }

  /** Whether the client is cut off before it gets a reply that is much too long. */
  public boolean limitsOutput() {
    return limitsOutput.test(client());
  }

  /**
   * Whether the reply is too long for its client already: the connection is going to be cut off,
   * and a command that would write on and on may stop.
   */
  public boolean overflows(ReplySink reply) {
    return overflows.test(client(), reply);
  }

  /** The command changed this many things: keys, fields, elements. */
  public void changed(long count) {
    changes += count;
  }

  /**
   * The value that a command reads, null if there is none: counted as a hit or a miss, and as a hit
   * also if it is of another type.
   *
   * @throws RedisError WRONGTYPE if it holds a value of another type
   */
  public <V> @Nullable V read(Key key, ValueType<V> type) {
    V value;
    try {
      value = db().find(key, type);
    } catch (RedisError wrongType) {
      keyspaceHits++;
      throw wrongType;
    }
    lookedUp(key, value != null);
    return value;
  }

  /** A command that reads has looked the key up: counted, and a miss is a keyspace event. */
  public void lookedUp(Key key, boolean found) {
    lookedUpQuietly(found);
    if (!found) {
      event(EventClass.KEY_MISS, "keymiss", key);
    }
  }

  /** A look-up that counts, but whose miss is no event. */
  public void lookedUpQuietly(boolean found) {
    if (found) {
      keyspaceHits++;
    } else {
      keyspaceMisses++;
    }
  }

  /** Argument {@code i} is a secret: whoever shows what commands ran leaves it out. */
  public void redact(int i) {
    redacted.set(i);
  }

  /** What redoes the change, where the command's own words do not. */
  public Effects effects() {
    return effects;
  }

  /**
   * Whether what is about to be written to the key creates it: asked before, told by {@link
   * #created} after. Costs a look-up only while somebody listens to keyspace events.
   */
  public boolean creates(Key key) {
    return events != null && !db().contains(key);
  }

  /** The key was written; {@code isNew}: what {@link #creates} said before. */
  public void created(boolean isNew, Key key) {
    if (isNew) {
      event(EventClass.NEW, "new", key);
    }
  }

  /** Tells whoever listens to keyspace events, in the selected database. */
  public void event(EventClass kind, String event, Key key) {
    event(kind, event, db().index(), key);
  }

  public void event(EventClass kind, String event, int databaseIndex, Key key) {
    KeyspaceEvents to = events;
    if (to != null) {
      to.event(kind, event, databaseIndex, key);
    }
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("no command runs");
    }
    return value;
  }
}

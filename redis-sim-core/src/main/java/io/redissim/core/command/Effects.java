package io.redissim.core.command;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.resp.Args;
import java.util.Arrays;

/**
 * The effects of the command that runs: the deterministic commands that redo it.
 *
 * <p>A command that changed something and says nothing is its own effect, word for word. One whose
 * words do not redo it (relative times, random choices, conditions) writes what does:
 *
 * <pre>{@code
 * ctx.effects().command(3).word("PEXPIREAT").arg(args, 1).number(deadline);
 * }</pre>
 *
 * Nothing is written while nobody listens.
 */
public final class Effects {
  private static final String DEL = "DEL";
  private static final String UNLINK = "UNLINK";

  private static final byte[] MULTI = Ascii.bytes("*1\r\n$5\r\nMULTI\r\n");
  private static final byte[] EXEC = Ascii.bytes("*1\r\n$4\r\nEXEC\r\n");

  private static final int INITIAL = 256;

  /** More than this is not kept from command to command. */
  private static final int KEPT = 1024 * 1024;

  /** What an effect may take: no array is longer. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 15;

  private EffectSink[] sinks = {};
  private String expiry = DEL;
  private String removal = DEL;
  private byte[] bytes = Ascii.EMPTY;
  private int size;

  private int databaseIndex;
  private int effectDatabase;

  /** Of the open effect; 0: none is open. */
  private int missingWords;

  private boolean explicit;

  /** Effects of the unit that runs so far; negative: none runs. */
  private int unitEffects = -1;

  /** The first of them: until there is a second one, nobody knows whether it stays alone. */
  private byte[] firstOfUnit = Ascii.EMPTY;

  private int firstDatabase;

  /** {@code lazyfree-lazy-expire}: whether the end of a key is told as UNLINK, not as DEL. */
  public void lazyExpiry(boolean on) {
    expiry = on ? UNLINK : DEL;
  }

  /** {@code lazyfree-lazy-server-del}: whether {@link #dropped} is told as UNLINK, not as DEL. */
  public void lazyRemoval(boolean on) {
    removal = on ? UNLINK : DEL;
  }

  /** From the next effect on, also goes there. */
  public void sendTo(EffectSink sink) {
    sinks = Arrays.copyOf(sinks, sinks.length + 1);
    sinks[sinks.length - 1] = sink;
  }

  /** Goes there no longer. */
  public void withhold(EffectSink sink) {
    sinks = Arrays.stream(sinks).filter(other -> other != sink).toArray(EffectSink[]::new);
  }

  /** Whether anybody listens. */
  public boolean wanted() {
    return sinks.length > 0;
  }

  /** Starts the effects of one command in this database. */
  void begin(int databaseIndex) {
    this.databaseIndex = databaseIndex;
    explicit = false;
  }

  /** The command has no effect beyond those it wrote. */
  public Effects none() {
    explicit = true;
    return this;
  }

  /** Starts an effect of {@code words} words, its name included. */
  public Effects command(int words) {
    return command(databaseIndex, words);
  }

  /**
   * Starts an effect in a database that is not the one the command runs in. Between this and its
   * last word there must be no look-up: one that expires a key has an effect of its own.
   */
  public Effects command(int database, int words) {
    explicit = true;
    if (wanted()) {
      if (missingWords != 0) {
        throw new IllegalStateException("an effect begins inside of another");
      }
      size = 0;
      effectDatabase = database;
      missingWords = words;
      header('*', words);
    }
    return this;
  }

  public Effects word(String word) {
    if (wanted()) {
      header('$', word.length());
      ensure(word.length());
      for (int i = 0; i < word.length(); i++) {
        bytes[size++] = (byte) word.charAt(i);
      }
      endWord();
    }
    return this;
  }

  public Effects arg(Args args, int i) {
    return word(args.array(i), args.offset(i), args.length(i));
  }

  public Effects key(Key key) {
    return word(key.array(), key.offset(), key.length());
  }

  public Effects word(byte[] array, int offset, int length) {
    if (wanted()) {
      header('$', length);
      ensure(length);
      System.arraycopy(array, offset, bytes, size, length);
      size += length;
      endWord();
    }
    return this;
  }

  public Effects number(long value) {
    if (wanted()) {
      header('$', Ascii.longLength(value));
      ensure(Ascii.MAX_LONG_BYTES);
      size = Ascii.writeLong(value, bytes, size);
      endWord();
    }
    return this;
  }

  /**
   * A key went away by itself, before the command that runs or between commands: its own effect,
   * which says nothing about the command's.
   */
  public void removed(int database, Key key) {
    boolean wasExplicit = explicit;
    command(database, 2).word(expiry).key(key);
    explicit = wasExplicit;
  }

  /** The command has removed a key by giving it a deadline that has passed. */
  public void expired(Key key) {
    command(2).word(expiry).key(key);
  }

  /** The command has removed a key which it was not told to remove as such. */
  public void dropped(Key key) {
    command(2).word(removal).key(key);
  }

  /** As {@link #removed}, of a field of the hash under this key. */
  public void removedField(int database, Key key, byte[] field, int offset, int length) {
    boolean wasExplicit = explicit;
    command(database, 3).word("HDEL").key(key).word(field, offset, length);
    explicit = wasExplicit;
  }

  /**
   * The effects of several commands begin that are one unit: if there are two or more of them,
   * MULTI and EXEC stand around them.
   */
  public void beginUnit() {
    unitEffects = 0;
  }

  public void endUnit() {
    if (unitEffects == 1) {
      deliver(firstDatabase, firstOfUnit, firstOfUnit.length);
    } else if (unitEffects > 1) {
      deliver(EffectSink.ANY_DATABASE, EXEC, EXEC.length);
    }
    unitEffects = -1;
    firstOfUnit = Ascii.EMPTY;
  }

  private void deliver(int database, byte[] array, int length) {
    for (EffectSink sink : sinks) {
      sink.effect(database, array, 0, length);
    }
  }

  private void emit() {
    if (unitEffects == 0) {
      firstOfUnit = Arrays.copyOf(bytes, size);
      firstDatabase = effectDatabase;
    } else {
      if (unitEffects == 1) {
        deliver(EffectSink.ANY_DATABASE, MULTI, MULTI.length);
        deliver(firstDatabase, firstOfUnit, firstOfUnit.length);
        firstOfUnit = Ascii.EMPTY;
      }
      deliver(effectDatabase, bytes, size);
    }
    if (unitEffects >= 0) {
      unitEffects++;
    }
  }

  /** The command ended; {@code changed}: it changed something. */
  void end(Args args, boolean changed) {
    if (missingWords != 0) {
      throw new IllegalStateException("an effect has fewer words than were announced");
    }
    if (wanted() && changed && !explicit) {
      command(args.count());
      for (int i = 0; i < args.count(); i++) {
        arg(args, i);
      }
    }
  }

  /** The command failed: the effect it may have begun is dropped. */
  void abandon() {
    missingWords = 0;
    if (bytes.length > KEPT) {
      bytes = Ascii.EMPTY;
    }
  }

  private void endWord() {
    ensure(2);
    bytes[size++] = '\r';
    bytes[size++] = '\n';
    if (--missingWords == 0) {
      emit();
      if (bytes.length > KEPT) {
        bytes = Ascii.EMPTY;
      }
    } else if (missingWords < 0) {
      throw new IllegalStateException("an effect has more words than were announced");
    }
  }

  private void header(char type, long value) {
    ensure(Ascii.MAX_LONG_BYTES + 3);
    bytes[size++] = (byte) type;
    size = Ascii.writeLong(value, bytes, size);
    bytes[size++] = '\r';
    bytes[size++] = '\n';
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      // Without the memory there is no effect: one of a key that expires has no command to fail.
      int missing = missingWords;
      missingWords = 0;
      long needed = (long) size + more;
      if (needed > MAX_BYTES) {
        throw new OutOfMemoryError("an effect of more than " + MAX_BYTES + " bytes");
      }
      long roomy = Math.max(INITIAL, Math.max(needed, 2L * bytes.length));
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, roomy));
      missingWords = missing;
    }
  }
}

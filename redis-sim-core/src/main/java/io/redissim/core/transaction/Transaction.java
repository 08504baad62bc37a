package io.redissim.core.transaction;

import io.redissim.core.command.CommandFlag;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.resp.Args;
import java.util.ArrayList;
import java.util.List;

/** What one client has queued since MULTI. */
final class Transaction {
  /** A reference to each word, as Redis counts it. */
  private static final int WORD_BYTES = 8;

  /** One command with its words. */
  @SuppressWarnings("ArrayRecordComponent") // run once, never compared
  record Queued(CommandSpec command, byte[][] words) {}

  private List<Queued> commands = new ArrayList<>();
  private long bytes;
  private boolean needsMemory;
  private boolean writes;
  private boolean failed;

  List<Queued> commands() {
    return commands;
  }

  /** Bytes of the words, and of the references to them. */
  long bytes() {
    return bytes;
  }

  /** Whether a command of it is refused when memory is short. */
  boolean needsMemory() {
    return needsMemory;
  }

  boolean writes() {
    return writes;
  }

  /** A command was refused: EXEC will be, too, and nothing more is kept. */
  boolean failed() {
    return failed;
  }

  void fail() {
    failed = true;
    forget();
  }

  /** It cannot run any more; it is still open. */
  void forget() {
    commands = new ArrayList<>();
    bytes = 0;
  }

  void add(CommandSpec command, Args args) {
    byte[][] words = args.words();
    for (byte[] word : words) {
      bytes += word.length + WORD_BYTES;
    }
    commands.add(new Queued(command, words));
    needsMemory |= command.is(CommandFlag.DENYOOM);
    writes |= command.is(CommandFlag.WRITE) || command.is(CommandFlag.MAY_REPLICATE);
  }
}

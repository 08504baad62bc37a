package io.redissim.core.command;

/** Where effects go: the append-only file, replicas, a test. Called behind the engine's door. */
public interface EffectSink {
  /** Of MULTI and EXEC: it does not matter which database is selected. */
  int ANY_DATABASE = -1;

  /**
   * One command that redoes a change: a multibulk request in {@code array[offset, offset +
   * length)}, valid only during the call, to be run in the given database, or in {@link
   * #ANY_DATABASE}.
   */
  void effect(int databaseIndex, byte[] array, int offset, int length);
}

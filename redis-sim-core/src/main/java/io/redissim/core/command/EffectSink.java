package io.redissim.core.command;

/** Where effects go: the append-only file, replicas, a test. Called behind the engine's door. */
public interface EffectSink {
  /**
   * One command that redoes a change: a multibulk request in {@code array[offset, offset +
   * length)}, valid only during the call, to be run in the given database.
   */
  void effect(int databaseIndex, byte[] array, int offset, int length);
}

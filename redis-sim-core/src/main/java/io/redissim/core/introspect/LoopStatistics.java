package io.redissim.core.introspect;

/**
 * How often and how long event loops were behind the engine's door: a turn is a batch of requests,
 * or what is due by the clock. Changed only behind the door.
 */
public final class LoopStatistics {
  private final Rate turnRate = new Rate();
  private final Rate micros = new Rate();
  private long turns;
  private long turnMicros;
  private long commandMicros;
  private long cronMicros;
  private long longestMicros;
  private long mostCommands;
  private long sampledTurns;

  /** A batch of so many commands has run, all in all so long. */
  public void ran(long tookMicros, long commands) {
    turned(tookMicros);
    mostCommands = Math.max(mostCommands, commands);
  }

  /** One command of a batch has run. */
  public void commandTook(long tookMicros) {
    commandMicros += tookMicros;
  }

  /** What is due by the clock has been done. */
  public void ticked(long tookMicros) {
    turned(tookMicros);
    cronMicros += tookMicros;
  }

  private void turned(long tookMicros) {
    turns++;
    turnMicros += tookMicros;
    longestMicros = Math.max(longestMicros, tookMicros);
  }

  void sample(long elapsedMillis) {
    turnRate.sample(turns, elapsedMillis);
    if (turns > sampledTurns) {
      micros.sample(turnMicros, (turns - sampledTurns) * 1000);
      sampledTurns = turns;
    }
  }

  long turns() {
    return turns;
  }

  long turnMicros() {
    return turnMicros;
  }

  long commandMicros() {
    return commandMicros;
  }

  long cronMicros() {
    return cronMicros;
  }

  long longestMicros() {
    return longestMicros;
  }

  long mostCommands() {
    return mostCommands;
  }

  long turnsPerSecond() {
    return turnRate.perSecond();
  }

  /** Of the last turns. */
  long averageMicros() {
    return micros.perSecond();
  }

  void reset() {
    turnRate.reset();
    micros.reset();
    turns = 0;
    turnMicros = 0;
    commandMicros = 0;
    cronMicros = 0;
    longestMicros = 0;
    mostCommands = 0;
    sampledTurns = 0;
  }
}

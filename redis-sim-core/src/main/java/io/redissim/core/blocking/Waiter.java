package io.redissim.core.blocking;

import io.redissim.core.client.Client;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.command.Wait;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;

/** A client that waits, with the command that made it wait. */
public final class Waiter {
  private final Client client;
  private final CommandSpec command;
  private final Wait wait;
  private final Args args;

  /** Tells apart those with the same deadline, by when they began to wait. */
  private final long number;

  /** When its command runs again by itself. */
  private long againMillis;

  /** What its command has taken so far, without the waiting. */
  private long spentMicros;

  /** Its places in the queues of its keys; none for a wait without keys. */
  Place[] places = {};

  Waiter(Client client, CommandSpec command, Wait wait, long number) {
    this.client = client;
    this.command = command;
    this.wait = wait;
    this.args = wait.args().retain();
    this.number = number;
    this.againMillis = wait.againMillis();
  }

  public Client client() {
    return client;
  }

  public CommandSpec command() {
    return command;
  }

  /** The request to run again. */
  public Args args() {
    return args;
  }

  /** Its command ran for so long and waits again. */
  public void spend(long micros) {
    spentMicros += micros;
  }

  public long spentMicros() {
    return spentMicros;
  }

  public long deadlineMillis() {
    return wait.deadlineMillis();
  }

  /** When its command runs again by itself; {@link Wait#FOREVER}: never. */
  long againMillis() {
    return againMillis;
  }

  void againMillis(long millis) {
    againMillis = millis;
  }

  public void replyTimeout(ReplySink reply) {
    wait.timeoutReply().accept(reply);
  }

  Wait waitsFor() {
    return wait;
  }

  static int byAgain(Waiter one, Waiter other) {
    int order = Long.compare(one.againMillis, other.againMillis);
    return order != 0 ? order : Long.compare(one.number, other.number);
  }

  static int byDeadline(Waiter one, Waiter other) {
    int order = Long.compare(one.deadlineMillis(), other.deadlineMillis());
    return order != 0 ? order : Long.compare(one.number, other.number);
  }
}

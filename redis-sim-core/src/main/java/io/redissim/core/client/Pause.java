package io.redissim.core.client;

import java.util.ArrayList;
import java.util.List;

/** {@code CLIENT PAUSE}: until when clients wait, with which commands, and who waits already. */
public final class Pause implements ClientListener {
  private static final long NONE = Long.MIN_VALUE;

  private final List<Client> waiting = new ArrayList<>();
  private Runnable onBegin = () -> {};
  private Runnable onEnd = () -> {};
  private long untilMillis = NONE;
  private boolean all;

  /** Whether a command waits now: any, or only one that writes. */
  public boolean holds(boolean writes, long nowMillis) {
    return untilMillis != NONE && nowMillis < untilMillis && (all || writes);
  }

  /** Begins or prolongs; a pause never gets shorter or weaker by a second one. */
  public void begin(boolean all, long untilMillis, long nowMillis) {
    boolean running = this.untilMillis != NONE && nowMillis < this.untilMillis;
    this.all = running ? this.all || all : all;
    this.untilMillis = running ? Math.max(this.untilMillis, untilMillis) : untilMillis;
    onBegin.run();
  }

  /** What else stops with a pause. */
  public void onBegin(Runnable action) {
    onBegin = action;
  }

  /** What else goes on at the end of a pause. */
  public void onEnd(Runnable action) {
    onEnd = action;
  }

  /** The client waits with its next command. */
  public void add(Client client) {
    client.await();
    waiting.add(client);
  }

  public void forget(Client client) {
    waiting.remove(client);
  }

  @Override
  public void left(Client client) {
    forget(client);
  }

  /** Ends the pause; everybody goes on. */
  public void end() {
    untilMillis = NONE;
    List<Client> resumed = List.copyOf(waiting);
    waiting.clear();
    resumed.forEach(Client::resume);
    onEnd.run();
  }

  /** Ends the pause if its time is over. */
  public void tick(long nowMillis) {
    if (untilMillis != NONE && nowMillis >= untilMillis) {
      end();
    }
  }

  public boolean active(long nowMillis) {
    return untilMillis != NONE && nowMillis < untilMillis;
  }

  public boolean pausesAll() {
    return all;
  }

  /** Milliseconds left. */
  public long leftMillis(long nowMillis) {
    return active(nowMillis) ? untilMillis - nowMillis : 0;
  }
}

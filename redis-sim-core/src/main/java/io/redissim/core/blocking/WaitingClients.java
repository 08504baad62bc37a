package io.redissim.core.blocking;

import io.redissim.core.bytes.Key;
import io.redissim.core.bytes.KeyMap;
import io.redissim.core.client.Client;
import io.redissim.core.client.ClientListener;
import io.redissim.core.command.Blocking;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.command.Wait;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.Keyspace;
import io.redissim.core.keyspace.KeyspaceListener;
import io.redissim.core.resp.Args;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All clients that wait, and the keys that became ready for some of them. Keys become ready in the
 * order in which they were written. Costs one comparison per write while nobody waits. Source:
 * Valkey {@code blocked.c}.
 */
public final class WaitingClients implements Blocking, KeyspaceListener, ClientListener {
  private static final long PUT_OFF_MILLIS = 10;

  private final List<KeyMap<KeyQueue>> queues = new ArrayList<>();
  private final Map<Client, Waiter> waiters = new HashMap<>();
  private final TreeSet<Waiter> byDeadline = new TreeSet<>(Waiter::byDeadline);
  private final TreeSet<Waiter> byAgain = new TreeSet<>(Waiter::byAgain);
  private final ArrayDeque<KeyQueue> ready = new ArrayDeque<>();
  private final List<Waiter> deferred = new ArrayList<>();
  private final Keyspace keyspace;

  /** The key whose queue is being walked over. */
  private @Nullable KeyQueue served;

  private int keys;
  private long lastNumber;

  public WaitingClients(Keyspace keyspace) {
    this.keyspace = keyspace;
    for (int i = 0; i < keyspace.databases(); i++) {
      queues.add(new KeyMap<>());
    }
  }

  // ---- who waits ----

  @Override
  public void block(Client client, CommandSpec command, Wait wait) {
    Waiter before = waiters.get(client);
    if (before != null) { // it has run again and waits on
      runAgain(before, wait.againMillis());
    } else {
      Waiter waiter = new Waiter(client, command, wait, ++lastNumber);
      waiters.put(client, waiter);
      if (wait.deadlineMillis() != Wait.FOREVER) {
        byDeadline.add(waiter);
      }
      runAgain(waiter, wait.againMillis());
      join(waiter, wait);
    }
    client.await();
  }

  private void runAgain(Waiter waiter, long millis) {
    if (waiter.againMillis() != Wait.FOREVER) {
      byAgain.remove(waiter);
    }
    waiter.againMillis(millis);
    if (millis != Wait.FOREVER) {
      byAgain.add(waiter);
    }
  }

  private void join(Waiter waiter, Wait wait) {
    Args args = waiter.args();
    List<Place> places = new ArrayList<>();
    for (int i = wait.firstKey(); i <= wait.lastKey(); i++) {
      KeyQueue queue = queue(waiter.client().databaseIndex(), args.key(i));
      if (places.stream().noneMatch(place -> place.queue == queue)) {
        places.add(queue.join(waiter));
      }
    }
    waiter.places = places.toArray(Place[]::new);
  }

  private KeyQueue queue(int database, Key key) {
    KeyMap<KeyQueue> map = queues.get(database);
    KeyQueue queue = map.get(key);
    if (queue == null) {
      byte[] bytes = key.copy();
      Key own = new Key().point(bytes, 0, bytes.length, key.hash());
      queue = new KeyQueue(database, own);
      map.add(own, queue);
      keys++;
    }
    return queue;
  }

  /** The wait of this client; null: it waits for nothing that could be ready. */
  public @Nullable Waiter of(Client client) {
    return waiters.get(client);
  }

  /** The client waits no longer. It is not resumed by this. */
  public void release(Waiter waiter) {
    waiters.remove(waiter.client());
    if (waiter.deadlineMillis() != Wait.FOREVER) {
      byDeadline.remove(waiter);
    }
    runAgain(waiter, Wait.FOREVER);
    for (Place place : waiter.places) {
      KeyQueue queue = place.queue;
      queue.leave(place);
      if (queue.isEmpty()) {
        queues.get(queue.database).remove(queue.key);
        keys--;
      }
    }
  }

  @Override
  public void left(Client client) {
    Waiter waiter = waiters.get(client);
    if (waiter != null) {
      release(waiter);
    }
  }

  // ---- until when ----

  /** Whose deadline has passed, the earliest first; null: nobody's. */
  public @Nullable Waiter due(long nowMillis) {
    Waiter first = byDeadline.isEmpty() ? null : byDeadline.first();
    return first != null && first.deadlineMillis() < nowMillis ? first : null;
  }

  /** Whose command is to run again by now, the earliest first; null: nobody's. */
  public @Nullable Waiter dueAgain(long nowMillis) {
    Waiter first = byAgain.isEmpty() ? null : byAgain.first();
    return first != null && first.againMillis() <= nowMillis ? first : null;
  }

  /** It may not run now: it is to run again a little later. */
  public void putOff(Waiter waiter, long nowMillis) {
    runAgain(waiter, nowMillis + PUT_OFF_MILLIS);
  }

  /** The last moment before anything is due; {@link Wait#FOREVER}: nothing will be. */
  public long nextDeadlineMillis() {
    long deadline = byDeadline.isEmpty() ? Wait.FOREVER : byDeadline.first().deadlineMillis();
    return byAgain.isEmpty() ? deadline : Math.min(deadline, byAgain.first().againMillis() - 1);
  }

  // ---- what became ready ----

  @Override
  public void modified(Database database, Key key) {
    if (keys > 0) {
      KeyQueue queue = queues.get(database.index()).get(key);
      if (queue != null) {
        makeReady(queue);
      }
    }
  }

  /**
   * What waits for one element waits for the key to appear, and does not see STORE overwrite
   * something else. Source: Valkey {@code db.c:dbAddInternal, dbSetValue}.
   */
  @Override
  public void rewritten(Database database, Key key) {
    if (keys > 0) {
      KeyQueue queue = queues.get(database.index()).get(key);
      if (queue != null && queue.wakesWhenChanged()) {
        makeReady(queue);
      }
    }
  }

  @Override
  public void expired(Database database, Key key) {
    modified(database, key);
  }

  @Override
  public void cleared(Database database) {
    queues.get(database.index()).forEach((key, queue) -> makeReady(queue));
  }

  @Override
  public void swapped(Database one, Database other) {
    cleared(one);
    cleared(other);
  }

  private void makeReady(KeyQueue queue) {
    if (!queue.ready) {
      queue.ready = true;
      ready.add(queue);
    }
  }

  /** Whether {@link #nextReady} has anything to look at. */
  public boolean hasReady() {
    return !ready.isEmpty();
  }

  /**
   * The next client that a ready key may serve; null: none is left. The caller runs its command
   * again before the next call, and releases it unless it blocks again.
   */
  public @Nullable Waiter nextReady() {
    while (true) {
      KeyQueue queue = served;
      if (queue == null) {
        queue = ready.poll();
        if (queue == null) {
          return null;
        }
        queue.ready = false;
        queue.rewind();
        served = queue;
      }
      Entry entry = keyspace.database(queue.database).peek(queue.key);
      Waiter waiter = queue.next(entry == null ? null : entry.kind());
      if (waiter != null) {
        return waiter;
      }
      served = null;
    }
  }

  /** The client could have been served, but may not be yet: it is once {@link #undefer} says so. */
  public void defer(Waiter waiter) {
    deferred.add(waiter);
  }

  /** Those who were deferred may be served, if their keys still can. */
  public void undefer() {
    for (Waiter waiter : deferred) {
      for (Place place : waiter.places) {
        makeReady(place.queue);
      }
    }
    deferred.clear();
  }

  // ---- figures for INFO ----

  public int clients() {
    return waiters.size();
  }

  /** Clients that wait with a deadline. */
  public int clientsWithDeadline() {
    return byDeadline.size();
  }

  /** Keys that somebody waits for. */
  public int keys() {
    return keys;
  }

  /** Keys whose end would wake somebody. */
  public int keysWokenWhenGone() {
    int[] count = new int[1];
    for (KeyMap<KeyQueue> map : queues) {
      map.forEach((key, queue) -> count[0] += queue.wakesWhenGone() ? 1 : 0);
    }
    return count[0];
  }
}

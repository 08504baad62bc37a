package io.redissim.core.generic;

import io.redissim.core.io.LinkException;
import io.redissim.core.io.Links;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The links of MIGRATE, each kept for ten seconds after its last use: keys mostly move one after
 * the other to the same server. Source: Valkey {@code cluster.c:migrateGetSocket}.
 */
public final class MigrateLinks {
  private static final int MAX_KEPT = 64;
  private static final long MAX_IDLE_MILLIS = 10_000;

  /** By host and port, the one that has been idle for longest first. */
  private final Map<String, MigrateTarget> kept = new LinkedHashMap<>(16, 0.75f, true);

  private Links links = Links.NONE;

  /** How servers are reached from now on; what is kept of other ways is closed. */
  public void openBy(Links links) {
    kept.values().forEach(MigrateTarget::close);
    kept.clear();
    this.links = links;
  }

  /** Links that are kept. */
  public int size() {
    return kept.size();
  }

  /** Call it from time to time. */
  public void closeIdle(long nowMillis) {
    Iterator<MigrateTarget> all = kept.values().iterator();
    while (all.hasNext()) {
      MigrateTarget target = all.next();
      if (target.idleMillis(nowMillis) <= MAX_IDLE_MILLIS) {
        return;
      }
      target.close();
      all.remove();
    }
  }

  /**
   * The server at this address, over the link that is kept or a new one.
   *
   * @param port its text: only where it is the same is the link
   */
  MigrateTarget reach(String host, String port, long timeoutMillis, long nowMillis)
      throws LinkException {
    String name = host + ':' + port;
    MigrateTarget target = kept.get(name);
    if (target == null) {
      if (kept.size() == MAX_KEPT) {
        close(kept.values().iterator().next());
      }
      target = new MigrateTarget(name, links.open(host, number(port), timeoutMillis));
      kept.put(name, target);
    }
    target.used(nowMillis);
    return target;
  }

  /** The link has broken. */
  void close(MigrateTarget target) {
    target.close();
    kept.remove(target.name());
  }

  /** As C's {@code atoi} reads it: the digits it begins with; 0 if it begins with others. */
  private static int number(String port) {
    long number = 0;
    for (int i = 0; i < port.length() && number <= Integer.MAX_VALUE; i++) {
      char digit = port.charAt(i);
      if (digit < '0' || digit > '9') {
        break;
      }
      number = number * 10 + digit - '0';
    }
    return (int) Math.min(number, Integer.MAX_VALUE);
  }
}

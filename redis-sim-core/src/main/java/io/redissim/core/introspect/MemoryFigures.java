package io.redissim.core.introspect;

import io.redissim.core.client.Client;
import io.redissim.core.keyspace.Keyspace;
import java.util.Locale;

/**
 * What memory is used for at one moment, in bytes.
 *
 * @param store all that the keyspace takes: exact
 * @param tables of that, what keys and deadlines are found by
 * @param clients buffers and objects of the connections
 * @param reserved what the store has taken from the heap, for the data set and for what comes next
 * @param heap what the Java heap takes of the process, used or not
 * @param resident what the process takes of the machine, 0 if unknown
 * @param peak the most that {@link #used} ever was, as far as it was looked at
 */
record MemoryFigures(
    long store, long tables, long clients, long reserved, long heap, long resident, long peak) {

  static MemoryFigures of(ServerView server) {
    Keyspace keyspace = server.keyspace();
    long store = keyspace.usedBytes();
    long tables = 0;
    for (int i = 0; i < keyspace.databases(); i++) {
      tables += keyspace.database(i).indexBytes() + keyspace.database(i).deadlineBytes();
    }
    long clients = 0;
    for (Client client : server.clients().all()) {
      clients +=
          Client.OBJECT_BYTES
              + client.transport().queryBufferBytes()
              + client.transport().outputBufferBytes();
    }
    long used = store + clients;
    server.statistics().memoryUsed(used);
    return new MemoryFigures(
        store,
        tables,
        clients,
        keyspace.reservedBytes() + clients,
        server.host().get().heapBytes(),
        server.host().get().residentBytes(),
        server.statistics().peakMemory());
  }

  /** What Redis calls used_memory. */
  long used() {
    return store + clients;
  }

  /** The keys and their values. */
  long dataset() {
    return store - tables;
  }

  /** What is used and neither a key nor a value. */
  long overhead() {
    return tables + clients;
  }

  double peakPercent() {
    return 100 * ratio(used(), peak);
  }

  double datasetPercent() {
    return 100 * ratio(dataset(), used());
  }

  /** Pages of the store against what is in them. */
  double storeRatio() {
    return ratio(reserved, used());
  }

  double heapRatio() {
    return ratio(heap, reserved);
  }

  double processRatio() {
    return ratio(resident, heap);
  }

  double totalRatio() {
    return ratio(resident, used());
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** {@code 1.50K}; bytes without a fraction. Source: Valkey {@code server.c:bytesToHuman}. */
  static String human(long bytes) {
    if (bytes < 1024) {
      return bytes + "B";
    }
    double value = bytes;
    String units = "KMGTPE";
    int unit = -1;
    while (value >= 1024 && unit < units.length() - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f%c", value, units.charAt(unit));
  }
}
